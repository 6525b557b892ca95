import { isAppError, retryDelayMs, TimerHeap, type OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { Logger } from '@agentflow/service-kit';

/** The timer is armed for this long at most: a wall clock that is set while we wait is noticed within it. Milliseconds. */
const LONGEST_WAIT_MS = 60_000;
/** Schedules acted upon at the same time. */
const AT_ONCE = 32;
const RETRY = { maxAttempts: Number.MAX_SAFE_INTEGER, initialDelayMs: 500, maxDelayMs: 30_000, backoff: 'exponential' } as const;

/** Acts upon one schedule that may be due; answers when to come again (`null`: never). Throws when it could not tell: it is asked again with back-off, knowing that it was on the job since `since`. */
export type ActOnSchedule = (org: OrgId, id: string, since: number) => Promise<number | null>;

export interface ScheduleLoop {
  /** Plans, moves or (`null`) forgets a schedule's next look. */
  set(org: OrgId, id: string, at: number | null): void;
  start(): void;
  /** Plans nothing more and waits for what is underway. */
  stop(): Promise<void>;
  readonly size: number;
}
/** One heap and one timer for all schedules. I1: a schedule is acted upon by one call at a time. I2: what is told while it is acted upon holds afterwards. */
export function createScheduleLoop({
  clock,
  act,
  logger,
}: {
  readonly clock: Clock;
  readonly act: ActOnSchedule;
  readonly logger: Logger;
}): ScheduleLoop {
  const heap = new TimerHeap();
  const busy = new Map<string, { told?: number | null }>();
  const waiting: string[] = [];
  const failures = new Map<string, { count: number; since: number }>();
  const underway = new Set<Promise<void>>();
  let running = false;
  let disarm: (() => void) | undefined;

  const plan = (key: string, at: number | null): void =>
    at === null ? heap.clear(key) : heap.set({ path: key, dueAt: at, purpose: 'wait' });
  const arm = (): void => {
    disarm?.();
    disarm = undefined;
    const next = running ? heap.next() : undefined;
    if (next) disarm = clock.after(Math.min(LONGEST_WAIT_MS, Math.max(0, next.dueAt - clock.now())), wake);
  };
  const wake = (): void => {
    const now = clock.now();
    for (let next = heap.next(); next && next.dueAt <= now; next = heap.next()) {
      heap.clear(next.path);
      busy.set(next.path, {});
      waiting.push(next.path);
    }
    pump();
    arm();
  };
  const pump = (): void => {
    while (running && underway.size < AT_ONCE && waiting.length > 0) {
      const key = waiting.shift()!;
      const work = attend(key).finally(() => {
        underway.delete(work);
        pump();
      });
      underway.add(work);
    }
  };
  const attend = async (key: string): Promise<void> => {
    const [org, id] = key.split('\n') as [OrgId, string];
    const failed = failures.get(key);
    let next: number | null;
    try {
      next = await act(org, id, failed?.since ?? clock.now());
      failures.delete(key);
    } catch (error) {
      const count = (failed?.count ?? 0) + 1;
      failures.set(key, { count, since: failed?.since ?? clock.now() });
      const delayMs = Math.max(retryDelayMs(RETRY, count, 1), isAppError(error) ? (error.retryAfterSeconds ?? 0) * 1_000 : 0);
      logger.warn({ org, trigger: id, attempt: count, delayMs, err: error }, 'a schedule could not be attended to and is tried again');
      next = clock.now() + delayMs;
    }
    const told = busy.get(key)?.told;
    busy.delete(key);
    if (told !== undefined) failures.delete(key);
    plan(key, told === undefined ? next : told);
    arm();
  };
  return {
    get size() {
      return heap.size + busy.size;
    },
    set(org, id, at) {
      const key = `${org}\n${id}`;
      const acting = busy.get(key);
      if (acting) acting.told = at;
      else {
        plan(key, at);
        arm();
      }
    },
    start() {
      running = true;
      arm();
    },
    async stop() {
      running = false;
      arm();
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}
