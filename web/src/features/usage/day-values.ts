import type { StatsRow } from '../../api/types.js';

const DAY_MS = 86_400_000;
export interface DayValue {
  /** `2026-11-21` */
  readonly day: string;
  readonly total: number;
  readonly bad: number;
}
/** One value for each of the `days` from `from` on (UTC), 0 where nothing was measured. */
export function dayValues(
  rows: readonly StatsRow[],
  from: string,
  days: number,
  of: (row: StatsRow) => number,
  bad: (row: StatsRow) => number,
): DayValue[] {
  const byDay = new Map(rows.map((row) => [(row.group['day'] ?? '').slice(0, 10), row]));
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10);
    const row = byDay.get(day);
    return { day, total: row ? of(row) : 0, bad: row ? bad(row) : 0 };
  });
}
