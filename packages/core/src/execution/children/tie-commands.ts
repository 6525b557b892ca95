import type { ExecutionId } from '../../ids.js';
import type { Amount } from '../budgets/budget-amount.js';
import type { Held } from '../../json.js';
import type { SegmentEnd } from './segment-state.js';
import type { ChildStatus } from './tie-events.js';
import type { NodeError, Usage } from '../views/views.js';

/** What others tell an execution by message: at least once, so each of them is silent when it comes again or too late. */
export type TieCommand =
  | EndChild
  /** A child cannot be retried (it was undone, or is no more): whoever asked begins another one. `n`: the last order it heard. */
  | { readonly type: 'DeclineRetry'; readonly path: string; readonly childId: ExecutionId; readonly n: number; readonly error: NodeError }
  /** A child that nobody waits for could not be started. */
  | { readonly type: 'ReportNotStarted'; readonly path: string; readonly childId: ExecutionId; readonly error: NodeError }
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
  /** The last order that it followed: tells this end from those before it. */
  readonly n?: number;
  /** It has done something that can be undone. */
  readonly undoable?: true;
  /** `false`: it could not be started. */
  readonly begun?: false;
  /** Of an execution that runs a segment: how its nodes ended. */
  readonly segment?: SegmentEnd;
}
/** That a command comes from the execution around this one: for which node of it, and a number that rises from one to the next. */
export interface ParentOrder {
  readonly path: string;
  readonly n: number;
}
