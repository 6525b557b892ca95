import type { PoolLimits } from '../../shared/shared-commands.js';
import type { Amount, Limit } from './budget-amount.js';
import type { CallAsked } from './budget-commands.js';

/**
 * What the books of budgets record. An account is named by the path of the node or container whose budget it is; '' is the execution's own; `@workflow` and `@org` hold what
 * it has been given of the budgets that it shares with other executions.
 */
export type BudgetEvent = CallReserved | CallQueued | BudgetExceeded | BudgetRaised | AllowanceEvent;

/** A call may leave: until its step is recorded, its maximum is held in every account it is charged to. */
export interface CallReserved extends CallAsked {
  readonly type: 'CallReserved';
  readonly accounts: readonly string[];
}
/** A call waits until its execution has been given more of the shared budgets it is charged to. */
export interface CallQueued extends CallAsked {
  readonly type: 'CallQueued';
}
/** More of the shared budget `key` was asked for, for the account; the execution's draw number `n` from it. */
export interface AllowanceAsked {
  readonly type: 'AllowanceAsked';
  readonly account: string;
  readonly key: string;
  readonly n: number;
  /** For this call: refused, it is the call that is. */
  readonly path: string;
  readonly index: number;
  readonly limits: PoolLimits;
}
export type AllowanceEvent =
  | AllowanceAsked
  | { readonly type: 'AllowanceGranted'; readonly account: string; readonly n: number; readonly amount: Amount }
  | { readonly type: 'AllowanceRefused'; readonly account: string; readonly n: number }
  /** What was not in use has gone back. */
  | { readonly type: 'AllowanceReturned'; readonly account: string; readonly amount: Amount };
/** Which way a call would take: as the node asks (`asked`: there is a cheaper one, `only`: there is none), or the cheaper one. */
export type CallRoute = 'asked' | 'only' | 'cheaper';

/** A call would break a budget: what became of it. */
export interface BudgetExceeded {
  readonly type: 'BudgetExceeded';
  readonly path: string;
  readonly attempt: number;
  readonly index: number;
  readonly token: string;
  readonly name: string;
  readonly account: string;
  /** The node fails, a person is asked, or the call takes the cheaper route. */
  readonly action: 'fail' | 'ask' | 'cheaper';
  readonly asked: Amount;
  readonly limit: Limit;
  readonly spent: Amount;
  readonly reserved: Amount;
}
/** A person added to a budget. */
export interface BudgetRaised {
  readonly type: 'BudgetRaised';
  /** The account. */
  readonly path: string;
  /** The node whose question was answered. */
  readonly node: string;
  readonly added: Amount;
  readonly by: string;
}
