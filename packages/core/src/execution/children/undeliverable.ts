import { isAppError } from '../../errors/app-error.js';
import type { ExecutionId } from '../../ids.js';
import type { ExecutionMessage } from '../events/commit.js';
import { sharedId } from '../../shared/shared-id.js';
import type { OrgId } from '../../ids.js';
import type { Json } from '../../json.js';
import type { EndChild } from './tie-commands.js';
import { NO_USAGE, type NodeError } from '../views/views.js';

/**
 * What goes back to the sender of a message that can never be delivered, because it waits for what the message was to bring about: a subflow
 * that cannot start fails its node; what a shared decider gave to an execution that is no more, it gets back. `null`: nobody waits.
 */
export function undeliverable({ to, command }: ExecutionMessage, from: ExecutionId, error: unknown, org: OrgId): ExecutionMessage | null {
  switch (command.type) {
    case 'StartExecution': {
      const { parentPath, trigger } = command;
      const why = nodeError(error, 'the subflow could not start');
      if (parentPath === undefined) {
        const { type, id } = (trigger ?? {}) as { readonly type?: Json; readonly id?: Json };
        if (type !== 'subflow' || typeof id !== 'string') return null;
        return { to: from, command: { type: 'ReportNotStarted', path: id, childId: to, error: why } };
      }
      // After an error nobody foresaw it may have begun.
      const begun = why.code === 'INTERNAL' ? {} : { begun: false as const };
      return { to: from, command: endOf(parentPath, to, why, begun) };
    }
    case 'RetryExecution': {
      const { order } = command;
      if (order === undefined) return null;
      const why = nodeError(error, 'the subflow could not be retried');
      if (why.code === 'EXECUTION_NOT_FOUND')
        return { to: from, command: { type: 'DeclineRetry', path: order.path, childId: to, n: order.n, error: why } };
      return { to: from, command: endOf(order.path, to, why, { n: order.n }) };
    }
    case 'Compensate': {
      const { order } = command;
      return order === undefined
        ? null
        : { to: from, command: endOf(order.path, to, nodeError(error, 'the subflow could not be undone'), { n: order.n }) };
    }
    case 'EndChild': {
      // What it gave cannot be had (lost, or altered): that it ended can still be told.
      if ((command.output ?? command.segment) === undefined || !isAppError(error) || !error.code.startsWith('VALUE_')) return null;
      const { output: _, segment: _segment, ...rest } = command;
      return { to, command: { ...rest, status: 'failed', error: { code: error.code, message: error.message } } };
    }
    case 'MutexGranted': {
      const { key, path, ticket } = command;
      const claimant = { execution: to, path, ticket };
      return { to: sharedId(org, 'mutex', key), command: { type: 'SharedRelease', kind: 'mutex', key, claimant } };
    }
    case 'DeliverSignal': {
      const { key, path, ticket } = command;
      const claimant = { execution: to, path, ticket };
      return { to: sharedId(org, 'signal', key), command: { type: 'SharedForgo', kind: 'signal', key, claimant } };
    }
    case 'RecallAllowance':
      // Nobody knows any more what it spent: all it held.
      return { to: from, command: { type: 'SharedForfeit', kind: 'budget', key: command.key, execution: to } };
    case 'GrantAllowance':
      return { to: from, command: { type: 'SharedDecline', kind: 'budget', key: command.key, execution: to, n: command.n } };
    default:
      return null;
  }
}

const nodeError = (error: unknown, otherwise: string): NodeError =>
  isAppError(error) ? { code: error.code, message: error.message } : { code: 'INTERNAL', message: otherwise };
const endOf = (path: string, childId: ExecutionId, error: NodeError, more: Partial<EndChild>): EndChild => ({
  type: 'EndChild',
  path,
  childId,
  status: 'failed',
  error,
  usage: NO_USAGE,
  ...more,
});
