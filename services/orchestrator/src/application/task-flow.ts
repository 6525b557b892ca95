import { nextWake, type ExecutionEvent, type ExecutionId, type OrgId } from '@agentflow/core';
import type { Clock, IdSource } from '@agentflow/ports';
import type { CallReservations } from './call-reservations.js';
import { CANCEL_GRACE_MS, type Dispatch, type Dispatched } from './dispatch.js';
import { placeOf, type FaultPlace } from './fault-place.js';
import { AGAIN_MS, isPassing, type Letters } from './letters.js';
import { whenDurable, type LiveExecution, type PendingCommit } from './live-execution.js';
import type { OrgBudgets } from './org-budgets.js';
import type { Values } from './values.js';
import type { WakeUps } from './wake-ups.js';

export interface TaskFlowPorts {
  readonly dispatch: () => Dispatch;
  readonly reservations: () => CallReservations;
  readonly letters: Letters;
  readonly orgBudgets: OrgBudgets;
  readonly wakeUps: () => WakeUps;
  readonly values: Values;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly onFault: (error: unknown, about: string, where?: FaultPlace) => void;
  /** So long a worker may take to come back with what it runs of an execution that this process takes over, milliseconds; 0: nobody can come back. */
  readonly claimMs: number;
}
/** What decisions mean for workers: tasks leave, are called off, come back lost. */
export interface TaskFlow {
  /** New events were decided, not yet durable. */
  decided(live: LiveExecution, events: readonly ExecutionEvent[], pending: PendingCommit): void;
  /** Inline work waits for these values. */
  needs(live: LiveExecution, digests: readonly string[]): void;
  /** A worker no longer has an attempt. */
  lost(dispatched: Dispatched, reason: 'worker-lost' | 'timed-out'): void;
  /** Open tasks that nobody has go to workers; a call that was started and whose answer was not heard is uncertain. */
  handOut(live: LiveExecution, paths?: Iterable<string>): void;
  /** As `handOut`, after workers had time to say what they have of it. */
  handOutUnclaimed(live: LiveExecution, paths: Iterable<string>): void;
  /** Whether the task waits for what must be known, or for room, before anybody can have it. */
  holds(live: LiveExecution, path: string): boolean;
}

