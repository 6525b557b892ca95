import { AppError } from '../errors/app-error.js';
import { exceeded, type Amount } from './budget-amount.js';
import type { ReserveCall } from './budget-commands.js';
import type { BudgetExceeded } from './budget-events.js';
import { reservationOf } from './budget-state.js';
import { askForBudget } from './budget-question.js';
import { breachText, budgetsOver, limitOf, nameOf, standing, type BudgetOver } from './budgets-over.js';
import type { Decision } from './decider.js';
import { failNode } from './failure.js';
import { isAmountOfMoney } from './money.js';
import type { ExecutionState } from './state.js';
import { openTask } from './task-node.js';

/*
 * I1  What is spent and reserved of an account never rises above its limit by a reservation: a call that would do that is not let go.
 * I2  A call is charged to every budget it lies under: its node's, those of the containers around it, and the execution's.
 */

/**
 * A call may leave once this has reserved its maximum. Where it would break a budget the budget says what follows: the node fails, a person is asked, or the call is sent
 * the cheaper way. @throws AppError TASK_CANCELLED when the attempt is void, INVALID_INPUT when the amounts are none
 */
export function reserveCall(command: ReserveCall, decision: Decision): void {
  const { state, emit } = decision;
  const { path, attempt, index, token, name, route } = command;
  const node = openTask(state, path, attempt);
  if (!node) throw new AppError('TASK_CANCELLED', `attempt ${attempt} of ${path} is no longer open`, { path });
  if (state.phase === 'stopping') throw new AppError('TASK_CANCELLED', 'the execution is stopping', { path });
  if (reservationOf(state, path, index)?.token === token) return;
  const asked = askedBy(command);
  const over = budgetsOver(state, node);
  const unpriced = command.cost === null && over.filter(({ budget }) => budget.cost !== undefined);
  const broken = unpriced && unpriced.length > 0 ? unpriced : over.filter((each) => breaks(state, each, asked));
  if (broken.length === 0) {
    const { cost, tokens, calls } = command;
    return emit({
      type: 'CallReserved',
      path,
      attempt,
      index,
      token,
      name,
      route,
      cost,
      tokens,
      calls,
      accounts: over.map(({ account }) => account),
    });
  }
  const { action, over: which } = wayOut(broken, route, unpriced !== false);
  const event = exceededBy(state, command, which, asked, action);
  switch (action) {
    case 'cheaper':
      return emit(event);
    case 'ask':
      return askForBudget(decision, event);
    case 'fail': {
      const error = unpriced
        ? {
            code: 'PRICE_UNKNOWN',
            message: `${event.name} has no known price, but ${nameOf(which.account)} limits what may be spent in USD`,
          }
        : { code: 'BUDGET_EXCEEDED', message: breachText(event) };
      // What an `at_most_once` call beside this one has done must be known first: the attempt is left to end by itself.
      if (node.task.started) throw new AppError('BUDGET_EXCEEDED', error.message, { path, account: which.account });
      emit(event);
      return failNode(decision, path, error);
    }
  }
}
function askedBy({ path, cost, tokens, calls }: ReserveCall): Amount {
  const counts = Number.isSafeInteger(tokens) && tokens >= 0 && Number.isSafeInteger(calls) && calls >= 0;
  if (!counts || (cost !== null && !isAmountOfMoney(cost)))
    throw new AppError('INVALID_INPUT', `what the call of ${path} may use is no amount`, { path, cost, tokens, calls });
  return { cost: cost ?? '0', tokens, calls };
}
const breaks = (state: ExecutionState, over: BudgetOver, asked: Amount): boolean =>
  exceeded(standing(state, over.account, asked).after, limitOf(state, over)).length > 0;

/** `fail` of any broken budget wins; then the cheaper way, where there is one that was not tried; then the question. */
function wayOut(
  broken: readonly BudgetOver[],
  route: ReserveCall['route'],
  unpriced: boolean,
): { readonly action: 'fail' | 'ask' | 'cheaper'; readonly over: BudgetOver } {
  const first = broken[0] as BudgetOver;
  const withRule = (rule: string): BudgetOver | undefined => broken.find(({ budget }) => (budget.onExceeded ?? 'fail') === rule);
  const failing = withRule('fail');
  if (failing) return { action: 'fail', over: failing };
  const cheaper = withRule('cheaper');
  if (cheaper && route === 'asked') return { action: 'cheaper', over: cheaper };
  const asking = withRule('ask');
  // No person can make a price known.
  return asking && !unpriced ? { action: 'ask', over: asking } : { action: 'fail', over: cheaper ?? first };
}
function exceededBy(
  state: ExecutionState,
  { path, attempt, index, token, name }: ReserveCall,
  over: BudgetOver,
  asked: Amount,
  action: BudgetExceeded['action'],
): BudgetExceeded {
  const { account } = over;
  const { spent, reserved } = standing(state, account, asked);
  return {
    type: 'BudgetExceeded',
    path,
    attempt,
    index,
    token,
    name,
    account,
    action,
    asked,
    limit: limitOf(state, over),
    spent,
    reserved,
  };
}
