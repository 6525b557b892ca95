/** The time axis: which stretch is seen, how it moves, and where its marks are. Times are milliseconds since the start. */
export interface Window {
  readonly from: number;
  readonly to: number;
}
/** Nothing happens faster than this that anybody wants to see. */
const SHORTEST_MS = 4;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000].concat(
  [1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  [1, 2, 3, 6, 12, 24, 48, 168].map((hours) => hours * 3_600_000),
);

/** Makes the window `factor` times as long around the place `at` (0 left to 1 right), kept inside `total`. */
export function zoomed(window: Window, factor: number, at: number, total: number): Window {
  const length = window.to - window.from;
  const next = Math.min(total, Math.max(SHORTEST_MS, length * factor));
  return kept({ from: window.from + (length - next) * at, to: window.from + (length - next) * at + next }, total);
}
export const moved = (window: Window, byMs: number, total: number): Window =>
  kept({ from: window.from + byMs, to: window.to + byMs }, total);

function kept({ from, to }: Window, total: number): Window {
  const length = Math.min(to - from, total);
  const start = Math.min(Math.max(0, from), Math.max(0, total - length));
  return { from: start, to: start + length };
}
/** Round times in the window, some `every` pixels of `width` apart. */
export function ticks({ from, to }: Window, width: number, every = 110): { readonly at: number; readonly step: number }[] {
  const wanted = ((to - from) / Math.max(1, width)) * every;
  const step = STEPS.find((candidate) => candidate >= wanted) ?? Math.ceil(wanted / 604_800_000) * 604_800_000;
  const found: { at: number; step: number }[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push({ at, step });
  return found;
}
/** A mark's words: as exact as the step between marks asks for. */
export function tickLabel(at: number, step: number): string {
  if (at === 0) return '0';
  if (step < 1000 && at < 1000) return `${at} ms`;
  const seconds = at / 1000;
  if (at < 60_000) return `${Number(seconds.toFixed(step < 1000 ? (step < 10 ? 3 : step < 100 ? 2 : 1) : 0))} s`;
  const pad = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const exact = step < 1000 ? s.toFixed(step < 10 ? 3 : step < 100 ? 2 : 1).padStart(step < 10 ? 6 : step < 100 ? 5 : 4, '0') : pad(s);
  return h > 0 ? (h >= 48 && step >= 3_600_000 ? `${Math.floor(h / 24)} d ${h % 24} h` : `${h}:${pad(m)}:${exact}`) : `${m}:${exact}`;
}
