import type { PoolLimits } from '../../shared/shared-commands.js';
import type { Amount } from './budget-amount.js';
import type { CallRoute } from './budget-events.js';

/** Commands about budgets. */
export type BudgetCommand = ReserveCall | AllowanceCommand;

/** A call that wants to be made. */
export interface CallAsked {
  readonly path: string;
  readonly attempt: number;
  /** Call index within the task. */
  readonly index: number;
  /** The dispatch that asks: the same call asked by another one is another call. */
  readonly token: string;
  /** Model or tool. */
  readonly name: string;
  readonly route: CallRoute;
  /** What it may cost at most, USD; `null`: its price is not known. */
  readonly cost: string | null;
  /** What it may read and write at most. */
  readonly tokens: number;
  readonly calls: number;
  /** The budget of the org, where it has one. */
  readonly org?: PoolLimits;
}
/** A worker asks leave for a call before it makes it; never for one that is recorded. */
export interface ReserveCall extends CallAsked {
  readonly type: 'ReserveCall';
}
/** What the shared budget `key` tells an execution: by message, at least once. */
export type AllowanceCommand =
  | { readonly type: 'GrantAllowance'; readonly key: string; readonly n: number; readonly amount: Amount }
  | { readonly type: 'RefuseAllowance'; readonly key: string; readonly n: number }
  /** Another execution has too little: what is not in use goes back. */
  | { readonly type: 'RecallAllowance'; readonly key: string };
