import { isAppError } from '../errors/app-error.js';
import type { ExecutionId } from '../ids.js';
import type { ExecutionMessage } from './commit.js';
import { sharedId } from '../shared/shared-id.js';
import type { OrgId } from '../ids.js';
import { NO_USAGE } from './views.js';

/**
 * What goes back to the sender of a message that can never be delivered, because it waits for what the message was to bring about: a subflow
 * that cannot start fails its node; what a shared decider gave to an execution that is no more, it gets back. `null`: nobody waits.
 */
export function undeliverable({ to, command }: ExecutionMessage, from: ExecutionId, error: unknown, org: OrgId): ExecutionMessage | null {
  switch (command.type) {
    case 'StartExecution': {
      const { parentPath } = command;
      if (parentPath === undefined) return null;
      const why = isAppError(error)
        ? { code: error.code, message: error.message }
        : { code: 'INTERNAL', message: 'the subflow could not start' };
      return { to: from, command: { type: 'EndChild', path: parentPath, childId: to, status: 'failed', error: why, usage: NO_USAGE } };
    }
    case 'EndChild': {
      // What it gave cannot be had (lost, or altered): that it ended can still be told.
      if (command.output === undefined || !isAppError(error) || !error.code.startsWith('VALUE_')) return null;
      const { output: _, ...rest } = command;
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
