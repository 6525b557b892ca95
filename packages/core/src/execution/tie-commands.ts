import type { ExecutionId } from '../ids.js';
import type { Amount } from './budget-amount.js';
import type { Held } from '../json.js';
import type { ChildStatus } from './tie-events.js';
import type { NodeError, Usage } from './views.js';

/** What others tell an execution by message: at least once, so each of them is silent when it comes again or too late. */
export type TieCommand =
  | EndChild
  /** The mutex is this node's. One that no longer wants it gives it back. */
  | { readonly type: 'MutexGranted'; readonly path: string; readonly ticket: number; readonly key: string }
  /** A keyed signal for this node. One that no longer waits gives it back. */
  | {
      readonly type: 'DeliverSignal';
      readonly path: string;
      readonly ticket: number;
      readonly key: string;
      readonly id: string;
      readonly payload: Held;
    };
/** A child has ended, or could not be started. */
export interface EndChild {
  readonly type: 'EndChild';
  readonly path: string;
  readonly childId: ExecutionId;
  readonly status: ChildStatus;
  readonly output?: Held;
  readonly error?: NodeError;
  readonly usage: Usage;
  /** What it used of the budget it was given. */
  readonly spent?: Amount;
}
