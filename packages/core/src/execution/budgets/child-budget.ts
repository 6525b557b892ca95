import type { ExecutionId } from '../../ids.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import { addAmount, NOTHING, raisedBy, type Amount, type Limit } from './budget-amount.js';
import { accountOf } from './budget-state.js';
import { budgetsOver, GIVEN, limitOf, standing, type BudgetOver } from './budgets-over.js';
import type { Decision } from '../decider.js';
import { compareMoney, subtractMoney } from './money.js';
import type { ExecutionState, NodeState } from '../state/state.js';

/*
 * I1  What the budget of a subflow's node limits is the child's from its start: it is held in every budget around the node until the child has ended, and the child keeps to it.
 * I2  What no budget of the node limits is counted when the child ends.
 */
/** The budget that a child starts under; `undefined` where none covers its node. No more than what is left of the budgets around the node. */
export function budgetForChild({ state }: Decision, node: NodeState): BudgetDefinition | undefined {
  const over = budgetsOver(state, node);
  if (over.length === 0) return undefined;
  const own = node.plan.budget;
  const left = over.map((each) => leftOf(state, each));
  const cost =
    own?.cost === undefined
      ? undefined
      : left.flatMap((limit) => limit.cost ?? []).reduce((a, b) => (compareMoney(a, b) < 0 ? a : b), own.cost);
  const least = (dimension: 'tokens' | 'calls'): number | undefined =>
    own?.[dimension] === undefined ? undefined : Math.min(own[dimension], ...left.flatMap((limit) => limit[dimension] ?? []));
  const [tokens, calls] = [least('tokens'), least('calls')];
  return {
    ...(cost !== undefined && { cost }),
    ...(tokens !== undefined && { tokens }),
    ...(calls !== undefined && { calls }),
    // Only the execution around it could ask a person for more.
    onExceeded: own?.onExceeded === 'cheaper' ? 'cheaper' : 'fail',
    ...(own?.cheaperModel !== undefined && { cheaperModel: own.cheaperModel }),
  };
}
function leftOf(state: ExecutionState, over: BudgetOver): Limit {
  const limit = limitOf(state, over);
  const { after } = standing(state, over.account, NOTHING);
  const cost = limit.cost === undefined ? undefined : subtractMoney(limit.cost, after.cost);
  return {
    ...(cost !== undefined && { cost: cost.startsWith('-') ? '0' : cost }),
    ...(limit.tokens !== undefined && { tokens: Math.max(0, limit.tokens - after.tokens) }),
    ...(limit.calls !== undefined && { calls: Math.max(0, limit.calls - after.calls) }),
  };
}
/** What a child that is retried may use: `held` from now on, `given` all in all, what it had used before included. */
export function budgetForRetry(decision: Decision, node: NodeState, spent: Amount = NOTHING) {
  const held = budgetForChild(decision, node);
  return held && { held, given: { ...held, ...raisedBy(held, spent) } };
}
/** Holds what the child was given in the budgets around its node. */
export function reserveForChild({ state, emit }: Decision, node: NodeState, childId: ExecutionId, given: BudgetDefinition): void {
  emit({
    type: 'CallReserved',
    path: node.path,
    attempt: node.attempt,
    index: 0,
    token: childId,
    name: 'subflow',
    route: 'only',
    cost: given.cost ?? '0',
    tokens: given.tokens ?? 0,
    calls: given.calls ?? 0,
    accounts: budgetsOver(state, node).map(({ account }) => account),
  });
}
/** What an execution has used under the budget it was given; `undefined` where it was given none. */
export function spentByChild(state: ExecutionState): Amount | undefined {
  if (!state.given) return undefined;
  const { spent, reserved } = accountOf(state, GIVEN);
  return addAmount(spent, reserved);
}
