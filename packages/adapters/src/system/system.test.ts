import { once, EventEmitter } from 'node:events';
import { createIdSource } from './id-source.js';
import { createSystemClock } from './system-clock.js';

describe('the id source', () => {
  it('gives ULIDs that rise, however fast they are drawn', () => {
    const ids = createIdSource();
    const drawn = Array.from({ length: 20_000 }, () => ids.next());
    expect(drawn.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id))).toBe(true);
    expect([...drawn].sort()).toEqual(drawn);
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it('gives seeds below 2^53 that use all of it, and secrets of 256 bits', () => {
    const ids = createIdSource();
    const seeds = Array.from({ length: 5000 }, () => ids.seed());
    expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
    expect(Math.max(...seeds)).toBeGreaterThan(2 ** 52);
    expect(seeds.some((seed) => seed % 2 === 1)).toBe(true);
    const secrets = Array.from({ length: 100 }, () => ids.secret());
    expect(new Set(secrets).size).toBe(100);
    expect(secrets.every((secret) => /^[A-Za-z0-9_-]{43}$/.test(secret))).toBe(true);
  });
});
describe('the system clock', () => {
  it('calls once after the time, and not at all when cancelled or far away', async () => {
    const clock = createSystemClock();
    const events = new EventEmitter();
    const far = clock.after(2 ** 40, () => events.emit('called', 'far'));
    const cancelled = clock.after(1, () => events.emit('called', 'cancelled'));
    cancelled();
    clock.after(5, () => events.emit('called', 'due'));
    const [called] = await once(events, 'called');
    far();
    expect(called).toBe('due');
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
    expect(clock.monotonic()).toBeLessThanOrEqual(clock.monotonic());
  });
});
