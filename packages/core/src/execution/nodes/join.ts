import { unreachable } from '../../unreachable.js';
import { cancelsLosers, losersOf } from '../../workflow/compile/losers.js';
import type { BodyPlan, NodePlan } from '../../workflow/compile/plan.js';
import { cancelInside } from '../containers/containers.js';
import type { Decision } from '../decider.js';
import { callOffSegment } from '../children/segment-node.js';
import { followNode } from '../settle.js';
import { pathIn, type NodeState, type ScopeState } from '../state/state.js';

/** What a node does now that `taken` and `dead` of its incoming edges are decided (DESIGN 5.16). */
export function joinVerdict(plan: NodePlan, taken: number, dead: number): 'fire' | 'skip' | 'wait' | 'unreachable' {
  const total = plan.incoming.length;
  if (dead === total) return 'skip';
  const pending = total - taken - dead;
  const { join } = plan;
  switch (join.kind) {
    case 'all':
      return pending === 0 ? 'fire' : 'wait';
    case 'any':
    case 'first':
    case 'each':
      return taken > 0 ? 'fire' : 'wait';
    case 'n':
      if (taken >= join.n) return 'fire';
      return taken > 0 && taken + pending < join.n ? 'unreachable' : 'wait';
    case 'when':
      if (taken > 0 && join.when.evaluate({ live: taken, dead, total }) === true) return 'fire';
      return pending === 0 ? 'unreachable' : 'wait';
    default:
      return unreachable(join);
  }
}

const losersByNode = new WeakMap<BodyPlan, ReadonlyMap<number, readonly NodePlan[]>>();
const NOBODY: readonly NodePlan[] = [];

/** The joins that cancel others and through which every way on from a node leads. Computed once per plan. */
function cancellersOf(body: BodyPlan, index: number): readonly NodePlan[] {
  let known = losersByNode.get(body);
  if (!known) {
    const found = new Map<number, NodePlan[]>();
    for (const node of body.nodes) {
      if (!cancelsLosers(node)) continue;
      for (const loser of losersOf(body, node.index)) found.set(loser, [...(found.get(loser) ?? []), node]);
    }
    losersByNode.set(body, (known = found));
  }
  return known.get(index) ?? NOBODY;
}

/** Whether what a node would do is of no use any more, because a join that cancels has begun without it: it must neither begin nor fail. */
export function isLost({ nodes }: Decision['state'], scope: ScopeState, plan: NodePlan): boolean {
  const cancellers = cancellersOf(scope.body, plan.index);
  if (cancellers.length === 0) return false;
  return cancellers.some((join) => {
    const begun = nodes.get(pathIn(scope, join.id));
    return begun !== undefined && begun.status !== 'skipped' && begun.attempt > 0;
  });
}

/** Cancels what still runs on the way to a join that has fired. A started `at_most_once` call is let finish: its outcome must be known. */
export function cancelLosers(decision: Decision, scope: ScopeState, join: NodePlan): void {
  const { state } = decision;
  const losers = losersOf(scope.body, join.index);
  for (const path of [...state.active]) {
    const node = state.nodes.get(path);
    if (
      node &&
      node.scope.base === scope.base &&
      node.scope.suffix.startsWith(scope.suffix) &&
      losers.has(node.plan.index) &&
      !node.task?.started
    )
      cancelNode(decision, path);
  }
}

/**
 * Calls off what the nodes of a cancellation region are doing (workflow pattern 25, the cancellation set of YAWL, van der Aalst and ter Hofstede 2005).
 * A started `at_most_once` call is let finish: its outcome must be known.
 */
export function cancelRegion(decision: Decision, { plan, scope }: NodeState): void {
  const { state, emit } = decision;
  for (const index of plan.cancels) {
    const path = pathIn(scope, (scope.body.nodes[index] as NodePlan).id);
    const node = state.nodes.get(path);
    if (node) {
      if (!node.task?.started) cancelNode(decision, path);
    } else if (holdsToken(scope, index, plan.index)) {
      // A token that waits at its join for others goes, too.
      emit({ type: 'NodeCancelled', path });
      followNode(decision, path);
    }
  }
}

/** Whether a token waits at a node's join that did not come from `from`: what follows the node that calls off begins. */
function holdsToken({ body, edges }: ScopeState, index: number, from: number): boolean {
  const { incoming } = body.nodes[index] as NodePlan;
  return incoming.some((edge) => edges[edge] === 1 && (body.edges[edge] as BodyPlan['edges'][number]).source !== from);
}

/** Cancels an active node and, for a container, everything inside it. */
export function cancelNode(decision: Decision, path: string): void {
  const { state, emit } = decision;
  const node = state.nodes.get(path);
  if (!node || !state.active.has(path) || callOffSegment(decision, node)) return;
  cancelInside(decision, path);
  emit({ type: 'NodeCancelled', path });
  followNode(decision, path);
}
