import type { ExecutionId } from '../ids.js';
import type { Amount } from '../execution/budgets/budget-amount.js';
import type { Held } from '../json.js';
import type { WorkflowBudgetDefinition } from '../workflow/definition/definition.js';

/** Kinds of deciders that executions of an org share, each by key. */
export type SharedKind = SharedCommand['kind'];
/**
 * What shared deciders are asked. Each carries its decider's kind and key, so that the first one can create it. `Shared` begins every type:
 * nothing else is sent to a decider, and these to nothing else.
 */
export type SharedCommand = MutexCommand | KeyedSignalCommand | PoolCommand;

/** Who asks: the node at `path` of an execution, for the time that `ticket` stands for. */
export interface Claimant {
  readonly execution: ExecutionId;
  readonly path: string;
  /** Unique within the execution: the number of the event by which the node began to wait. */
  readonly ticket: number;
}
export type MutexCommand = { readonly kind: 'mutex'; readonly key: string; readonly claimant: Claimant } & (
  | { readonly type: 'SharedAcquire' }
  /** Gives back what is held, or a place in the queue. */
  | { readonly type: 'SharedRelease' }
);
/** `key` is `signalKey(name, key)`. */
export type KeyedSignalCommand = { readonly kind: 'signal'; readonly key: string } & (
  | {
      readonly type: 'SharedSignal';
      readonly id: string;
      readonly payload: Held;
      /** How long it is kept for want of a waiter, milliseconds. */
      readonly ttlMs: number;
      readonly by: string;
    }
  | { readonly type: 'SharedAwait'; readonly claimant: Claimant }
  /** The waiter has it: it is gone for good. */
  | { readonly type: 'SharedTaken'; readonly claimant: Claimant; readonly id: string }
  /** The waiter waits no more; a signal on its way to it goes to the next. */
  | { readonly type: 'SharedForgo'; readonly claimant: Claimant }
);
/** A budget over executions; `key` is `poolKey(...)`. Amounts reported are sums since the execution began. */
export type PoolCommand = { readonly kind: 'budget'; readonly key: string } &
  /** Sets what it limits; nothing: it limits nothing. */
  (
    | { readonly type: 'SharedLimit'; readonly limits: PoolLimits; readonly by: string }
    /** Asks for at least `need`, at most `want`, as the execution's draw number `n` (from 1). `limits` `null`: those that are set. */
    | {
        readonly type: 'SharedDraw';
        readonly execution: ExecutionId;
        readonly n: number;
        readonly need: Amount;
        readonly want: Amount;
        readonly spent: Amount;
        readonly returned: Amount;
        readonly limits: PoolLimits | null;
      }
    /** Says what was spent, and gives back what is not used. `final`: it has ended. */
    | {
        readonly type: 'SharedSettle';
        readonly execution: ExecutionId;
        readonly spent: Amount;
        readonly returned: Amount;
        readonly final: boolean;
      }
    /** Nobody will ever say what the execution spent: all it held. */
    | { readonly type: 'SharedForfeit'; readonly execution: ExecutionId }
    /** A grant came that nobody waits for any more. */
    | { readonly type: 'SharedDecline'; readonly execution: ExecutionId; readonly n: number }
  );
export type PoolLimits = WorkflowBudgetDefinition;
/** The budget of a workflow's executions, or (`null`) of all of the org. */
export const poolKey = (workflowId: string | null): string => (workflowId === null ? 'org' : `workflow\n${workflowId}`);
export const isSharedCommand = (command: { readonly type: string }): command is SharedCommand => command.type.startsWith('Shared');
/** One text for a signal's name and key; a name holds no line feed. */
export const signalKey = (name: string, key: string): string => `${name}\n${key}`;
