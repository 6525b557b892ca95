import type { StatsRow } from '../../api/types.js';
import { dayStacks, OTHERS } from './day-stacks.js';

const row = (day: string, model: string, count: number) => ({ group: { day, model }, count }) as unknown as StatsRow;
const of = (one: StatsRow): number => one.count;

it('stacks each day by series, the largest first, days without anything too', () => {
  const rows = [row('2026-01-02', 'a', 1), row('2026-01-02', 'b', 5), row('2026-01-03', 'a', 2)];
  const { series, stacks } = dayStacks(rows, 'model', '2026-01-01T00:00:00.000Z', 3, of);
  expect(series).toEqual(['b', 'a']);
  expect(stacks).toEqual([
    { day: '2026-01-01', total: 0, parts: [] },
    {
      day: '2026-01-02',
      total: 6,
      parts: [
        { key: 'b', value: 5 },
        { key: 'a', value: 1 },
      ],
    },
    { day: '2026-01-03', total: 2, parts: [{ key: 'a', value: 2 }] },
  ]);
});
it('puts what is beyond a handful together', () => {
  const rows = Array.from({ length: 20 }, (_, n) => row('2026-01-01', `m${n}`, 100 - n));
  const { series, stacks } = dayStacks(rows, 'model', '2026-01-01T00:00:00.000Z', 1, of);
  expect(series).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', OTHERS]);
  expect(stacks[0]?.total).toBe(rows.reduce((sum, one) => sum + of(one), 0));
});
