import { canonicalJson } from '../../canonical.js';
import { isAppError } from '../../errors/app-error.js';
import type { Held, Json } from '../../json.js';
import { isRef } from '../../json.js';
import type { NodePlan, SubflowPin } from '../../workflow/compile/plan.js';
import { NeedValues } from '../hold.js';
import { scopeValues } from '../state/scope-values.js';
import type { ExecutionState, NodeState, ScopeState } from '../state/state.js';
import { NO_USAGE } from '../views/views.js';

type SubflowPlan = NodePlan & { kind: 'subflow' };

/** Whether a child that has begun is still the one that its node would begin, with another input of the execution (`null`: the same), under another plan of the node. */
export function isSameChild(
  state: ExecutionState,
  { scope, plan, child }: NodeState,
  input: Held | null,
  other: NodePlan | undefined,
): boolean {
  if (child?.segment !== undefined)
    return other === plan && (input === null || !plan.segment?.reads.some((root) => readsInput(scope, root)));
  if (plan.kind !== 'subflow' || other?.kind !== 'subflow') return false;
  return sameTarget(plan.pin, other.pin, other === plan) && (input === null || rendersTheSame(state, scope, plan, input));
}
/** What is found when it starts (`latest`) was found when the child did. */
function sameTarget(a: SubflowPin | undefined, b: SubflowPin | undefined, samePlan: boolean): boolean {
  if (samePlan || a === b) return a !== 'self' || samePlan;
  return typeof a === 'object' && typeof b === 'object' && a.workflowId === b.workflowId && a.digest === b.digest;
}
/** What lies in the object store is not fetched for this: it counts as changed. */
function rendersTheSame(state: ExecutionState, scope: ScopeState, { input: template }: SubflowPlan, input: Held): boolean {
  if (template.constant || !template.reads.some(({ root }) => readsInput(scope, root))) return true;
  if (isRef(input)) return false;
  const { reads } = template;
  const start = { output: input.value, error: null, status: 'completed', usage: NO_USAGE };
  const changed = reads.filter(({ root }) => readsInput(scope, root)).map(({ root }) => [root, root === 'input' ? input.value : start]);
  try {
    const before = template.render(scopeValues(state, scope, reads));
    const after = template.render(scopeValues(state, scope, reads, Object.fromEntries(changed) as { [root: string]: Json }));
    return canonicalJson(before) === canonicalJson(after);
  } catch (error) {
    if (error instanceof NeedValues || isAppError(error)) return false;
    throw error;
  }
}
/** `input`, or the id of the workflow's own start. */
function readsInput(scope: ScopeState, root: string): boolean {
  if (root === 'input') return true;
  for (let at: ScopeState | null = scope; at !== null; at = at.parent) {
    const plan = at.body.byId.get(root);
    if (plan) return plan.kind === 'start' && at.parent === null;
  }
  return false;
}
