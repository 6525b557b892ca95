import type { StatsRow } from '../../api/types.js';

const DAY_MS = 86_400_000;
/** Shown by name; the rest together. */
const MOST = 6;
export const OTHERS = '';
export interface DayStack {
  /** `2026-11-21` */
  readonly day: string;
  readonly total: number;
  /** In the order of the series; without those that are 0. */
  readonly parts: readonly { readonly key: string; readonly value: number }[];
}
/** What `of` measured on each of the `days` from `from` on (UTC), apart by `by`: the largest series by name, largest first, the others as one. */
export function dayStacks(
  rows: readonly StatsRow[],
  by: string,
  from: string,
  days: number,
  of: (row: StatsRow) => number,
): { readonly series: readonly string[]; readonly stacks: readonly DayStack[] } {
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(row.group[by] ?? '', (totals.get(row.group[by] ?? '') ?? 0) + of(row));
  const ranked = [...totals].filter(([, total]) => total > 0).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  const named = ranked.slice(0, ranked.length > MOST ? MOST - 1 : MOST).map(([key]) => key);
  const series = ranked.length > named.length ? [...named, OTHERS] : named;
  const byDay = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const day = (row.group['day'] ?? '').slice(0, 10);
    const key = named.includes(row.group[by] ?? '') ? (row.group[by] ?? '') : OTHERS;
    const parts = byDay.get(day) ?? new Map<string, number>();
    byDay.set(day, parts.set(key, (parts.get(key) ?? 0) + of(row)));
  }
  const stacks = Array.from({ length: days }, (_, index): DayStack => {
    const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10);
    const parts = series.map((key) => ({ key, value: byDay.get(day)?.get(key) ?? 0 })).filter(({ value }) => value > 0);
    return { day, total: parts.reduce((sum, { value }) => sum + value, 0), parts };
  });
  return { series, stacks };
}
