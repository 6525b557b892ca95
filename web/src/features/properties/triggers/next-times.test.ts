import { nextTimes } from './next-times.js';

describe('the next times of a schedule', () => {
  it('are those of its time zone', () => {
    const from = Date.parse('2026-01-01T00:00:00Z');
    expect(nextTimes('0 9 * * *', 'Asia/Shanghai', from, 2).map((time) => time.toISOString())).toEqual([
      '2026-01-01T01:00:00.000Z',
      '2026-01-02T01:00:00.000Z',
    ]);
  });
  it('are none while it is being written', () => {
    expect(nextTimes('0 9 * *', 'UTC', 0, 3)).toEqual([]);
    expect(nextTimes('0 9 * * *', 'Nowhere/City', 0, 3)).toEqual([]);
  });
});
