import { AppError } from '@agentflow/core';
import { createFakeClock, rejectsWith } from '@agentflow/testkit';
import { BREAKER, createCircuitBreakers } from './circuit-breakers.js';

const down = () => Promise.reject(new AppError('HTTP_UNAVAILABLE', 'down'));
const up = () => Promise.resolve('up');
const counts = () => true;

describe('circuit breakers', () => {
  async function opened() {
    const clock = createFakeClock();
    const breakers = createCircuitBreakers(clock);
    for (let i = 0; i < BREAKER.failures; i++) await rejectsWith('HTTP_UNAVAILABLE', breakers.run('a', 't', down, counts));
    return { clock, breakers };
  }
  it('open after five failures in a row and say when to come back', async () => {
    const { breakers, clock } = await opened();
    clock.advance(10_000);
    const error = await rejectsWith('CIRCUIT_OPEN', breakers.run('a', 't', up, counts));
    expect([error.retryable, error.retryAfterSeconds]).toEqual([true, 20]);
  });
  it('are kept per org and target', async () => {
    const { breakers } = await opened();
    expect(await breakers.run('b', 't', up, counts)).toBe('up');
    expect(await breakers.run('a', 'u', up, counts)).toBe('up');
  });
  it('let three calls at a time try after half a minute, and close after three successes', async () => {
    const { clock, breakers } = await opened();
    clock.advance(BREAKER.openMs);
    const answers: (() => void)[] = [];
    const slow = () => new Promise<string>((resolve) => answers.push(() => resolve('up')));
    const probes = Array.from({ length: BREAKER.probes }, () => breakers.run('a', 't', slow, counts));
    await rejectsWith('CIRCUIT_OPEN', breakers.run('a', 't', up, counts));
    for (const answer of answers) answer();
    await Promise.all(probes);
    const many = Array.from({ length: 10 }, () => breakers.run('a', 't', up, counts));
    expect(await Promise.all(many)).toHaveLength(10);
  });
  it('open again when a probe fails', async () => {
    const { clock, breakers } = await opened();
    clock.advance(BREAKER.openMs);
    await rejectsWith('HTTP_UNAVAILABLE', breakers.run('a', 't', down, counts));
    await rejectsWith('CIRCUIT_OPEN', breakers.run('a', 't', up, counts));
  });
  it('do not count what never left, nor failures with a success between', async () => {
    const breakers = createCircuitBreakers(createFakeClock());
    for (let i = 0; i < 20; i++)
      await rejectsWith(
        'HTTP_UNAVAILABLE',
        breakers.run('a', 't', down, () => false),
      );
    for (let i = 0; i < 20; i++) {
      await rejectsWith('HTTP_UNAVAILABLE', breakers.run('a', 't', down, counts));
      await breakers.run('a', 't', up, counts);
    }
    expect(await breakers.run('a', 't', up, counts)).toBe('up');
  });
});
