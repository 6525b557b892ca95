import { domainOf, idIn } from '../../ids.js';
import { childIdOf } from '../../shared/shared-id.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import { segmentDigest, type SegmentPlan } from '../../workflow/segments/segment.js';
import { retryChild } from './child-retry.js';
import type { Decision } from '../decider.js';
import { failHere } from '../failure.js';
import { bindings } from '../state/scope-values.js';
import type { SegmentNodeEnd } from './segment-state.js';
import { followNode } from '../settle.js';
import { pathIn, type ExecutionState, type NodeState, type ScopeState } from '../state/state.js';
import type { EndChild } from './tie-commands.js';
import type { ChildTie } from './ties.js';

/*
 * Nodes of another domain run in an execution at home there, all those of a segment in one (DESIGN 6). To the rest of this execution it is as if they ran here.
 * I1  While the other one runs, the node that the segment began with is active and tied to it, as that of a subflow is; the others have not begun.
 * I2  Its end says of each node what the node's own events would have said, in one decision: nothing goes on before all of it is known.
 * I3  It is never let go of: what is called off is asked to stop and stays active until it has, because what it has done must be known.
 * I4  It undoes nothing by itself. What can be undone in it is undone by order, as one, when its turn comes among all that this execution has done.
 */
type SegmentNode = NodePlan & { readonly segment: SegmentPlan };

/** Whether the node at `path` is to be run by an execution of another domain. Under what an execution around it gave it to use, and when it undoes something, it is not. */
export function isDelegated(state: ExecutionState, plan: NodePlan, path: string): plan is SegmentNode {
  const { segment } = plan;
  if (segment === undefined || segment.domain === domainOf(state.id)) return false;
  if (state.ties.former.has(path)) return true;
  return state.given === null && !state.nodes.get(path)?.compensates;
}
/** Hands the segment over; its node alone where others of it have begun already (in a fork, say). */
export function startSegment(decision: Decision, scope: ScopeState, plan: SegmentNode, path: string): void {
  const { state, emit, at } = decision;
  const former = state.ties.former.get(path);
  if (former) return retryChild(decision, path, former, undefined);
  const { segment } = plan;
  const { workflowId, workflowName, revision, trial, tags, priority, rootId, depth } = state;
  const whole = plan.index === segment.entry && !segment.nodes.some((index) => hasBegun(state, scope, index));
  const occurrence = state.seq + 1;
  const childId = idIn(segment.domain, childIdOf(state.org, state.id, path, occurrence));
  const digest = segmentDigest(state.plan.revisionDigest ?? state.plan.digest, segment.id, whole ? undefined : plan.id);
  const input = { value: null };
  emit({
    type: 'ChildRequested',
    path,
    childId,
    occurrence,
    workflow: workflowId,
    revision,
    digest,
    input,
    detached: false,
    expiresAt: null,
    segment: segment.id,
  });
  const values = bindings(
    state,
    scope,
    segment.reads.map((root) => ({ root, path: [] })),
  );
  decision.send(childId, {
    type: 'StartExecution',
    workflowId,
    workflowName,
    revision,
    digest,
    input,
    variables: {},
    trigger: { type: 'segment', id: path, at: new Date(at).toISOString(), executionId: state.id },
    trial,
    tags,
    priority,
    parentId: state.id,
    rootId,
    bodyHash: null,
    depth,
    parentPath: path,
    segment: { prefix: scope.prefix, suffix: scope.suffix, values },
  });
}
const hasBegun = ({ nodes }: ExecutionState, scope: ScopeState, index: number): boolean =>
  nodes.has(pathIn(scope, (scope.body.nodes[index] as NodePlan).id));

/** Whether the node waits for an execution that runs its segment. */
export const isTiedToSegment = ({ ties }: ExecutionState, { path, child }: NodeState): boolean =>
  child?.segment !== undefined && ties.open.has(path);
/** Asks the execution that runs the segment to stop. @returns whether the node is tied to one: it ends when that has */
export function callOffSegment({ state, emit, send }: Decision, node: NodeState): boolean {
  if (!isTiedToSegment(state, node)) return false;
  const { path } = node;
  const child = node.child as ChildTie;
  if (child.calledOff) return true;
  emit({ type: 'SegmentCalledOff', path });
  send(child.id, { type: 'Stop', by: state.id, reason: `${path} was called off`, order: { path, n: state.seq }, callOff: true });
  return true;
}

/** The execution that ran a segment has ended, which `ChildEnded` has said; `child`: what it was until then. */
export function endSegment(command: EndChild, { path, scope }: NodeState, child: ChildTie, decision: Decision): void {
  const { state, emit } = decision;
  const { status, segment, error } = command;
  if (status === 'completed' && segment?.nodes) {
    for (const node of segment.nodes) endNode(decision, scope, node, child);
    return;
  }
  if (state.phase === 'stopping') return emit({ type: 'NodeCancelled', path, ending: true });
  if (child.calledOff) {
    emit({ type: 'NodeCancelled', path });
    return followNode(decision, path);
  }
  failHere(decision, path, error ?? { code: 'INTERNAL', message: `the segment ${status}` }, segment?.origin ?? path);
}
/** Says of one node what it would have said itself. Its failure was passed over, or the segment would have failed. */
function endNode(decision: Decision, scope: ScopeState, end: SegmentNodeEnd, { id: to }: ChildTie): void {
  const { emit } = decision;
  const { id, status, output, handles, error, attempt, startedAt, endedAt, usage } = end;
  const path = pathIn(scope, id);
  const delegated = { to, attempt, startedAt, endedAt, usage };
  if (status === 'skipped') emit({ type: 'NodeSkipped', path });
  else if (status === 'cancelled') emit({ type: 'NodeCancelled', path });
  else if (status === 'completed') emit({ type: 'NodeCompleted', path, output, handles, delegated });
  else {
    const plan = scope.body.byId.get(id) as NodePlan;
    const edge = (plan.byHandle.get('error')?.length ?? 0) > 0;
    const handled = edge ? 'edge' : plan.onError === 'fallback' ? 'fallback' : 'continue';
    const why = error ?? { code: 'INTERNAL', message: 'the node failed' };
    emit({ type: 'NodeFailed', path, error: why, handled, ...(edge ? {} : { output }), delegated });
  }
  followNode(decision, path);
}
