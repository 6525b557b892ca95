import { DAY_MS, HOUR_MS, splitRange } from './split-range.js';

describe('splitting a time range over roll-ups', () => {
  it('covers every range exactly once, with whole spans only', () => {
    for (let from = 0; from < 3 * DAY_MS; from += 5 * HOUR_MS + 7) {
      for (let to = from; to < 4 * DAY_MS; to += 7 * HOUR_MS + 11) {
        const stretches = splitRange(from, to, [DAY_MS, HOUR_MS]);
        let at = from;
        for (const stretch of stretches) {
          expect(stretch.from).toBe(at);
          expect(stretch.to).toBeGreaterThan(stretch.from);
          if (stretch.span > 0) expect([stretch.from % stretch.span, stretch.to % stretch.span]).toEqual([0, 0]);
          at = stretch.to;
        }
        expect(at).toBe(Math.max(from, to));
        const raw = stretches.filter((one) => one.span === 0).reduce((sum, one) => sum + one.to - one.from, 0);
        expect(raw).toBeLessThan(2 * HOUR_MS);
      }
    }
  });

  it('is nothing for an empty or a turned range', () => {
    expect(splitRange(5, 5, [HOUR_MS])).toEqual([]);
    expect(splitRange(9, 5, [HOUR_MS])).toEqual([]);
  });
});
