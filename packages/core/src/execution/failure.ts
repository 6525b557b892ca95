import type { Decision } from './decider.js';
import { holdIn } from './hold.js';
import { cancelInside, endsInBody } from './containers/containers.js';
import { endExecution } from './lifecycle.js';
import { followNode } from './settle.js';
import { splitPath, type NodeState, type ScopeState } from './state/state.js';
import type { NodeError } from './views/views.js';

/**
 * A node has failed for good: an edge from `error` wins, then `onError`; `stop` fails the container around it, in the end the execution.
 * `force` overrides the definition (limits and time-outs of the execution cannot be passed over).
 */
export function failNode(decision: Decision, path: string, error: NodeError, force?: 'stop'): void {
  failWithOrigin(decision, path, error, path, force);
}
/** A container fails because of what failed at `origin` inside it. */
export const failFrom = (decision: Decision, path: string, error: NodeError, origin: string): void =>
  failWithOrigin(decision, path, error, origin);
function failWithOrigin(decision: Decision, path: string, error: NodeError, origin: string, force?: 'stop'): void {
  const { state, emit } = decision;
  const { prefix, id, suffix } = splitPath(path);
  const scope = (state.nodes.get(path)?.scope ?? state.scopes.get(prefix + suffix)) as ScopeState;
  const plan = scope.body.byId.get(id) as NonNullable<ReturnType<ScopeState['body']['byId']['get']>>;
  const node = state.nodes.get(path);
  // A compensation that cannot be done is on record and stops nothing (compensate.ts, I3).
  if (node?.compensates) {
    emit({ type: 'NodeFailed', path, error, handled: 'continue' });
    return followNode(decision, path);
  }
  const passedOver =
    force === undefined && ((plan.byHandle.get('error')?.length ?? 0) > 0 || (plan.kind !== 'fail' && plan.onError !== 'stop'));
  cancelInside(decision, path, !passedOver);
  if (force === undefined) {
    if ((plan.byHandle.get('error')?.length ?? 0) > 0) {
      emit({ type: 'NodeFailed', path, error, handled: 'edge' });
      return followNode(decision, path);
    }
    if (plan.kind !== 'fail' && plan.onError !== 'stop') {
      const output = plan.onError === 'fallback' ? holdIn(state, plan.fallback ?? null) : { value: null };
      emit({ type: 'NodeFailed', path, error, handled: plan.onError, output });
      return followNode(decision, path);
    }
  }
  emit({ type: 'NodeFailed', path, error, handled: 'stop' });
  failAround(decision, scope, error, origin, force);
}
/** The node fails because of what failed for good in the segment it stands for: what the definition makes of its own failures is not asked. */
export function failHere(decision: Decision, path: string, error: NodeError, origin: string): void {
  decision.emit({ type: 'NodeFailed', path, error, handled: 'stop' });
  failAround(decision, (decision.state.nodes.get(path) as NodeState).scope, error, origin);
}
/** A node has failed for good in `scope`: so does what is around it. */
function failAround(decision: Decision, scope: ScopeState, error: NodeError, origin: string, force?: 'stop'): void {
  const outward = { ...error, path: origin };
  if ((force === undefined || scope.base.absorbed) && scope.container !== null && endsInBody(decision, scope, outward)) return;
  if (scope.container !== null) return failWithOrigin(decision, scope.container, error, origin, force);
  endExecution(decision, { then: 'failed', reason: error.message, error: outward });
}
