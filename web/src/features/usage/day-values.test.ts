import { dayValues } from './day-values.js';

it('has one value a day, also where nothing was measured', () => {
  const rows = [{ group: { day: '2026-02-28' }, count: 5, failed: 2 }] as never[];
  const values = dayValues(
    rows,
    '2026-02-27T00:00:00.000Z',
    3,
    (row) => row.count,
    (row) => row.failed,
  );
  expect(values).toEqual([
    { day: '2026-02-27', total: 0, bad: 0 },
    { day: '2026-02-28', total: 5, bad: 2 },
    { day: '2026-03-01', total: 0, bad: 0 },
  ]);
});
