import { AppError } from '../../errors/app-error.js';
import { canonicalJson } from '../../canonical.js';
import type { Held, Json } from '../../json.js';
import type { NodePlan, Plan } from '../../workflow/compile/plan.js';
import { isSameChild } from '../children/child-input.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { goOn } from './fork.js';
import { notFitting } from './fork-prefix.js';
import { phasesOn, planOf } from '../state/paths.js';
import { planFit, type PlanFit } from './plan-fit.js';
import { isUnderWay } from './recovery-state.js';
import { fire } from '../settle.js';
import { isEnded, pathIn, type ExecutionState, type NodeState } from '../state/state.js';
import { regainMutexes } from '../nodes/mutex-node.js';
import { rescheduleTask } from '../nodes/task-node.js';

export interface RetryWish {
  readonly input: boolean;
  /** That input, where it is at hand. */
  readonly value?: Held;
  /** The revision to go over to; `undefined`: the one it has. */
  readonly plan: Plan | undefined;
}
/** What a retry would do. */
export interface RetryOutlook extends PlanFit {
  /** Leaf work that begins again. */
  readonly paths: readonly string[];
  /** Recorded calls with an effect outside that would be made again, because what they are asked changes. */
  readonly effects: readonly { readonly path: string; readonly index: number; readonly name: string; readonly effect: string }[];
  /** Tasks whose recorded calls are dropped. */
  readonly renewed: readonly string[];
  /** Subflows whose child does not go on: another one begins, because what it is given changes. */
  readonly anew: readonly string[];
}

/** Says what a retry would do, and whether it may be. @throws AppError NOT_RETRYABLE, ALREADY_COMPENSATED, EXECUTION_IMPORTED */
export function retryOutlook(state: ExecutionState, { input, plan, value }: RetryWish): RetryOutlook {
  refuse(state);
  const fit = plan && plan.digest !== state.plan.digest ? planFit(state, plan) : { fits: true, changes: [], problems: [] };
  const paths = [...state.suspended].filter((path) => !isUnderWay(state.nodes.get(path) as NodeState));
  const renewed = paths.filter((path) => {
    const node = state.nodes.get(path) as NodeState;
    return node.task !== null && node.task.steps.size > 0 && (input || configChanges(state, node, plan));
  });
  const effects = renewed.flatMap((path) =>
    [...((state.nodes.get(path) as NodeState).task?.steps.values() ?? [])]
      .filter(({ effect, response }) => response !== undefined && effect !== 'none' && effect !== 'read')
      .map(({ index, name, effect }) => ({ path, index, name, effect })),
  );
  const anew = paths.filter((path) => {
    const node = state.nodes.get(path) as NodeState;
    const { child } = node;
    if (!child || child.detached || child.begun === false) return false;
    const other = plan && plan.digest !== state.plan.digest ? planOf(plan, path, phasesOn(state, path)) : node.plan;
    if (configChanges(state, node, plan)) return true;
    return !isSameChild(state, node, input ? (value ?? UNKNOWN) : null, other);
  });
  // What a child has done is not known here: whatever it was, another one does it again.
  const repeated = anew.map((path) => ({ path, index: 0, name: 'subflow', effect: 'at_least_once' }));
  return { ...fit, paths, effects: [...effects, ...repeated], renewed, anew };
}
/** An input that cannot be looked at. */
const UNKNOWN: Held = { ref: '', size: 0 };
function refuse(state: ExecutionState): void {
  const about = { executionId: state.id, status: state.status };
  if (state.imported) throw new AppError('EXECUTION_IMPORTED', 'an imported execution cannot be retried: fork it', about);
  if (!isEnded(state) || state.status === 'completed' || state.copying)
    throw new AppError(
      'NOT_RETRYABLE',
      `only an execution that has failed or was stopped can be retried; this one is ${state.status}`,
      about,
    );
  for (const node of state.nodes.values())
    if (node.compensates)
      throw new AppError('ALREADY_COMPENSATED', 'what the execution had done was undone when it ended: fork it instead', {
        ...about,
        path: node.path,
      });
  if (state.suspended.size === 0 && !hasMoreToDo(state))
    throw new AppError('NOT_RETRYABLE', 'nothing of the execution was kept to go on with: fork it instead', about);
}
/** Whether something can begin although nothing was broken off: what was in flight when it was stopped has completed. */
function hasMoreToDo({ scopes, nodes }: ExecutionState): boolean {
  for (const scope of scopes.values()) {
    const { body, base, open, taken } = scope;
    if (base === scope && open === 0) return true;
    for (let index = 0; index < body.nodes.length; index++)
      if ((taken[index] as number) > 0 && !nodes.has(pathIn(scope, (body.nodes[index] as NodePlan).id))) return true;
  }
  return false;
}
function configChanges(state: ExecutionState, node: NodeState, plan: Plan | undefined): boolean {
  if (!plan || plan.digest === state.plan.digest) return false;
  const other = planOf(plan, node.path, phasesOn(state, node.path));
  return other === undefined || text(other) !== text(node.plan);
}
const text = ({ rawConfig, typeVersion, effect }: NodePlan): string => canonicalJson({ rawConfig, typeVersion, effect } as unknown as Json);
/** A failed or stopped execution goes on where it stood: the same execution, in its next commits. @throws AppError as `retryOutlook`; REVISION_DOES_NOT_FIT, CONFIRM_NEEDED */
export function retryExecution(command: Extract<ExecutionCommand, { type: 'RetryExecution' }>, decision: Decision): void {
  const { state, emit, at } = decision;
  const { by, input, digest, revision, confirm } = command;
  const plan = digest === undefined ? undefined : state.plans.get(digest);
  if (digest !== undefined && !plan) throw new AppError('REVISION_NOT_FOUND', 'no revision is stored under this digest', { digest });
  const outlook = retryOutlook(state, { input: input !== undefined, plan, ...(input && { value: input }) });
  if (!outlook.fits) throw notFitting(outlook);
  const { paths, effects, renewed, anew } = outlook;
  if (effects.length > 0 && !confirm)
    throw new AppError(
      'CONFIRM_NEEDED',
      `${effects.length} recorded call${effects.length === 1 ? '' : 's'} with an effect would be made again (${effects[0]?.name} of ${effects[0]?.path}): confirm it`,
      { effects: effects.map((effect) => ({ ...effect })) },
    );
  const again = paths.map((path) => state.nodes.get(path) as NodeState);
  const { timeoutSeconds } = plan ?? state.plan;
  emit({
    type: 'ExecutionRetried',
    by,
    paths,
    ...(input === undefined ? {} : { input }),
    ...(digest === undefined || digest === state.plan.digest ? {} : { digest }),
    ...(revision === undefined ? {} : { revision }),
    ...(renewed.length === 0 ? {} : { renewed }),
    ...(anew.length === 0 ? {} : { anew }),
    deadline: timeoutSeconds === undefined ? null : at + timeoutSeconds * 1000,
  });
  regainMutexes(decision);
  for (const { path, task, scope, plan: node } of again) {
    if (task) rescheduleTask(decision, path);
    // A join that fires once per token has its lane already: nothing arrives there again.
    else if (node.join.kind === 'each') fire(decision, scope, scope.body.byId.get(node.id) as NodePlan, pathIn(scope, node.id));
  }
  goOn(decision);
}
