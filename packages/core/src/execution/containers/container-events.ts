import type { Held } from '../../json.js';
import type { ItemChunk } from './container-state.js';
import type { ExecutionError } from '../events/events.js';

/** What happens to containers (map, loop, statemachine) besides the beginning and the end of their bodies. */
export type ContainerEvent =
  /** Nothing can be done until something comes from outside. */
  | { readonly type: 'NodeWaiting'; readonly path: string }
  /** A body has failed, and its container (a statemachine, or a map that no longer waits for it) does not fail with it. */
  | { readonly type: 'BodyFailed'; readonly path: string; readonly index: number; readonly error: ExecutionError }
  /** A body that ran on without its container was cancelled. */
  | { readonly type: 'BodyCancelled'; readonly path: string; readonly index: number }
  /** `count`: `null` where a condition says when it ends. */
  | {
      readonly type: 'LoopStarted';
      readonly path: string;
      readonly items?: Held;
      readonly count: number | null;
      readonly chunks?: readonly ItemChunk[];
    }
  /** Iteration `index` was passed over by `continueWhen`. */
  | { readonly type: 'BodySkipped'; readonly path: string; readonly index: number }
  /** More items for a map that runs; `id` of the command that brought them, if one did. */
  | {
      readonly type: 'ItemsAdded';
      readonly path: string;
      readonly items: Held;
      readonly count: number;
      readonly chunks?: readonly ItemChunk[];
      readonly id?: string;
    }
  /** No more items will come: the map ends with those it has. */
  | { readonly type: 'MapClosed'; readonly path: string }
  /** These bodies run on without their container; `calledOff`: only to the end of the calls in flight that must not be broken off. */
  | { readonly type: 'BodiesReleased'; readonly path: string; readonly indices: readonly number[]; readonly calledOff?: boolean }
  | { readonly type: 'StateEntered'; readonly path: string; readonly state: string; readonly event: Held }
  /** The entry has run: events are looked at from here on. `dueAt` (epoch ms) and `target`: the earliest of `after`, if there is one. */
  | { readonly type: 'StateReady'; readonly path: string; readonly dueAt: number | null; readonly target: string | null }
  /** The state is left because of `on` (a signal's name, `done`, `error` or `after`). */
  | { readonly type: 'TransitionTaken'; readonly path: string; readonly on: string; readonly event: Held; readonly target: string };
