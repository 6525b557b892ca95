import { TimerHeap, type ExecutionId, type OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';

/** Armed for an hour at most, so that a clock set back or a laptop's sleep costs no more. */
const LONGEST_MS = 3_600_000;

export interface WakeUps {
  /** When an execution wants to be woken next (epoch milliseconds), or `null`: never. */
  set(org: OrgId, id: ExecutionId, at: number | null): void;
  /** Forgets those whose ids `is` says: somebody else wakes them. */
  drop(is: (id: ExecutionId) => boolean): void;
  stop(): void;
  readonly size: number;
}
/** One heap and one timer of the process for all executions that wait. Never early. */
export function createWakeUps(clock: Clock, wake: (org: OrgId, id: ExecutionId) => void): WakeUps {
  const heap = new TimerHeap();
  const orgs = new Map<string, OrgId>();
  let disarm: (() => void) | null = null;
  let armedFor = Number.POSITIVE_INFINITY;

  function arm(): void {
    const next = heap.next();
    if (!next) return;
    if (disarm && armedFor <= next.dueAt) return;
    disarm?.();
    armedFor = next.dueAt;
    disarm = clock.after(Math.min(Math.max(0, next.dueAt - clock.now()), LONGEST_MS), fire);
  }
  function fire(): void {
    disarm = null;
    armedFor = Number.POSITIVE_INFINITY;
    const now = clock.now();
    for (let next = heap.next(); next && next.dueAt <= now; next = heap.next()) {
      heap.clear(next.path);
      const org = orgs.get(next.path) as OrgId;
      orgs.delete(next.path);
      wake(org, next.path as ExecutionId);
    }
    arm();
  }
  return {
    set(org, id, at) {
      const known = heap.get(id);
      if (known?.dueAt === at || (known === undefined && at === null)) return;
      heap.clear(id);
      if (at === null) return void orgs.delete(id);
      orgs.set(id, org);
      heap.set({ path: id, dueAt: at, purpose: 'wait' });
      arm();
    },
    drop(is) {
      for (const id of [...orgs.keys()]) {
        if (!is(id as ExecutionId)) continue;
        heap.clear(id);
        orgs.delete(id);
      }
    },
    stop() {
      disarm?.();
      disarm = null;
    },
    get size() {
      return heap.size;
    },
  };
}
