import type { Amount } from '../execution/budgets/budget-amount.js';
import type { ExecutionId } from '../ids.js';
import type { Held } from '../json.js';
import type { Claimant, PoolLimits, SharedKind } from './shared-commands.js';

/** What shared deciders report: events in their own logs, under the rules of all events. */
export type SharedEventBody =
  /** The first of every decider. */
  { readonly type: 'SharedOpened'; readonly kind: SharedKind; readonly key: string } | MutexEvent | KeyedSignalEvent | PoolEvent;
export type MutexEvent =
  | { readonly type: 'MutexQueued'; readonly claimant: Claimant }
  | { readonly type: 'MutexHanded'; readonly claimant: Claimant }
  | { readonly type: 'MutexReleased'; readonly claimant: Claimant };
export type KeyedSignalEvent =
  | { readonly type: 'KeyedSignalKept'; readonly id: string; readonly payload: Held; readonly expiresAt: number }
  | { readonly type: 'KeyedWaiterQueued'; readonly claimant: Claimant }
  /** Goes to this waiter: a new one (`payload` given) or one that was kept. It is the waiter's once it says so. */
  | {
      readonly type: 'KeyedSignalSent';
      readonly id: string;
      readonly claimant: Claimant;
      readonly payload?: Held;
      readonly expiresAt: number;
    }
  | { readonly type: 'KeyedSignalReceived'; readonly claimant: Claimant }
  /** The waiter waits no more: its place is free, and what was on its way to it is kept again, ahead of all others. */
  | { readonly type: 'KeyedWaiterGone'; readonly claimant: Claimant }
  | { readonly type: 'KeyedSignalsExpired'; readonly ids: readonly string[] };
/** Of a budget over executions. */
export type PoolEvent =
  | { readonly type: 'PoolLimited'; readonly limits: PoolLimits; readonly by: string }
  /** An execution asks for more; those named are asked first what they do not use. */
  | {
      readonly type: 'PoolAsked';
      readonly execution: ExecutionId;
      readonly n: number;
      readonly need: Amount;
      readonly want: Amount;
      readonly spent: Amount;
      readonly returned: Amount;
      readonly awaited: readonly ExecutionId[];
    }
  | { readonly type: 'PoolDrawn'; readonly execution: ExecutionId; readonly n: number; readonly amount: Amount }
  | { readonly type: 'PoolRefused'; readonly execution: ExecutionId; readonly n: number }
  | {
      readonly type: 'PoolSettled';
      readonly execution: ExecutionId;
      readonly spent: Amount;
      readonly returned: Amount;
      readonly final: boolean;
    }
  | { readonly type: 'PoolForfeited'; readonly execution: ExecutionId }
  | { readonly type: 'PoolDeclined'; readonly execution: ExecutionId; readonly n: number };
