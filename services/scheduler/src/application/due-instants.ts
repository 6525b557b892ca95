import { nextFireTime } from '@agentflow/core';
import type { ScheduleConfig } from './trigger-document.js';

/** An instant acted upon later than this is missed, unless the process was trying all the while. Covers a restart. Milliseconds. */
export const GRACE_MS = 30_000;

/** What to do about a schedule at a moment: the instant to fire (or none), how it came about, and the next planned one. */
export interface DueDecision {
  readonly fire: number | null;
  readonly missed: boolean;
  readonly next: number | null;
}
/**
 * Decides about a schedule whose planned instant is due. On time, it fires and the next one is planned. Late by more than the grace, all instants up to now were missed
 * together: `one` fires the latest of them, `skip` none. All times are epoch milliseconds; `nextFireAt <= now`.
 */
export function decideDue(config: ScheduleConfig, nextFireAt: number, now: number): DueDecision {
  const after = (at: number): number | null => nextFireTime(config.cron, config.timeZone, at);
  if (now - nextFireAt <= GRACE_MS) return { fire: nextFireAt, missed: false, next: after(nextFireAt) };
  const next = after(now);
  return { fire: config.missed === 'one' ? latestUntil(after, nextFireAt, now) : null, missed: true, next };
}
/** The latest instant at or before `now`, knowing that `first` is one. Looks back in doubling windows, so that a year of missed seconds costs no more than an hour of them. */
function latestUntil(after: (at: number) => number | null, first: number, now: number): number {
  for (let window = 1_000; ; window *= 2) {
    const from = now - window;
    if (from <= first) return lastOf(after, first, now);
    const found = after(from);
    if (found !== null && found <= now) return lastOf(after, found, now);
  }
}
function lastOf(after: (at: number) => number | null, from: number, now: number): number {
  for (let at = from; ;) {
    const next = after(at);
    if (next === null || next > now) return at;
    at = next;
  }
}
