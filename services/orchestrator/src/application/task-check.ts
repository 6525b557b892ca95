import { isEnded, type ExecutionId, type PartitionId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { Dispatch, Dispatched } from './dispatch.js';
import type { HotExecutions } from './hot-executions.js';
import type { LiveExecution } from './live-execution.js';

/*
 * I1  A task that a worker is believed to have, and does not list, is lost; one that is open, and that nobody has or waits for, goes out again. Both as if a worker had died: the effect class decides.
 * I2  Nothing is judged by one look: what is on its way between a worker and its coordinator, or between a decision and the log, is in no list.
 */
/** How often is looked. Milliseconds. */
const LOOK_MS = 5_000;
/** A task that so many lists of its worker in a row do not name is not with it. */
const LISTS = 3;

export interface TaskCheckPorts {
  readonly dispatch: Pick<Dispatch, 'all' | 'has'>;
  readonly hot: Pick<HotExecutions, 'of'>;
  readonly owned: () => Iterable<PartitionId>;
  /** Whether this process may act, and its store takes writes. */
  readonly mayAct: () => boolean;
  /** Whether something about the execution waits to be decided. */
  readonly isBusy: (id: ExecutionId) => boolean;
  /** Whether the task waits for something before anybody can have it. */
  readonly isHeld: (live: LiveExecution, path: string) => boolean;
  /** The worker does not have it. */
  readonly lose: (dispatched: Dispatched) => void;
  /** Nobody has it. */
  readonly handOut: (live: LiveExecution, paths: readonly string[]) => void;
  readonly clock: Pick<Clock, 'after'>;
  readonly onFault: (error: unknown, about: string) => void;
}
export interface TaskCheck {
  start(): void;
  stop(): void;
  /** Tasks since the start that were not where they were believed to be. */
  readonly counts: { readonly notWithWorker: number; readonly withNobody: number };
}

/** Compares now and then what is open with what workers say that they have. A net below everything else: what falls into it is a fault, and is told. */
export function createTaskCheck(ports: TaskCheckPorts): TaskCheck {
  const { dispatch, hot, owned, mayAct, isBusy, isHeld, lose, handOut, clock, onFault } = ports;
  const counts = { notWithWorker: 0, withNobody: 0 };
  /** Open tasks that nobody had at the last look: their attempts, by path. */
  let suspects = new Map<LiveExecution, ReadonlyMap<string, number>>();
  let disarm: (() => void) | null = null;

  function look(): void {
    disarm = clock.after(LOOK_MS, look);
    if (!mayAct()) return suspects.clear();
    for (const dispatched of [...dispatch.all()]) if (isMissing(dispatched)) lost(dispatched);
    const former = suspects;
    suspects = new Map();
    for (const live of hot.of(new Set(owned()))) {
      const unheld = unheldOf(live);
      if (unheld.size === 0) continue;
      const again = [...unheld].filter(([path, attempt]) => former.get(live)?.get(path) === attempt).map(([path]) => path);
      if (again.length > 0) found(live, again);
      else suspects.set(live, unheld);
    }
  }
  function isMissing(dispatched: Dispatched): boolean {
    const { worker, token } = dispatched;
    if (worker.lists === 0 || worker.held.has(token)) {
      dispatched.missingSince = 0;
      return false;
    }
    if (dispatched.missingSince === 0) dispatched.missingSince = worker.lists;
    return worker.lists - dispatched.missingSince >= LISTS;
  }
  function lost(dispatched: Dispatched): void {
    const { executionId, path, attempt, worker } = dispatched;
    counts.notWithWorker++;
    onFault(new Error(`${worker.id} does not have attempt ${attempt}, which was handed to it`), `task ${path} of ${executionId}`);
    lose(dispatched);
  }
  /** What is being decided, or is on its way to the log, may be about to say what became of them. */
  function unheldOf(live: LiveExecution): ReadonlyMap<string, number> {
    const { state, poisoned, pending, inFlight } = live;
    const unheld = new Map<string, number>();
    if (state.openTasks.size === 0 || poisoned || pending || inFlight) return unheld;
    if (state.copying || state.imported || isEnded(state) || isBusy(state.id)) return unheld;
    for (const path of state.openTasks)
      if (!dispatch.has(state.id, path) && !isHeld(live, path)) unheld.set(path, state.nodes.get(path)?.attempt ?? 0);
    return unheld;
  }
  function found(live: LiveExecution, paths: readonly string[]): void {
    counts.withNobody += paths.length;
    onFault(
      new Error(`nobody has ${paths.length === 1 ? 'an open task' : `${paths.length} open tasks`}`),
      `${paths.join(', ')} of ${live.state.id}`,
    );
    handOut(live, paths);
  }
  return {
    start: () => void (disarm ??= clock.after(LOOK_MS, look)),
    stop: () => disarm?.(),
    counts,
  };
}
