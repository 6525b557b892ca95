import type { Json } from '../json.js';
import { unreachable } from '../unreachable.js';
import { budgetPoolRules, type PoolState } from './budget-pool.js';
import { keyedSignalRules, type KeyedSignalState } from './keyed-signal.js';
import { mutexRules, type MutexState } from './mutex.js';
import type { SharedCommand, SharedKind } from './shared-commands.js';
import type { SharedEventBody } from './shared-events.js';
import type { SharedKindRules } from './shared-kind.js';

/** What a shared decider's log folds to, by kind. */
export type SharedState =
  | { readonly kind: 'mutex'; readonly value: MutexState }
  | { readonly kind: 'signal'; readonly value: KeyedSignalState }
  | { readonly kind: 'budget'; readonly value: PoolState };
type AnyRules = SharedKindRules<SharedState['value'], SharedCommand, SharedEventBody>;
/** Every kind and its rules: a new one is a line here, one in `SharedState` and its commands and events. */
export function rulesOf(kind: SharedKind): AnyRules {
  switch (kind) {
    case 'mutex':
      return mutexRules as unknown as AnyRules;
    case 'signal':
      return keyedSignalRules as unknown as AnyRules;
    case 'budget':
      return budgetPoolRules as unknown as AnyRules;
    default:
      return unreachable(kind);
  }
}

export const createShared = (kind: SharedKind, key: string): SharedState => ({ kind, value: rulesOf(kind).create(key) }) as SharedState;
export const isSharedIdle = ({ kind, value }: SharedState): boolean => rulesOf(kind).isIdle(value);
/** As a snapshot keeps it. */
export const sharedToJson = ({ kind, value }: SharedState): Json => ({ kind, value: rulesOf(kind).toJson(value) });
export function sharedFromJson(json: Json): SharedState {
  const { kind, value } = json as { readonly kind: SharedKind; readonly value: Json };
  return { kind, value: rulesOf(kind).fromJson(value) } as SharedState;
}
