import { sharedId } from '../shared/shared-id.js';
import type { Claimant } from '../shared/shared-commands.js';
import { settleAllowances } from './budgets/allowances.js';
import { spentByChild } from './budgets/child-budget.js';
import type { Decision, Emit } from './decider.js';
import { segmentEnd } from './children/segment-report.js';
import { isTied, type MutexTie, type TicketTie } from './children/ties.js';
import type { ExecutionState } from './state/state.js';

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
        // Asked to go on while it was ending: that comes next (orders.ts).
        if (state.retryAsked && event.type !== 'ExecutionCompleted') return;
        return tellEnd(state, send, event.type === 'ExecutionStopped' ? event.reason : '');
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
  if (childId) {
    const order = { path, n: state.seq };
    send(childId, { type: 'Stop', by: state.id, reason: `${path} of the execution around it waits no more`, order });
  }
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

/** Tells the execution around this one how it has ended, and by which of its orders that was the last it heard. */
export function tellEnd(state: ExecutionState, send: Decision['send'], reason = ''): void {
  const { parentId, parentPath, id, usage, status, error, compensable, heard: n } = state;
  if (parentId === null || parentPath === null) return;
  const spent = spentByChild(state);
  const segment = segmentEnd(state);
  const undoable = compensable.length > 0 && (status === 'completed' || segment !== undefined);
  const base = {
    type: 'EndChild',
    path: parentPath,
    childId: id,
    usage,
    ...(spent && { spent }),
    ...(n > 0 && { n }),
    ...(undoable && { undoable: true as const }),
    ...(segment && { segment }),
  } as const;
  const to = parentId as typeof id;
  if (status === 'completed') return send(to, { ...base, status, output: state.output });
  if (status === 'failed' && error) return send(to, { ...base, status, error: { code: error.code, message: error.message } });
  const message = reason === '' ? 'the subflow was stopped' : `the subflow was stopped: ${reason}`;
  send(to, { ...base, status: 'stopped', error: { code: 'SUBFLOW_STOPPED', message } });
}
