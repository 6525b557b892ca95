import type { CallRoute } from './budget-events.js';

/** Commands about budgets. */
export type BudgetCommand = ReserveCall;

/** A worker asks leave for a call before it makes it; never for one that is recorded. */
export interface ReserveCall {
  readonly type: 'ReserveCall';
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
}
