import type { ExecutionId } from '../../ids.js';
import { isAppError } from '../../errors/app-error.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { tellEnd } from '../let-go.js';
import { retryExecution, retryOutlook } from '../recovery/retry.js';
import { isEnded, type ExecutionState } from '../state/state.js';
import type { ParentOrder } from './tie-commands.js';
import type { NodeError } from '../views/views.js';

/*
 * What the execution around this one asks for comes by message, so it may come again, and late.
 * I1  An order is followed once: its number is recorded by the event before what it leads to, and none with that number or a lower one is followed after.
 * I2  An order that is waited for (to go on, to undo) is always answered: by the end that follows it, or at once where it changes nothing.
 * I3  An execution that a person retried by itself is no longer steered: who waited for it has been told its end. To go on or to undo brings it back.
 */
type Order = Extract<ExecutionCommand, { type: 'Pause' | 'Resume' | 'Stop' | 'Compensate' | 'RetryExecution' }>;

/** Whether what the execution around this one asks for is to be carried out now; else there is nothing to do, or it has been answered. */
export function follows(command: Order, order: ParentOrder, { state, emit, send }: Decision): boolean {
  if (order.n <= state.heard) return false;
  const { type: what, by } = command;
  const ended = isEnded(state);
  const isAwaited = what === 'Compensate' || what === 'RetryExecution';
  if (!isAwaited && (ended || state.alone)) return false;
  const budget = what === 'RetryExecution' ? command.budget : undefined;
  // After an end, too: an answer is given once.
  emit({ type: 'OrderHeard', by, n: order.n, what, ...(budget && { budget }) });
  if (what === 'RetryExecution') return ended && mayGoOn(state, send);
  if (!isAwaited || !ended || ((state.status === 'completed' || state.segment) && state.compensable.length > 0)) return true;
  tellEnd(state, send);
  return false;
}
/** Whether an execution that has ended goes on as it was asked to; else that is told. */
function mayGoOn(state: ExecutionState, send: Decision['send']): boolean {
  const error = state.status === 'completed' ? undefined : refusal(state);
  if (error) decline(state, send, error);
  else if (state.status === 'completed') tellEnd(state, send);
  return error === undefined && state.status !== 'completed';
}
/** Why it cannot go on. */
function refusal(state: ExecutionState): NodeError | undefined {
  try {
    retryOutlook(state, { input: false, plan: undefined });
    return undefined;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code, message: error.message };
  }
}
function decline({ parentId, parentPath, id, heard }: ExecutionState, send: Decision['send'], error: NodeError): void {
  send(parentId as ExecutionId, { type: 'DeclineRetry', path: parentPath as string, childId: id, n: heard, error });
}

/** It has ended, and was asked meanwhile to go on. @returns whether it does */
export function retriesOnceEnded(decision: Decision): boolean {
  const { state, send } = decision;
  if (!state.retryAsked || state.status === 'completed' || !mayGoOn(state, send)) return false;
  retryExecution({ type: 'RetryExecution', by: state.parentId as string, confirm: false }, decision);
  return true;
}
