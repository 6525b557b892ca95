import type { PoolLimits } from '../../shared/shared-commands.js';
import { spentAt, type PoolState } from '../../shared/budget-pool.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import type { Amount, Limit } from './budget-amount.js';
import { accountOf } from './budget-state.js';
import { limitOf } from './budgets-over.js';
import type { ExecutionState, NodeState } from '../state/state.js';

/** How a budget stands: dimensions that are not limited are left out of `limit`. */
export interface BudgetView {
  /** As the definition sets it and people raised it. */
  readonly limit: Limit;
  readonly spent: Amount;
  /** Held for calls under way, at their maximum. */
  readonly reserved: Amount;
}
/** How a budget over executions stands. */
export interface PoolView {
  /** `null`: none is set. */
  readonly limits: PoolLimits | null;
  /** In this day or month (UTC), or ever, as reported so far. */
  readonly spent: Amount;
  /** Handed out to executions that are open, and not reported as spent or given back. */
  readonly held: Amount;
  /** How many executions hold something. */
  readonly executions: number;
}
const viewOf = (state: ExecutionState, account: string, budget: BudgetDefinition): BudgetView => {
  const { spent, reserved } = accountOf(state, account);
  return { limit: limitOf(state, { account, budget }), spent, reserved };
};
export const executionBudget = (state: ExecutionState): BudgetView | undefined => state.plan.budget && viewOf(state, '', state.plan.budget);
export const nodeBudget = (state: ExecutionState, { path, plan }: NodeState): BudgetView | undefined =>
  plan.budget && viewOf(state, path, plan.budget);
/** `at`: epoch milliseconds, for the window. */
export function presentPool(pool: PoolState | undefined, at: number): PoolView {
  const nothing = { cost: '0', tokens: 0, calls: 0 };
  if (!pool) return { limits: null, spent: nothing, held: nothing, executions: 0 };
  const limits = Object.keys(pool.limits).length === 0 ? null : pool.limits;
  return { limits, spent: spentAt(pool, at), held: pool.held, executions: pool.holders.size };
}
