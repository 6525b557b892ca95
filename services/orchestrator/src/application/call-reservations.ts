import { reservationOf, type BudgetExceeded, type CallReserved, type ExecutionEvent, type OrgId, type PoolLimits } from '@agentflow/core';
import type { CoordinatorEnd, WorkerMessage } from '@agentflow/ports';
import type { Dispatch, Dispatched } from './dispatch.js';
import type { LiveExecution, PendingCommit } from './live-execution.js';
import type { Mailboxes } from './mailboxes.js';

/*
 * I1  A worker is told `reserved` only once the reservation is durable: what it pays for is in the log before it is paid for.
 * I2  A question has one answer: from the events that its decision led to, now or later, or from the refusal of its command.
 */
type ReserveMessage = Extract<WorkerMessage, { readonly type: 'reserve' }>;
interface Asked {
  readonly end: CoordinatorEnd;
  readonly id: number;
  readonly dispatched: Dispatched;
}
export interface CallReservations {
  /** A worker asks leave for a call. */
  ask(end: CoordinatorEnd, message: ReserveMessage, dispatched: Dispatched, refuse: (error: unknown) => void): void;
  /** Events were decided: those that answer a worker do so once they are durable. A node that is not to go on gives its worker back at once. */
  decided(live: LiveExecution, events: readonly ExecutionEvent[], pending: PendingCommit): void;
  /** Nobody waits for the answers to this dispatch any more. */
  forget(token: string): void;
  /** Dispatches that wait for an answer. */
  readonly waiting: number;
  /** Since the start of the process. */
  readonly counts: Readonly<Record<'reserved' | 'fail' | 'ask' | 'cheaper', number>>;
}

/** Turns what workers ask under budgets into commands, and what becomes of them into answers. */
export function createCallReservations(
  dispatch: Dispatch,
  post: Mailboxes['post'],
  orgBudget: (org: OrgId) => PoolLimits | undefined,
): CallReservations {
  const asked = new Map<string, Map<number, Asked>>();
  const counts = { reserved: 0, fail: 0, ask: 0, cheaper: 0 };
  const take = (token: string, index: number): Asked | undefined => {
    const own = asked.get(token);
    const found = own?.get(index);
    if (own?.delete(index) && own.size === 0) asked.delete(token);
    return found;
  };
  function answer(live: LiveExecution, { path, index, token, ...event }: CallReserved | BudgetExceeded, pending: PendingCommit): void {
    counts[event.type === 'CallReserved' ? 'reserved' : event.action]++;
    const who = take(token, index);
    if (!who) return;
    const { end, id, dispatched } = who;
    // One whose `at_most_once` call has begun ends its attempt by itself: what it answers is waited for.
    if (event.type === 'BudgetExceeded' && !live.state.openTasks.has(path)) dispatch.forget(dispatched);
    pending.settled.push((error) => {
      if (error !== undefined) return end.send({ type: 'nack', id, code: 'TASK_CANCELLED', message: 'the execution is being reloaded' });
      if (event.type === 'CallReserved') return end.send({ type: 'reserved', id });
      if (event.action === 'cheaper') return end.send({ type: 'cheaper', id });
      if (event.action === 'ask')
        return end.send({ type: 'nack', id, code: 'TASK_CANCELLED', message: 'a person is asked about the budget' });
      end.send({ type: 'nack', id, code: 'BUDGET_EXCEEDED', message: `a budget over ${path} does not allow for the call` });
    });
  }
  return {
    ask(end, { id, token, index, name, route, cost, tokens, calls }, dispatched, refuse) {
      const { org, executionId, path, attempt } = dispatched;
      const budget = orgBudget(org);
      let own = asked.get(token);
      if (!own) asked.set(token, (own = new Map()));
      const question: Asked = { end, id, dispatched };
      own.set(index, question);
      post(org, executionId, {
        command: { type: 'ReserveCall', path, attempt, index, token, name, route, cost, tokens, calls, ...(budget && { org: budget }) },
        done(error, live) {
          if (error !== undefined) {
            if (asked.get(token)?.get(index) === question) take(token, index);
            return refuse(error);
          }
          // A repeat says nothing: the reservation is there already. Whoever asked last hears of it: the stream over which it was asked before may be gone.
          if (live && reservationOf(live.state, path, index)?.token === token) {
            const last = take(token, index);
            last?.end.send({ type: 'reserved', id: last.id });
          }
        },
      });
    },
    decided(live, events, pending) {
      for (const event of events) if (event.type === 'CallReserved' || event.type === 'BudgetExceeded') answer(live, event, pending);
    },
    forget: (token) => void asked.delete(token),
    get waiting() {
      return asked.size;
    },
    counts,
  };
}
