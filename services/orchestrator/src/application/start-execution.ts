import {
  AppError,
  executionId,
  isAppError,
  isEnded,
  presentExecution,
  type ExecutionId,
  type ExecutionView,
  type Held,
} from '@agentflow/core';
import type { Clock, PlanSource, StartAnswer, StartRequest } from '@agentflow/ports';
import { activeTraceparent, idFromStartKey } from '@agentflow/service-kit';
import type { Coordinator } from './coordinator.js';
import type { LiveExecution } from './live-execution.js';
import { liveOf, shown } from './read-execution.js';

/** That the execution is another's now says that what was asked for was not done; but it has begun. */
const begun = (error: unknown): unknown =>
  isAppError(error) && error.code === 'OWNERSHIP_LOST'
    ? new AppError('UNAVAILABLE', 'the execution has begun, and changes its owner', {}, { cause: error, retryAfterSeconds: 0 })
    : error;
/** Starts an execution: 202 follows its first commit. A repeat under the same key finds the one that is there. */
export function createStartExecution(coordinator: Coordinator, plans: PlanSource, clock: Clock, startKeySecret: string) {
  const { mailboxes, hot, values } = coordinator;
  const ownId = (given: string | undefined): ExecutionId => (given === undefined ? coordinator.newId() : executionId(given));

  return function start(request: StartRequest): Promise<StartAnswer> {
    const { org, startKey, digest } = request;
    const id = startKey ? idFromStartKey(startKeySecret, org, startKey.source, startKey.key) : ownId(request.executionId);
    const plan = plans.cached(org, digest);
    const held = values.hold(org, id, request.input);
    // What the org allows is read once, before its first execution begins: nothing waits for it afterwards.
    const reading = coordinator.orgBudgets.know(org);
    if (plan && !(held instanceof Promise) && !reading) return begin(request, id, held);
    // Both at once: whichever fails is heard, also while the other is on its way.
    return Promise.all([held, plan ?? plans.load(org, digest), reading]).then(([input]) => begin(request, id, input));
  };

  function begin(request: StartRequest, id: ExecutionId, input: Held): Promise<StartAnswer> {
    const { org, workflowId, workflowName, revision, digest, variables, trigger, trial, tags, priority, waitMs, startKey } = request;
    if (!startKey && !request.repeated) {
      const plan = plans.cached(org, digest);
      // A fresh id cannot be in the log: no need to look.
      if (plan) hot.create(org, id, plan);
    }
    return new Promise((resolve, reject) => {
      let created = false;
      let before: ExecutionView | undefined;
      let decided = false;
      const waits = waitMs !== undefined && waitMs > 0;
      let settled = false;
      const answer = (view: ExecutionView): void => {
        if (settled) return;
        settled = true;
        resolve({ execution: view, created });
      };
      const traceparent = activeTraceparent();
      mailboxes.post(org, id, {
        command: {
          type: 'StartExecution',
          workflowId,
          workflowName,
          revision,
          digest,
          input,
          variables,
          trigger,
          trial,
          tags,
          priority,
          parentId: null,
          rootId: id,
          bodyHash: request.bodyHash ?? null,
          ...(traceparent !== undefined && { traceparent }),
        },
        decided(live, said) {
          created = said > 0;
          decided = true;
          if (!waits) before = presentExecution(live.state, live.version + (live.pending ? 1 : 0), false);
        },
        done(error, live) {
          if (error !== undefined || !live || !decided)
            return reject((error ?? new AppError('INTERNAL', 'the start was not decided')) as Error);
          if (before) return answer(before);
          awaitEnd(live, waitMs as number, answer, reject);
        },
      });
    });
  }
  /** Answers when the execution has ended and that is durable, or with how it stands after `waitMs`: in both cases as the log has it, never as it was merely decided. */
  function awaitEnd(live: LiveExecution, waitMs: number, answer: (view: ExecutionView) => void, refuse: (error: unknown) => void): void {
    const { org, id } = live.state;
    // The state that was waited on may have been dropped meanwhile, because its commit failed: the one that stands now is shown.
    const show = (): void => {
      if (isShown(live)) return answer(presentExecution(live.state, live.version, false));
      liveOf(coordinator, org, id)
        .then((now) => shown(now, ({ state, version, pending }) => presentExecution(state, version + (pending ? 1 : 0), false)))
        .then(answer, (error: unknown) => refuse(begun(error)));
    };
    // A repeat of the start may have opened a commit that nothing goes into: after the end nothing does, so nobody would hear of it.
    if (isEnded(live.state) && !live.pending?.events.length && !live.inFlight) return show();
    const disarm = clock.after(waitMs, () => {
      live.endWaiters.delete(ended);
      show();
    });
    const ended = (): void => {
      disarm();
      show();
    };
    live.endWaiters.add(ended);
  }
  /** Whether this is the state that stands, and all of it is durable: the usual case, told without a promise. */
  function isShown(live: LiveExecution): boolean {
    return hot.peek(live.state.id) === live && !live.poisoned && live.pending === null && live.inFlight === null;
  }
}
