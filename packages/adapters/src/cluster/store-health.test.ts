import { createFakeClock } from '@agentflow/testkit';
import { createStoreHealth } from './store-health.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const away = (): Promise<never> => Promise.reject(new Error('gone'));

describe('the health of servers', () => {
  it('is ready while the needed ones answer, and names those that are done without', async () => {
    const health = createStoreHealth(
      [
        { name: 'mongodb', needed: true, ping: async () => undefined },
        { name: 'redis', needed: false, ping: away },
      ],
      createFakeClock(),
    );
    expect(await health.ready()).toEqual({ ready: true, checks: { mongodb: 'ok', redis: 'cannot be reached' } });
  });
  it('is not ready when a needed one does not answer in time, and is again once it does', async () => {
    const clock = createFakeClock();
    let answers: (() => Promise<void>) | undefined;
    const health = createStoreHealth([{ name: 'mongodb', needed: true, ping: () => answers?.() ?? new Promise(() => undefined) }], clock);
    const asked = health.ready();
    await turn();
    clock.advance(1_200);
    expect(await asked).toEqual({ ready: false, checks: { mongodb: 'no answer' } });
    answers = async () => undefined;
    expect(await health.ready()).toEqual({ ready: true, checks: { mongodb: 'ok' } });
    expect(clock.armed).toBe(0);
  });
  it('asks a server once a second at most', async () => {
    const clock = createFakeClock();
    let pings = 0;
    const health = createStoreHealth([{ name: 'mongodb', needed: true, ping: async () => void pings++ }], clock);
    await Promise.all([health.ready(), health.ready()]);
    clock.advance(999);
    await health.ready();
    expect(pings).toBe(1);
    clock.advance(1);
    await health.ready();
    expect(pings).toBe(2);
  });
});
