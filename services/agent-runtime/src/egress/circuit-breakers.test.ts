import { AppError } from '@agentflow/core';
import { createFakeClock, rejectsWith } from '@agentflow/testkit';
import { BREAKER, createCircuitBreakers, type BreakerTarget, type Judge } from './circuit-breakers.js';

const down = () => Promise.reject(new AppError('HTTP_UNAVAILABLE', 'down'));
const up = () => Promise.resolve('up');
const judge: Judge<string> = { error: () => 'fails' };
const target: BreakerTarget = { org: 'a', kind: 'http', target: 't' };
/** A call that ends when the test says so. */
function held() {
  let succeed!: () => void;
  let fail!: () => void;
  const promise = new Promise<string>((resolve, reject) => {
    succeed = () => resolve('up');
    fail = () => reject(new AppError('HTTP_UNAVAILABLE', 'down'));
  });
  return { call: () => promise, succeed, fail };
}

describe('circuit breakers', () => {
  async function opened() {
    const clock = createFakeClock();
    const breakers = createCircuitBreakers(clock);
    for (let i = 0; i < BREAKER.failures; i++) await rejectsWith('HTTP_UNAVAILABLE', breakers.run(target, down, judge));
    return { clock, breakers };
  }
  it('open after five failures in a row and say when to come back', async () => {
    const { breakers, clock } = await opened();
    clock.advance(10_000);
    const error = await rejectsWith('CIRCUIT_OPEN', breakers.run(target, up, judge));
    expect([error.retryable, error.retryAfterSeconds]).toEqual([true, 20]);
    expect(breakers.isOpen(target)).toBe(true);
    expect(breakers.counts).toEqual({ open: 1, halfOpen: 0, opened: 1, closed: 0, refused: 1 });
  });
  it('are kept per org, kind and target', async () => {
    const { breakers } = await opened();
    for (const other of [{ org: 'b' }, { target: 'u' }, { kind: 'model' as const }]) {
      expect(await breakers.run({ ...target, ...other }, up, judge)).toBe('up');
      expect(breakers.isOpen({ ...target, ...other })).toBe(false);
    }
  });
  it('show an org what is not closed of its own, and no other', async () => {
    const { breakers, clock } = await opened();
    const openedAt = clock.now();
    clock.advance(1_000);
    expect(breakers.notClosed('a')).toEqual([
      { kind: 'http', target: 't', state: 'open', failures: 5, openedAt, retryAt: openedAt + 30_000 },
    ]);
    expect(breakers.notClosed('b')).toEqual([]);
    clock.advance(29_000);
    expect(breakers.notClosed('a').map(({ state }) => state)).toEqual(['half_open']);
    expect(breakers.counts).toMatchObject({ open: 0, halfOpen: 1 });
  });
  it('let three calls in all try after half a minute, and close after three successes', async () => {
    const { clock, breakers } = await opened();
    clock.advance(BREAKER.openMs);
    const calls = Array.from({ length: BREAKER.probes }, held);
    const probes = calls.map(({ call }) => breakers.run(target, call, judge));
    await rejectsWith('CIRCUIT_OPEN', breakers.run(target, up, judge));
    calls[0]!.succeed();
    await probes[0];
    await rejectsWith('CIRCUIT_OPEN', breakers.run(target, up, judge)); // two are still on their way: no fourth
    calls.slice(1).forEach(({ succeed }) => succeed());
    await Promise.all(probes);
    const many = Array.from({ length: 10 }, () => breakers.run(target, up, judge));
    expect(await Promise.all(many)).toHaveLength(10);
    expect(breakers.counts).toEqual({ open: 0, halfOpen: 0, opened: 1, closed: 1, refused: 2 });
  });
  it('open again when a probe fails, and probes that end after that count for nothing', async () => {
    const { clock, breakers } = await opened();
    clock.advance(BREAKER.openMs);
    const calls = Array.from({ length: BREAKER.probes }, held);
    const probes = calls.map(({ call }) => breakers.run(target, call, judge));
    calls[0]!.fail();
    await rejectsWith('HTTP_UNAVAILABLE', probes[0]!);
    calls.slice(1).forEach(({ succeed }) => succeed());
    await Promise.all(probes.slice(1));
    await rejectsWith('CIRCUIT_OPEN', breakers.run(target, up, judge));
    clock.advance(BREAKER.openMs);
    for (let i = 0; i < BREAKER.probes - 1; i++) await breakers.run(target, up, judge);
    expect(breakers.counts.closed).toBe(0);
    await breakers.run(target, up, judge);
    expect(breakers.counts.closed).toBe(1);
  });
  it('are not kept open by calls that began before they opened', async () => {
    const clock = createFakeClock();
    const breakers = createCircuitBreakers(clock);
    const calls = Array.from({ length: 20 }, held);
    const runs = calls.map(({ call }) => rejectsWith('HTTP_UNAVAILABLE', breakers.run(target, call, judge)));
    calls.slice(0, 5).forEach(({ fail }) => fail());
    await Promise.all(runs.slice(0, 5));
    clock.advance(29_000);
    calls.slice(5).forEach(({ fail }) => fail());
    await Promise.all(runs);
    clock.advance(1_000);
    expect(await breakers.run(target, up, judge)).toBe('up');
    expect(breakers.counts.opened).toBe(1);
  });
  it('do not count what never left, nor failures with a success between', async () => {
    const breakers = createCircuitBreakers(createFakeClock());
    for (let i = 0; i < 20; i++) await rejectsWith('HTTP_UNAVAILABLE', breakers.run(target, down, { error: () => 'nothing' }));
    for (let i = 0; i < 20; i++) {
      await rejectsWith('HTTP_UNAVAILABLE', breakers.run(target, down, judge));
      await breakers.run(target, up, judge);
    }
    expect(await breakers.run(target, up, judge)).toBe('up');
  });
  it('give a probe that never left its place back', async () => {
    const { clock, breakers } = await opened();
    clock.advance(BREAKER.openMs);
    for (let i = 0; i < 10; i++) await rejectsWith('HTTP_UNAVAILABLE', breakers.run(target, down, { error: () => 'nothing' }));
    for (let i = 0; i < BREAKER.probes; i++) await breakers.run(target, up, judge);
    expect(breakers.notClosed('a')).toEqual([]);
  });
  it('count answers that say the target is down', async () => {
    const breakers = createCircuitBreakers(createFakeClock());
    const answers: Judge<number> = { answer: (status) => (status === 503 ? 'fails' : 'works'), error: () => 'fails' };
    for (let i = 0; i < BREAKER.failures; i++) expect(await breakers.run(target, () => Promise.resolve(503), answers)).toBe(503);
    await rejectsWith(
      'CIRCUIT_OPEN',
      breakers.run(target, () => Promise.resolve(200), answers),
    );
  });
  it('forget the oldest of too many', async () => {
    const breakers = createCircuitBreakers(createFakeClock());
    const nth = (n: number): BreakerTarget => ({ ...target, target: `t${n}` });
    for (let n = 0; n <= BREAKER.kept; n++) await breakers.run(nth(n), down, judge).catch(() => undefined);
    for (let i = 1; i < BREAKER.failures; i++) await breakers.run(nth(0), down, judge).catch(() => undefined);
    expect(breakers.isOpen(nth(0))).toBe(false); // its first failure was forgotten
    for (let i = 1; i < BREAKER.failures; i++) await breakers.run(nth(BREAKER.kept), down, judge).catch(() => undefined);
    expect(breakers.isOpen(nth(BREAKER.kept))).toBe(true);
  });
});
