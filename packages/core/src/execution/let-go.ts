import { sharedId } from '../shared/shared-id.js';
import type { Claimant } from '../shared/shared-commands.js';
import { settleAllowances } from './allowances.js';
import { spentByChild } from './child-budget.js';
import type { Decision, Emit } from './decider.js';
import type { ExecutionEventBody } from './events.js';
import { isTied, type MutexTie, type TicketTie } from './ties.js';
import type { ExecutionState } from './state.js';

/**
 * Watches what a decision says, so that nothing outside is left hanging however a node or the execution ends: a child that is no longer waited
 * for is stopped, a mutex released, a place in a queue given up, and the parent told of the end.
 */
export function lettingGo(state: ExecutionState, emit: Emit, send: Decision['send']): Emit {
  return (event) => {
    // What is copied from another execution has let go of its own.
    if (state.copying || state.imported) return emit(event);
    switch (event.type) {
      case 'NodeCompleted':
      case 'NodeFailed':
      case 'NodeCancelled': {
        const { path } = event;
        const held = isTied(state) ? heldBy(state, path) : undefined;
        emit(event);
        if (held) letGo(state, send, path, held);
        return;
      }
      case 'ExecutionCompleted':
      case 'ExecutionFailed':
      case 'ExecutionStopped':
        settleAllowances({ state, emit, send });
        emit(event);
        return reportEnd(state, send, event);
      default:
        emit(event);
    }
  };
}
interface HeldOutside {
  readonly childId: ReturnType<typeof sharedId> | undefined;
  readonly mutex: MutexTie | undefined;
  readonly ticket: TicketTie | undefined;
}
function heldBy({ ties, nodes }: ExecutionState, path: string): HeldOutside {
  const childId = ties.open.has(path) ? nodes.get(path)?.child?.id : undefined;
  return { childId, mutex: ties.mutexes.get(path), ticket: ties.tickets.get(path) };
}
function letGo(state: ExecutionState, send: Decision['send'], path: string, { childId, mutex, ticket }: HeldOutside): void {
  if (childId) send(childId, { type: 'Stop', by: state.id, reason: `${path} of the execution around it waits no more` });
  if (mutex) {
    const { key } = mutex;
    send(sharedId(state.org, 'mutex', key), { type: 'SharedRelease', kind: 'mutex', key, claimant: claimantOf(state, path, mutex.ticket) });
  }
  if (ticket) {
    const { key } = ticket;
    send(sharedId(state.org, 'signal', key), {
      type: 'SharedForgo',
      kind: 'signal',
      key,
      claimant: claimantOf(state, path, ticket.ticket),
    });
  }
}
export const claimantOf = ({ id }: ExecutionState, path: string, ticket: number): Claimant => ({ execution: id, path, ticket });

type End = Extract<ExecutionEventBody, { type: 'ExecutionCompleted' | 'ExecutionFailed' | 'ExecutionStopped' }>;
function reportEnd(state: ExecutionState, send: Decision['send'], event: End): void {
  const { parentId, parentPath, id, usage } = state;
  if (parentId === null || parentPath === null) return;
  const spent = spentByChild(state);
  const base = { type: 'EndChild', path: parentPath, childId: id, usage, ...(spent && { spent }) } as const;
  const to = parentId as typeof id;
  switch (event.type) {
    case 'ExecutionCompleted':
      return send(to, { ...base, status: 'completed', output: event.output });
    case 'ExecutionFailed':
      return send(to, { ...base, status: 'failed', error: { code: event.error.code, message: event.error.message } });
    case 'ExecutionStopped':
      return send(to, {
        ...base,
        status: 'stopped',
        error: { code: 'SUBFLOW_STOPPED', message: `the subflow was stopped: ${event.reason}` },
      });
  }
}
