import type { ExecutionId } from '../../ids.js';
import type { Amount } from '../budgets/budget-amount.js';
import type { Held } from '../../json.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import type { NodeError, Usage } from '../views/views.js';

/** What ties a node to something outside its execution: a child, a mutex, a place in the queue of a keyed signal. */
export type TieEvent =
  /** The node is to run a workflow of its own: `childId` is derived, so that asking again finds the same one. */
  | {
      readonly type: 'ChildRequested';
      readonly path: string;
      readonly childId: ExecutionId;
      /** The number of this event: tells this child from others of the same node. */
      readonly occurrence: number;
      readonly workflow: string;
      readonly revision: number | 'draft' | 'latest';
      /** `null`: the revision released when the child starts, which its own start records. */
      readonly digest: string | null;
      readonly input: Held;
      readonly detached: boolean;
      /** When the node gives up waiting for it, epoch milliseconds. */
      readonly expiresAt: number | null;
      /** It runs this segment of the revision, which begins with the node. */
      readonly segment?: string;
    }
  /** What the segment's execution does is of no use any more: it was asked to stop, and the node ends when it has. */
  | { readonly type: 'SegmentCalledOff'; readonly path: string }
  | {
      readonly type: 'ChildEnded';
      readonly path: string;
      readonly childId: ExecutionId;
      readonly status: ChildStatus;
      readonly usage: Usage;
      /** What it used of the budget it was given. */
      readonly spent?: Amount;
      /** It has done something that can be undone. */
      readonly undoable?: true;
      /** `false`: it could not be started. */
      readonly begun?: false;
      /** Of a segment: nodes of it that it has undone. */
      readonly undone?: readonly string[];
    }
  /** The child that the node had before a retry goes on; the number of this event tells its next end from those before. */
  | { readonly type: 'ChildRetried'; readonly path: string; readonly childId: ExecutionId; readonly expiresAt: number | null }
  /** That child cannot go on: another one begins. */
  | { readonly type: 'ChildDeclined'; readonly path: string; readonly childId: ExecutionId; readonly error: NodeError }
  /** A child that nobody waits for could not be started. May stand behind the end of the execution. */
  | { readonly type: 'ChildNotStarted'; readonly path: string; readonly childId: ExecutionId; readonly error: NodeError }
  /** The execution around this one asked for something, by its message number `n`; `budget`: what it lets this one use from now on. */
  | {
      readonly type: 'OrderHeard';
      readonly by: string;
      readonly n: number;
      readonly what: 'Pause' | 'Resume' | 'Stop' | 'Compensate' | 'RetryExecution';
      readonly budget?: BudgetDefinition;
    }
  /** The node asked for the mutex and waits until it is granted. */
  | {
      readonly type: 'MutexRequested';
      readonly path: string;
      readonly key: string;
      /** The number of this event: tells this request from others of the same node. */
      readonly ticket: number;
      readonly expiresAt: number | null;
      /** It is a container that had it before: until it has it again, the execution is paused. */
      readonly gate?: boolean;
    }
  | { readonly type: 'MutexAcquired'; readonly path: string; readonly ticket: number }
  /** A keyed signal arrived for the node, which completes with it. */
  | { readonly type: 'KeyedSignalTaken'; readonly path: string; readonly ticket: number; readonly id: string };
export type ChildStatus = 'completed' | 'failed' | 'stopped';
