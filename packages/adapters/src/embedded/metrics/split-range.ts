export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** A piece of time and what covers it: roll-ups of this span, or raw records (0). */
export interface Stretch {
  readonly span: number;
  readonly from: number;
  readonly to: number;
}
/** Cuts [from, to) into whole spans, the longest first, and what is left at the edges. Times are epoch milliseconds; spans divide one another. */
export function splitRange(from: number, to: number, [span, ...smaller]: readonly number[]): Stretch[] {
  if (from >= to) return [];
  if (span === undefined) return [{ span: 0, from, to }];
  const first = Math.ceil(from / span) * span;
  const last = Math.floor(to / span) * span;
  if (first >= last) return splitRange(from, to, smaller);
  return [...splitRange(from, first, smaller), { span, from: first, to: last }, ...splitRange(last, to, smaller)];
}
