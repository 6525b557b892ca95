import type { Clock } from '@agentflow/ports';

export interface FakeClock extends Clock {
  /** Lets `ms` milliseconds pass: timers that fall due are called in order, each at its own instant; timers they set are called too if they fall due. */
  advance(ms: number): void;
  /** How many timers are armed. */
  readonly armed: number;
}
interface Timer {
  readonly at: number;
  readonly call: () => void;
}
/** A clock that stands still until told otherwise. Starts at 2026-01-01T00:00:00Z unless told. */
export function createFakeClock(start: number = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start;
  const timers = new Set<Timer>(); // in the order they were set, which decides between equal instants
  const nextUpTo = (end: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    return next;
  };
  return {
    now: () => now,
    monotonic: () => now - start,
    after(ms, call) {
      const timer = { at: now + Math.max(0, ms), call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      for (let timer = nextUpTo(end); timer; timer = nextUpTo(end)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.call();
      }
      now = end;
    },
    get armed() {
      return timers.size;
    },
  };
}
