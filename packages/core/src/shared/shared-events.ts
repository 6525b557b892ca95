import type { Held } from '../json.js';
import type { Claimant, SharedKind } from './shared-commands.js';

/** What shared deciders report: events in their own logs, under the rules of all events. */
export type SharedEventBody =
  /** The first of every decider. */
  { readonly type: 'SharedOpened'; readonly kind: SharedKind; readonly key: string } | MutexEvent | KeyedSignalEvent;
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
