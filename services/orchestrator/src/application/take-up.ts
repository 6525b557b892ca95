import { isEnded, nextWake, type ExecutionHead, type ExecutionId, type OrgId } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import { atOnce } from './at-once.js';
import type { Dispatch } from './dispatch.js';
import type { HotExecutions } from './hot-executions.js';
import type { Letters } from './letters.js';
import { durable, type LiveExecution } from './live-execution.js';
import { isParked } from './load-plans.js';
import type { TaskFlow } from './task-flow.js';
import type { WakeUps } from './wake-ups.js';

/** Open executions that a new owner reads at once. */
const TAKE_UP_AT_ONCE = 16;
/** What broke, or whose commit failed, is read again after so long; after a failed try later. */
const AGAIN_MS = { forgotten: 50, failed: 1_000 };

export interface TakeUpPorts {
  readonly hot: HotExecutions;
  readonly dispatch: Dispatch;
  readonly flow: TaskFlow;
  readonly letters: Letters;
  readonly wakeUps: WakeUps;
  readonly clock: Clock;
  /** Whether the execution is ours to go on with. */
  readonly owns: (id: ExecutionId) => boolean;
  readonly onFault: (error: unknown, about: string) => void;
}
export interface TakeUp {
  /** Goes on with open executions that this process has not in memory: those that wait are only woken in time. */
  all(open: AsyncIterable<ExecutionHead>): Promise<void>;
  /** The state was ahead of its log: it is dropped, and what was open is taken up again from the log after `ms`. */
  forget(live: LiveExecution, ms?: number): void;
}

export function createTakeUp({ hot, dispatch, flow, letters, wakeUps, clock, owns, onFault }: TakeUpPorts): TakeUp {
  function forget(live: LiveExecution, ms = AGAIN_MS.forgotten): void {
    const { org, id } = live.state;
    live.poisoned = true;
    dispatch.revoke(id);
    hot.discard(live);
    after(ms, org, id, live.endWaiters);
  }
  /** `waiting`: who waits for the end of the state that was dropped. */
  function after(ms: number, org: OrgId, id: ExecutionId, waiting: LiveExecution['endWaiters']): void {
    clock.after(ms, () => {
      // They ask again, and hear who has it now.
      if (!owns(id)) return tell(waiting);
      takeUp(org, id, waiting).catch((error: unknown) => {
        onFault(error, `taking up ${id}`);
        if (!isParked(error)) after(AGAIN_MS.failed, org, id, waiting);
      });
    });
  }
  function tell(waiting: LiveExecution['endWaiters']): void {
    for (const call of waiting) call();
  }
  async function takeUp(org: OrgId, id: ExecutionId, waiting?: LiveExecution['endWaiters']): Promise<void> {
    const live = await hot.load(org, id);
    for (const call of waiting ?? []) {
      if (live && !isEnded(live.state)) live.endWaiters.add(call);
      else call();
    }
    if (!live || isEnded(live.state)) return;
    const { state } = live;
    if (state.copying) return letters.command(org, id, { type: 'Stop', by: 'engine', reason: 'the fork was cut off before it was whole' });
    if (state.imported) return letters.command(org, id, { type: 'ImportExecution', by: 'engine', sha256: '' });
    // What a client made of it meanwhile may not be durable yet: nothing leaves before it is. If it fails, the execution is taken up once more.
    const open = [...state.openTasks];
    if (live.pending || live.inFlight) {
      const failed = await durable(live).then(
        () => false,
        () => true,
      );
      if (failed || live.poisoned || isEnded(state)) return;
    }
    flow.handOutUnclaimed(live, open);
    // Inline work that waited for values, or a body that was to complete with them, goes on where it stood.
    const unfinished = state.blocked.size > 0 || [...state.scopes.values()].some((scope) => scope.open === 0);
    if (unfinished && state.status !== 'paused') letters.command(org, id, { type: 'Continue', digests: [] });
    wakeUps.set(org, id, nextWake(state));
  }
  return {
    forget,
    all: (open) =>
      atOnce(open, TAKE_UP_AT_ONCE, async (head) => {
        const waits = (head.status === 'waiting' || head.status === 'paused') && head.phase === null;
        if (waits || head.idle) wakeUps.set(head.org, head.executionId, head.wakeAt);
        else
          await takeUp(head.org, head.executionId).catch((error: unknown) => {
            if (!isParked(error)) throw error;
            onFault(error, `taking up ${head.executionId}`);
          });
      }),
  };
}
