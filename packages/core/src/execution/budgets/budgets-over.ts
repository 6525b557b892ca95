import type { PoolLimits } from '../../shared/shared-commands.js';
import type { TaskBudget } from '../../task/task.js';
import { addAmount, amountText, DIMENSIONS, raisedBy, type Amount, type Limit } from './budget-amount.js';
import type { BudgetExceeded } from './budget-events.js';
import { accountOf } from './budget-state.js';
import type { ExecutionState, NodeState } from '../state/state.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';

/** The account of what an execution was given by the one around it. */
export const GIVEN = '@parent';
/** A budget that a call falls under. */
export interface BudgetOver {
  /** Path of the node or container that has it; '' the execution's. */
  readonly account: string;
  readonly budget: BudgetDefinition;
}
/** Innermost first. */
export function budgetsOver(state: ExecutionState, node: NodeState): readonly BudgetOver[] {
  const { plan } = state;
  if (!plan.budgeted && !state.given) return [];
  const over: BudgetOver[] = node.plan.budget ? [{ account: node.path, budget: node.plan.budget }] : [];
  for (let scope = node.scope; scope.container !== null; scope = scope.parent as NonNullable<typeof scope.parent>) {
    const budget = state.nodes.get(scope.container)?.plan.budget;
    if (budget) over.push({ account: scope.container, budget });
    if (scope.parent === null) break;
  }
  if (plan.budget) over.push({ account: '', budget: plan.budget });
  if (state.given) over.push({ account: GIVEN, budget: state.given });
  return over;
}
/** The account's limit as the definition sets it and people raised it. */
export const limitOf = (state: ExecutionState, { account, budget }: BudgetOver): Limit => {
  const { cost, tokens, calls } = budget;
  const limit = { ...(cost !== undefined && { cost }), ...(tokens !== undefined && { tokens }), ...(calls !== undefined && { calls }) };
  return raisedBy(limit, accountOf(state, account).raised);
};
/** What stands in an account, and would with `asked` on top. */
export function standing(state: ExecutionState, account: string, asked: Amount) {
  const { spent, reserved } = accountOf(state, account);
  return { spent, reserved, after: addAmount(addAmount(spent, reserved), asked) };
}

/** What the worker has to know of the budgets over a node's task; `undefined` where there are none. */
export function taskBudget(state: ExecutionState, node: NodeState, org?: PoolLimits): TaskBudget | undefined {
  const { workflowBudget, budgeted } = state.plan;
  if (!budgeted && !workflowBudget && !org && !state.given) return undefined;
  const shared = [workflowBudget, org].filter((budget) => budget !== undefined).map((budget) => ({ budget }));
  const over = [...budgetsOver(state, node), ...shared];
  if (over.length === 0) return undefined;
  const cheaperModel = over.find(({ budget }) => budget.cheaperModel !== undefined)?.budget.cheaperModel;
  return {
    limits: DIMENSIONS.filter((dimension) => over.some(({ budget }) => budget[dimension] !== undefined)),
    ...(cheaperModel !== undefined && { cheaperModel }),
  };
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['', 'the execution'],
  [GIVEN, 'the execution around this one'],
  ['@workflow', 'the workflow'],
  ['@org', 'the organisation'],
]);
export const nameOf = (account: string): string => `the budget of ${NAMES.get(account) ?? account}`;
/** What a breach says to people: limit, spent, reserved and asked, in the dimensions that are limited. */
export function breachText({ account, limit, spent, reserved, asked, name }: Omit<BudgetExceeded, 'type'>): string {
  const limited = (['cost', 'tokens', 'calls'] as const).filter((dimension) => limit[dimension] !== undefined);
  const all = { cost: limit.cost ?? '0', tokens: limit.tokens ?? 0, calls: limit.calls ?? 0 };
  return (
    `${nameOf(account)} is ${amountText(all, limited)}: ${amountText(spent, limited)} spent, ` +
    `${amountText(reserved, limited)} held for calls under way, and the next call, ${name}, may need ${amountText(asked, limited)}`
  );
}
