import type { ExecutionCommand } from './events/commands.js';
import { advance } from './containers/containers.js';
import type { Decision } from './decider.js';
import { holding } from './state/evolve.js';
import { failNode } from './failure.js';
import { isUnderWay } from './recovery/recovery-state.js';
import { compensateOwed } from './recovery/compensate.js';
import { fire } from './settle.js';
import { isEnded, scopeKey, type NodeState } from './state/state.js';

/** Values that inline work waited for are loaded (`state.loaded`): it goes on where it stood. Scopes that wait for their outputs are looked at again. */
export function continueBlocked({ failed, digests }: Extract<ExecutionCommand, { type: 'Continue' }>, decision: Decision): void {
  const { state } = decision;
  if (isEnded(state) || state.phase === 'stopping' || holding(state)) return;
  for (const path of [...state.blocked]) {
    if (!state.blocked.has(path)) continue;
    const node = state.nodes.get(path) as NodeState;
    if (isUnderWay(node)) advance(decision, path, true, failed && { digests, error: failed });
    else if (failed) failNode(decision, path, failed);
    else fire(decision, node.scope, node.plan, path);
  }
  if (failed) undoWithout(decision, digests);
  // Work that still lacks a value needs those it was given, too: what is asked for only grows, so it gets on.
  if (state.needs.size > 0) for (const digest of digests) state.needs.add(digest);
  for (const scope of state.scopes.values()) if (scope.open === 0 && scope.base === scope) decision.scopes.add(scopeKey(scope));
}
/** A compensation does without what cannot be had: undoing less is better than never. Nothing else takes `null` for a lost value. */
function undoWithout(decision: Decision, digests: readonly string[]): void {
  const { state } = decision;
  if (state.phase !== 'compensating' && state.owed.length === 0) return;
  const lost = digests.filter((digest) => !state.loaded.has(digest));
  for (const digest of lost) state.loaded.set(digest, null);
  if (state.phase === 'compensating') return;
  compensateOwed(decision);
  for (const digest of lost) state.loaded.delete(digest);
}
