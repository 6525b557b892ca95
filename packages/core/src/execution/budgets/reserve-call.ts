import { AppError } from '../../errors/app-error.js';
import { allowed, queueCall, sharedOver } from './allowances.js';
import { exceeded, fits, type Amount, type Limit } from './budget-amount.js';
import type { CallAsked, ReserveCall } from './budget-commands.js';
import type { BudgetExceeded } from './budget-events.js';
import { reservationOf } from './budget-state.js';
import { askForBudget } from './budget-question.js';
import { breachText, budgetsOver, limitOf, nameOf, standing, type BudgetOver } from './budgets-over.js';
import type { Decision } from '../decider.js';
import { failNode } from '../failure.js';
import { isAmountOfMoney } from './money.js';
import type { ExecutionState, NodeState } from '../state/state.js';
import { openTask } from '../nodes/task-node.js';

/*
 * I1  What is spent and reserved of an account never rises above its limit by a reservation: a call that would do that is not let go.
 * I2  A call is charged to every budget it lies under: its node's, those of the containers around it, the execution's, and those shared with other executions.
 */

/**
 * A call may leave once this has reserved its maximum. Where it would break a budget the budget says what follows: the node fails, a person is asked, or the call is sent
 * the cheaper way. Where a shared budget is concerned the answer may come later. @throws AppError TASK_CANCELLED when the attempt is void, INVALID_INPUT when the amounts are none
 */
export function reserveCall({ type: _, ...call }: ReserveCall, decision: Decision): void {
  const { state } = decision;
  const { path, attempt, index, token } = call;
  if (!openTask(state, path, attempt)) throw new AppError('TASK_CANCELLED', `attempt ${attempt} of ${path} is no longer open`, { path });
  if (state.phase === 'stopping') throw new AppError('TASK_CANCELLED', 'the execution is stopping', { path });
  if (reservationOf(state, path, index)?.token === token) return;
  checkAmounts(call);
  considerCall(decision, call);
}
/** Lets a call go, makes it wait, or does what the budget says that it would break. */
export function considerCall(decision: Decision, call: CallAsked): void {
  const { state, emit } = decision;
  if (state.phase === 'stopping') return;
  const node = state.nodes.get(call.path) as NodeState;
  const asked = amountAsked(call);
  const over = budgetsOver(state, node);
  const shared = sharedOver(state, call.org);
  const unpriced = call.cost === null ? [...over, ...shared].filter(({ budget }) => budget.cost !== undefined) : [];
  if (unpriced.length > 0) return breach(decision, node, call, unpriced, true);
  const broken = over.filter((each) => exceeded(standing(state, each.account, asked).after, limitOf(state, each)).length > 0);
  if (broken.length > 0) return breach(decision, node, call, broken, false);
  const lacking = shared.filter((each) => !fits(standing(state, each.account, asked).after, allowed(state, each)));
  if (lacking.length > 0) return queueCall(decision, call, asked, lacking);
  emit({ type: 'CallReserved', ...call, accounts: [...over, ...shared].map(({ account }) => account) });
}
/** A shared budget has nothing left for the call that waits. */
export function refuseCall(decision: Decision, call: CallAsked, account: string): void {
  const { state } = decision;
  const over = sharedOver(state, call.org).find((each) => each.account === account);
  if (over && state.phase !== 'stopping') breach(decision, state.nodes.get(call.path) as NodeState, call, [over], false);
}
function checkAmounts({ path, cost, tokens, calls }: CallAsked): void {
  const counts = Number.isSafeInteger(tokens) && tokens >= 0 && Number.isSafeInteger(calls) && calls >= 0;
  if (!counts || (cost !== null && !isAmountOfMoney(cost)))
    throw new AppError('INVALID_INPUT', `what the call of ${path} may use is no amount`, { path, cost, tokens, calls });
}
export const amountAsked = ({ cost, tokens, calls }: CallAsked): Amount => ({ cost: cost ?? '0', tokens, calls });

function breach(decision: Decision, node: NodeState, call: CallAsked, broken: readonly BudgetOver[], unpriced: boolean): void {
  const { state, emit } = decision;
  const { action, over } = wayOut(broken, call.route, unpriced || node.task?.started != null);
  const event = exceededBy(state, call, over, action);
  switch (action) {
    case 'cheaper':
      return emit(event);
    case 'ask':
      return askForBudget(decision, event);
    case 'fail': {
      emit(event);
      // What an `at_most_once` call has done must be known first: the worker is told, and ends the attempt by itself.
      if (node.task?.started) return;
      const error = unpriced
        ? { code: 'PRICE_UNKNOWN', message: `${call.name} has no known price, but ${nameOf(over.account)} limits what may be spent in USD` }
        : { code: 'BUDGET_EXCEEDED', message: breachText(event) };
      return failNode(decision, call.path, error);
    }
  }
}
/** `fail` of any broken budget wins; then the cheaper way, where there is one that was not tried; then the question, where an answer can help. */
function wayOut(
  broken: readonly BudgetOver[],
  route: CallAsked['route'],
  askless: boolean,
): { readonly action: 'fail' | 'ask' | 'cheaper'; readonly over: BudgetOver } {
  const first = broken[0] as BudgetOver;
  const withRule = (rule: string): BudgetOver | undefined => broken.find(({ budget }) => (budget.onExceeded ?? 'fail') === rule);
  const failing = withRule('fail');
  if (failing) return { action: 'fail', over: failing };
  const cheaper = withRule('cheaper');
  if (cheaper && route === 'asked') return { action: 'cheaper', over: cheaper };
  const asking = withRule('ask');
  return asking && !askless ? { action: 'ask', over: asking } : { action: 'fail', over: cheaper ?? first };
}
function exceededBy(state: ExecutionState, call: CallAsked, over: BudgetOver, action: BudgetExceeded['action']): BudgetExceeded {
  const { path, attempt, index, token, name } = call;
  const { account } = over;
  const asked = amountAsked(call);
  const { spent, reserved } = standing(state, account, asked);
  const limit = account.startsWith('@') ? limitsOf(over) : limitOf(state, over);
  return { type: 'BudgetExceeded', path, attempt, index, token, name, account, action, asked, limit, spent, reserved };
}
const limitsOf = ({ budget: { cost, tokens, calls } }: BudgetOver): Limit => ({
  ...(cost !== undefined && { cost }),
  ...(tokens !== undefined && { tokens }),
  ...(calls !== undefined && { calls }),
});
