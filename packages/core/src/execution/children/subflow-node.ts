import { AppError } from '../../errors/app-error.js';
import { domainOf, idIn } from '../../ids.js';
import { childIdOf } from '../../shared/shared-id.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { EndChild } from './tie-commands.js';
import { subtractAmount } from '../budgets/budget-amount.js';
import { budgetForChild, reserveForChild } from '../budgets/child-budget.js';
import { retryChild } from './child-retry.js';
import type { StartExecution } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { failNode } from '../failure.js';
import { holdIn } from '../hold.js';
import { endSegment } from './segment-node.js';
import { complete, render } from '../nodes/inline-nodes.js';
import { subtractMoney } from '../budgets/money.js';
import { followNode } from '../settle.js';
import { isEnded, type ExecutionState, type NodeState, type ScopeState } from '../state/state.js';
import type { ChildTie } from './ties.js';
import type { Usage } from '../views/views.js';

/** So deep may subflows lie in one another, a workflow within itself included. */
export const MAX_DEPTH = 16;
type SubflowPlan = NodePlan & { kind: 'subflow' };

/** Asks for a child: the request and the message to it are one commit, so neither is without the other. A detached one is not waited for. */
export function startChild(decision: Decision, scope: ScopeState, plan: SubflowPlan, path: string): void {
  const { state, emit, at } = decision;
  const former = state.ties.former.get(path);
  if (former) return retryChild(decision, path, former, plan.timeoutSeconds);
  if (state.depth + 1 > MAX_DEPTH)
    throw new AppError(
      'SUBFLOW_DEPTH',
      `${path} would begin a subflow ${state.depth + 1} deep: at most ${MAX_DEPTH} may lie in one another`,
    );
  const input = holdIn(state, render(decision, scope, plan.input));
  // The number of the event that asks: another one when the node is begun again.
  const occurrence = state.seq + 1;
  // At home where its node says, else where this one is.
  const childId = idIn(plan.domain ?? domainOf(state.id), childIdOf(state.org, state.id, path, occurrence));
  const target = targetOf(state, plan);
  const { workflow, timeoutSeconds } = plan;
  const detached = !plan.waits;
  const { revision, digest } = target;
  const expiresAt = detached || timeoutSeconds === undefined ? null : Math.ceil(at + timeoutSeconds * 1000);
  emit({ type: 'ChildRequested', path, childId, occurrence, workflow, revision, digest, input, detached, expiresAt });
  const given = detached ? undefined : budgetForChild(decision, state.nodes.get(path) as NodeState);
  const start: StartExecution = {
    type: 'StartExecution',
    workflowId: target.workflowId,
    workflowName: target.workflowName,
    // What stands for the latest revision is put in its place on the way: digest '' says so.
    revision: revision === 'latest' ? 'draft' : revision,
    digest: digest ?? '',
    input,
    variables: {},
    trigger: { type: 'subflow', id: path, at: new Date(at).toISOString(), executionId: state.id },
    trial: state.trial,
    tags: state.tags,
    priority: state.priority,
    parentId: state.id,
    rootId: state.rootId,
    bodyHash: null,
    depth: state.depth + 1,
    ...(detached ? {} : { parentPath: path }),
    ...(given && { budget: given }),
  };
  if (given) reserveForChild(decision, state.nodes.get(path) as NodeState, childId, given);
  decision.send(childId, start);
  if (detached) complete(decision, path, { executionId: childId });
}
/** What runs: as it was pinned at publish; a workflow that names itself runs the revision that is running; else what is released when it starts. */
function targetOf(state: ExecutionState, { workflow, pin }: SubflowPlan) {
  if (pin === 'self') {
    const { workflowId, workflowName, revision, plan } = state;
    return { workflowId, workflowName, revision, digest: plan.digest };
  }
  return pin ?? { workflowId: workflow, workflowName: workflow, revision: 'latest' as const, digest: null };
}

/** A child has ended: the node ends as it did, or what it had done is undone. Silent for an end that nobody waits for. */
export function endChild(command: EndChild, decision: Decision): void {
  const { state, emit } = decision;
  const { childId, status, output, error, undoable, begun, segment } = command;
  const path = awaiting(state, command);
  if (isEnded(state) || path === undefined) return;
  const node = state.nodes.get(path) as NodeState;
  const { compensates, child } = node;
  emit({
    type: 'ChildEnded',
    path,
    childId,
    status,
    ...sinceLastEnd(command, child as ChildTie),
    ...(undoable && { undoable }),
    ...(begun === false && { begun }),
    ...(segment?.undone && { undone: segment.undone }),
  });
  if (compensates) {
    if (status === 'failed') return failNode(decision, path, error ?? { code: 'INTERNAL', message: 'the subflow could not be undone' });
    return complete(decision, path, null, []);
  }
  if (child?.segment !== undefined) return endSegment(command, node, child, decision);
  if (status === 'completed') {
    // While stopping, what it did counts (it can be undone); what follows from it begins with a retry.
    emit({ type: 'NodeCompleted', path, output: output ?? { value: null }, handles: ['out'] });
    return followNode(decision, path);
  }
  if (state.phase === 'stopping') return emit({ type: 'NodeCancelled', path, ending: true });
  failNode(decision, path, error ?? { code: 'INTERNAL', message: `the subflow ${status}` });
}
/** Where the subflow that began the child is undone. */
export const undoPath = (path: string): string => `${path}[undo]`;
/** Path of the node that waits for this very end. */
function awaiting({ ties, nodes }: ExecutionState, { path, childId, n = 0 }: EndChild): string | undefined {
  return [path, undoPath(path)].find((at) => {
    const child = ties.open.has(at) ? nodes.get(at)?.child : undefined;
    return child?.id === childId && n >= (child.since ?? 0);
  });
}
/** A child tells all that it has ever used: what it had at its last end has been counted. */
function sinceLastEnd({ usage, spent }: EndChild, before: ChildTie): Pick<EndChild, 'usage' | 'spent'> {
  const fresh = before.usage ? subtractUsage(usage, before.usage) : usage;
  if (!spent) return { usage: fresh };
  return { usage: fresh, spent: before.spent ? subtractAmount(spent, before.spent) : spent };
}
/** Nothing where the answer comes from somebody who does not know what it used. */
function subtractUsage(all: Usage, before: Usage): Usage {
  const cost = subtractMoney(all.cost, before.cost);
  return {
    inputTokens: Math.max(0, all.inputTokens - before.inputTokens),
    outputTokens: Math.max(0, all.outputTokens - before.outputTokens),
    cost: cost.startsWith('-') ? '0' : cost,
  };
}
/** Tells the children that are waited for what happens to their parent (DESIGN 5.15). The event that says so has been emitted: its number is the order's. */
export function tellChildren({ state, send }: Decision, what: 'Pause' | 'Resume' | 'Stop', reason: string, callOff = false): void {
  for (const path of state.ties.open) {
    const { id } = (state.nodes.get(path) as NodeState).child as ChildTie;
    const base = { by: state.id, order: { path, n: state.seq } };
    if (what === 'Resume') send(id, { type: what, ...base });
    else send(id, { type: what, ...base, reason, ...(callOff && what === 'Stop' && { callOff }) });
  }
}
