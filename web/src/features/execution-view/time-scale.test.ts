import { moved, tickLabel, ticks, zoomed } from './time-scale.js';

describe('the time axis', () => {
  it('zooms around a place and never leaves what there is', () => {
    expect(zoomed({ from: 0, to: 1000 }, 0.5, 0.5, 1000)).toEqual({ from: 250, to: 750 });
    expect(zoomed({ from: 0, to: 1000 }, 0.5, 0, 1000)).toEqual({ from: 0, to: 500 });
    expect(zoomed({ from: 900, to: 1000 }, 4, 1, 1000)).toEqual({ from: 600, to: 1000 });
    expect(zoomed({ from: 400, to: 600 }, 100, 0.5, 1000)).toEqual({ from: 0, to: 1000 });
    const closest = zoomed({ from: 500, to: 510 }, 0.0001, 0.5, 1000);
    expect(closest.to - closest.from).toBe(4);
  });
  it('moves to its ends and no further', () => {
    expect(moved({ from: 100, to: 200 }, 50, 1000)).toEqual({ from: 150, to: 250 });
    expect(moved({ from: 100, to: 200 }, -500, 1000)).toEqual({ from: 0, to: 100 });
    expect(moved({ from: 100, to: 200 }, 5000, 1000)).toEqual({ from: 900, to: 1000 });
  });
  it('has marks at round times, not too many', () => {
    expect(ticks({ from: 0, to: 10_000 }, 1200).map(({ at }) => at)).toEqual([
      0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000,
    ]);
    for (const length of [4, 70, 999, 12_345, 3_600_000, 9e8, 4e10])
      for (const width of [200, 600, 1600]) {
        const found = ticks({ from: length / 3, to: length }, width);
        expect(found.length).toBeLessThanOrEqual(width / 100 + 2);
      }
  });
  it('says times as exactly as the marks are apart', () => {
    expect(tickLabel(0, 1)).toBe('0');
    expect(tickLabel(250, 50)).toBe('250 ms');
    expect(tickLabel(1500, 500)).toBe('1.5 s');
    expect(tickLabel(30_000, 10_000)).toBe('30 s');
    expect(tickLabel(90_000, 30_000)).toBe('1:30');
    expect(tickLabel(61_250, 10)).toBe('1:01.25');
    expect(tickLabel(3_661_000, 1000)).toBe('1:01:01');
    expect(tickLabel(3 * 86_400_000, 86_400_000)).toBe('3 d 0 h');
  });
});
