import { createFakeClock } from './fake-clock.js';
import { createTestIds } from './test-ids.js';

describe('the fake clock', () => {
  it('calls timers in order of time, each at its own instant, those they set included', () => {
    const clock = createFakeClock(1000);
    const seen: string[] = [];
    clock.after(30, () => seen.push(`c@${clock.now()}`));
    clock.after(10, () => {
      seen.push(`a@${clock.now()}`);
      clock.after(10, () => seen.push(`b@${clock.now()}`));
      clock.after(100, () => seen.push('late'));
    });
    clock.after(30, () => seen.push(`d@${clock.now()}`));
    const cancel = clock.after(15, () => seen.push('cancelled'));
    cancel();
    clock.advance(9);
    expect(seen).toEqual([]);
    clock.advance(41);
    expect(seen).toEqual(['a@1010', 'b@1020', 'c@1030', 'd@1030']);
    expect([clock.now(), clock.monotonic(), clock.armed]).toEqual([1050, 50, 1]);
  });
});
describe('test ids', () => {
  it('are the same with the same seed, rise, and differ with another', () => {
    const draw = (seed: number): string[] => {
      const ids = createTestIds(seed);
      return [...Array.from({ length: 50 }, () => ids.next()), String(ids.seed()), ids.secret()];
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    const ids = draw(3).slice(0, 50);
    expect([...ids].sort()).toEqual(ids);
    expect(Number.isSafeInteger(createTestIds(4).seed())).toBe(true);
  });
});
