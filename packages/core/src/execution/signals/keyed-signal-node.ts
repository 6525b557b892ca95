import { sharedId } from '../../shared/shared-id.js';
import { signalKey } from '../../shared/shared-commands.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { claimantOf } from '../let-go.js';
import { followNode } from '../settle.js';

/** The node waits for a signal that is addressed by name and key: it takes its place in the queue of those who do. */
export function registerForSignal(decision: Decision, path: string, name: string, key: string): void {
  const { state } = decision;
  const ticket = state.ties.tickets.get(path)?.ticket as number;
  const shared = signalKey(name, key);
  const claimant = claimantOf(state, path, ticket);
  decision.send(sharedId(state.org, 'signal', shared), { type: 'SharedAwait', kind: 'signal', key: shared, claimant });
}

/** A keyed signal for the node: it completes with the payload. A node that no longer waits for it gives it back. */
export function deliverSignal(command: Extract<ExecutionCommand, { type: 'DeliverSignal' }>, decision: Decision): void {
  const { state, emit, send } = decision;
  const { path, ticket, id, payload, key } = command;
  const to = sharedId(state.org, 'signal', key);
  const claimant = claimantOf(state, path, ticket);
  if (state.ties.tickets.get(path)?.ticket !== ticket) {
    const taken = state.ties.taken.get(path);
    if (taken?.ticket === ticket && taken.id === id) return send(to, { type: 'SharedTaken', kind: 'signal', key, claimant, id });
    return send(to, { type: 'SharedForgo', kind: 'signal', key, claimant });
  }
  emit({ type: 'KeyedSignalTaken', path, ticket, id });
  send(to, { type: 'SharedTaken', kind: 'signal', key, claimant, id });
  emit({ type: 'NodeCompleted', path, output: payload, handles: ['out'] });
  followNode(decision, path);
}
