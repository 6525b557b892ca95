import { poolKey, type PoolLimits } from '../../shared/shared-commands.js';
import { sharedId } from '../../shared/shared-id.js';
import { addAmount, DIMENSIONS, excess, isNothing, NOTHING, subtractAmount, type Amount, type Limit } from './budget-amount.js';
import type { AllowanceCommand, CallAsked } from './budget-commands.js';
import { accountOf } from './budget-state.js';
import { standing, type BudgetOver } from './budgets-over.js';
import type { Decision } from '../decider.js';
import { considerCall, refuseCall } from './reserve-call.js';
import { isEnded, type ExecutionState } from '../state/state.js';

/*
 * I1  A call charged to a shared budget is let go out of what the execution was given of it; where that is too little the call waits, and is refused when the budget has
 *     nothing left to give.
 * I2  One draw per budget is under way at a time, for the call at the head of those that lack it.
 * I3  What is not in use goes back when another execution needs it, and when this one ends; what was spent is told with it.
 */
/** So many calls of the kind that is asked for are drawn at once, if there is plenty. */
const AHEAD = 4;

/** Budgets that the calls of this execution share with others: that of its workflow, and that of the org. */
export function sharedOver(state: ExecutionState, org: PoolLimits | undefined): readonly (BudgetOver & { readonly limits: PoolLimits })[] {
  const { workflowBudget } = state.plan;
  const over: (BudgetOver & { readonly limits: PoolLimits })[] = [];
  if (workflowBudget) over.push({ account: '@workflow', budget: workflowBudget, limits: workflowBudget });
  if (org) over.push({ account: '@org', budget: org, limits: org });
  return over;
}
/** What the execution may use of a shared budget now: what it was given, in the dimensions that are limited. */
export function allowed(state: ExecutionState, { account, limits }: { readonly account: string; readonly limits: PoolLimits }): Limit {
  const { raised } = accountOf(state, account);
  return Object.fromEntries(
    DIMENSIONS.filter((dimension) => limits[dimension] !== undefined).map((dimension) => [dimension, raised[dimension]]),
  );
}

/** The call waits; what it lacks is asked for, unless it is already. */
export function queueCall(
  decision: Decision,
  call: CallAsked,
  asked: Amount,
  lacking: readonly (BudgetOver & { readonly limits: PoolLimits })[],
): void {
  const { state, emit } = decision;
  const { path, index, token } = call;
  if (state.budget?.queue.get(path)?.get(index)?.token !== token) emit({ type: 'CallQueued', ...call });
  for (const { account, limits } of lacking) {
    const known = state.budget?.allowances.get(account);
    if (known?.asking) continue;
    const key = known?.key ?? poolKey(account === '@workflow' ? state.workflowId : null);
    const n = (known?.n ?? 0) + 1;
    emit({ type: 'AllowanceAsked', account, key, n, path, index, limits });
    const need = excess(standing(state, account, asked).after, allowed(state, { account, limits }));
    decision.send(sharedId(state.org, 'budget', key), {
      type: 'SharedDraw',
      kind: 'budget',
      key,
      execution: state.id,
      n,
      need,
      want: ahead(need, asked),
      spent: accountOf(state, account).spent,
      returned: known?.returned ?? NOTHING,
      limits: account === '@org' ? null : limits,
    });
  }
}
function ahead(need: Amount, asked: Amount): Amount {
  let want = need;
  for (let i = 1; i < AHEAD; i++) want = addAmount(want, asked);
  return want;
}

/** What a shared budget says. A repeat, or what nobody waits for any more, changes nothing here. */
export function hearAllowance(command: AllowanceCommand, decision: Decision): void {
  const { state, emit } = decision;
  const { key } = command;
  const [account, allowance] = [...(state.budget?.allowances ?? [])].find(([, known]) => known.key === key) ?? [];
  if (command.type === 'RecallAllowance') {
    if (account !== undefined) returnRest(decision, account);
    return tellSpent(state, decision.send, key, account, isEnded(state));
  }
  const { n } = command;
  const asking = allowance?.n === n ? allowance.asking : null;
  if (account === undefined || !asking || isEnded(state)) {
    // What was taken already has had its event; what nobody waits for goes back.
    if (command.type === 'GrantAllowance' && (asking || !allowance || allowance.n < n)) decline(decision, key, n);
    return;
  }
  if (command.type === 'GrantAllowance') emit({ type: 'AllowanceGranted', account, n, amount: command.amount });
  else {
    emit({ type: 'AllowanceRefused', account, n });
    const call = state.budget?.queue.get(asking.path)?.get(asking.index);
    if (call) refuseCall(decision, call, account);
  }
  for (const calls of [...(state.budget?.queue.values() ?? [])]) for (const call of [...calls.values()]) considerCall(decision, call);
}
function decline({ state, send }: Decision, key: string, n: number): void {
  send(sharedId(state.org, 'budget', key), { type: 'SharedDecline', kind: 'budget', key, execution: state.id, n });
}
/** Gives back what was granted and is neither spent nor reserved. */
function returnRest({ state, emit }: Pick<Decision, 'state' | 'emit'>, account: string): void {
  const rest = subtractAmount(accountOf(state, account).raised, standing(state, account, NOTHING).after);
  const amount: Amount = {
    cost: rest.cost.startsWith('-') ? '0' : rest.cost,
    tokens: Math.max(0, rest.tokens),
    calls: Math.max(0, rest.calls),
  };
  if (!isNothing(amount)) emit({ type: 'AllowanceReturned', account, amount });
}
function tellSpent(state: ExecutionState, send: Decision['send'], key: string, account: string | undefined, final: boolean): void {
  const spent = account === undefined ? NOTHING : accountOf(state, account).spent;
  const returned = (account === undefined ? undefined : state.budget?.allowances.get(account)?.returned) ?? NOTHING;
  send(sharedId(state.org, 'budget', key), { type: 'SharedSettle', kind: 'budget', key, execution: state.id, spent, returned, final });
}
/** The execution is about to end: nothing of what it was given stays with it. */
export function settleAllowances({ state, emit, send }: Pick<Decision, 'state' | 'emit' | 'send'>): void {
  for (const [account, { key }] of state.budget?.allowances ?? []) {
    returnRest({ state, emit }, account);
    tellSpent(state, send, key, account, true);
  }
}
