import type { Amount, Limit } from './budget-amount.js';

/** What the books of budgets record. An account is named by the path of the node or container whose budget it is; '' is the execution's own. */
export type BudgetEvent = CallReserved | BudgetExceeded | BudgetRaised;

/** A call may leave: until its step is recorded, its maximum is held in every account it is charged to. */
export interface CallReserved {
  readonly type: 'CallReserved';
  readonly path: string;
  readonly attempt: number;
  /** Call index within the task. */
  readonly index: number;
  /** The dispatch that asked. */
  readonly token: string;
  /** Model or tool. */
  readonly name: string;
  readonly route: CallRoute;
  /** At most; `null` where the price is not known and no account limits money. */
  readonly cost: string | null;
  readonly tokens: number;
  readonly calls: number;
  readonly accounts: readonly string[];
}
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
