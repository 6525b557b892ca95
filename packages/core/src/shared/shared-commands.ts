import type { ExecutionId } from '../ids.js';
import type { Held } from '../json.js';

/** Kinds of deciders that executions of an org share, each by key. */
export type SharedKind = SharedCommand['kind'];
/**
 * What shared deciders are asked. Each carries its decider's kind and key, so that the first one can create it. `Shared` begins every type:
 * nothing else is sent to a decider, and these to nothing else.
 */
export type SharedCommand = MutexCommand | KeyedSignalCommand;

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
  | { readonly type: 'SharedTaken'; readonly claimant: Claimant }
  /** The waiter waits no more; a signal on its way to it goes to the next. */
  | { readonly type: 'SharedForgo'; readonly claimant: Claimant }
);
export const isSharedCommand = (command: { readonly type: string }): command is SharedCommand => command.type.startsWith('Shared');
/** One text for a signal's name and key; a name holds no line feed. */
export const signalKey = (name: string, key: string): string => `${name}\n${key}`;