export function createTaskFlow(ports: TaskFlowPorts): TaskFlow {
  const { letters, orgBudgets, values, clock, ids, onFault, claimMs } = ports;
  /** Paths of tasks that are sent once that is possible. */
  const held = new WeakMap<LiveExecution, Set<string>>();

  /** Tasks of class `none` that stay in the process run ahead of durability; everything else waits for it (DESIGN 5.6). */
  function decided(live: LiveExecution, events: readonly ExecutionEvent[], pending: PendingCommit): void {
    const { state } = live;
    // While a prefix is copied nothing of it is done: what is open in it begins once it is whole.
    if (state.copying) return;
    const dispatch = ports.dispatch();
    ports.reservations().decided(live, events, pending);
    for (const event of events) {
      switch (event.type) {
        case 'ExecutionForked':
          handOutOnceDurable(live, pending);
          break;
        case 'TaskScheduled':
          schedule(live, event.path, pending);
          break;
        case 'NodeCancelled':
          if (dispatch.has(state.id, event.path)) dispatch.cancel(state.id, event.path, CANCEL_GRACE_MS);
          break;
        case 'ExecutionStopping':
          for (const path of [...state.openTasks]) callOff(live, path);
          break;
        case 'ExecutionCompleted':
        case 'ExecutionFailed':
        case 'ExecutionStopped':
          dispatch.cancelAll(state.id, CANCEL_GRACE_MS);
          break;
      }
    }
    ports.wakeUps().set(state.org, state.id, nextWake(state));
  }
  function schedule(live: LiveExecution, path: string, pending: PendingCommit): void {
    const plan = live.state.nodes.get(path)?.plan;
    if (plan?.effect === 'none' && !plan.egress) send(live, path, pending.commitId, true);
    else sendOnceDurable(live, path, pending);
  }
  // Apart from `schedule` and `decided`: a decision that waits for nothing should not cost the closures.
  function sendOnceDurable(live: LiveExecution, path: string, pending: PendingCommit): void {
    pending.settled.push((error) => error === undefined && send(live, path, pending.commitId));
  }
  function handOutOnceDurable(live: LiveExecution, pending: PendingCommit): void {
    pending.settled.push((error) => error === undefined && handOut(live));
  }
  function send(live: LiveExecution, path: string, commitId: string, ahead = false): void {
    if (!live.state.openTasks.has(path) || live.poisoned) return;
    // What an org allows is read once, before its first task leaves.
    const reading = orgBudgets.know(live.state.org);
    if (reading)
      return hold(live, path, commitId, ahead, (go) => {
        reading.then(go, (error: unknown) => {
          onFault(error, `budget of ${live.state.org}`);
          clock.after(1_000, go);
        });
      });
    try {
      ports.dispatch().send(live, path, commitId, ahead);
    } catch (error) {
      onFault(error, `dispatch of ${live.state.id} ${path}`, placeOf(live.state.id, live.state));
      hold(live, path, commitId, ahead, (go) => clock.after(1_000, go));
    }
  }
  /** Sends the task when `until` calls; one that waits already is not sent twice. */
  function hold(live: LiveExecution, path: string, commitId: string, ahead: boolean, until: (go: () => void) => void): void {
    let paths = held.get(live);
    if (!paths) held.set(live, (paths = new Set()));
    if (paths.has(path)) return;
    const waiting = paths.add(path);
    until(() => {
      waiting.delete(path);
      send(live, path, commitId, ahead);
    });
  }
  /** An attempt that a worker has is asked to end; one that nobody has counts as lost at once. */
  function callOff(live: LiveExecution, path: string): void {
    const { org, id, nodes } = live.state;
    const dispatch = ports.dispatch();
    if (dispatch.has(id, path)) dispatch.cancel(id, path, CANCEL_GRACE_MS);
    if (!dispatch.has(id, path)) lose(org, id, path, nodes.get(path)?.attempt ?? 0);
  }
  const lose = (org: OrgId, id: ExecutionId, path: string, attempt: number): void =>
    letters.command(org, id, { type: 'LoseTask', path, attempt, reason: 'worker-lost' });

  /** Values that the same decision made are stored before their commit: loading waits for that. */
  function needs(live: LiveExecution, digests: readonly string[]): void {
    whenDurable(live, (error) => error === undefined && loadNeeds(live, digests));
  }
  function loadNeeds(live: LiveExecution, digests: readonly string[]): void {
    const { org, id } = live.state;
    Promise.all(digests.map(async (digest) => [digest, await values.json(org, id, digest)] as const)).then(
      (pairs) => letters.post(org, id, { command: { type: 'Continue', digests }, loaded: new Map(pairs), done: null }),
      (error: unknown) => {
        if (isPassing(error)) return void clock.after(AGAIN_MS, () => loadNeeds(live, digests));
        const code = (error as { code?: string }).code ?? 'VALUE_NOT_FOUND';
        letters.command(org, id, { type: 'Continue', digests, failed: { code, message: (error as Error).message } });
      },
    );
  }
  function lost(dispatched: Dispatched, reason: 'worker-lost' | 'timed-out'): void {
    const { org, executionId, path, attempt } = dispatched;
    letters.post(org, executionId, {
      command: { type: 'LoseTask', path, attempt, reason },
      done: (error, live) => {
        // Nothing was said: the attempt is simply handed out again, under a new nonce.
        if (error === undefined && live && live.state.nodes.get(path)?.attempt === attempt)
          whenDurable(live, (failed) => failed === undefined && send(live, path, ids.next()));
      },
    });
  }
  function handOut(live: LiveExecution, paths: Iterable<string> = [...live.state.openTasks]): void {
    const { state } = live;
    const { org, id } = state;
    for (const path of paths) {
      const node = state.nodes.get(path);
      if (ports.dispatch().has(id, path) || !state.openTasks.has(path)) continue;
      if (node?.task?.started || state.phase === 'stopping') lose(org, id, path, node?.attempt ?? 0);
      else send(live, path, ids.next());
    }
  }
  function handOutUnclaimed(live: LiveExecution, paths: Iterable<string>): void {
    if (claimMs === 0) return handOut(live, paths);
    for (const path of paths) ports.dispatch().expect(live, path, claimMs, () => live.poisoned || handOut(live, [path]));
  }
  return { decided, needs, lost, handOut, handOutUnclaimed, holds: (live, path) => held.get(live)?.has(path) === true };
}
