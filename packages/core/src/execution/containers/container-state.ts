import type { Held } from '../../json.js';
import type { ExecutionError } from '../events/events.js';

/** Items of a container: a long list lies in the object store in chunks, so that an iteration loads its own and never the whole list. */
export interface ItemChunk {
  /** Index of its first item. */
  readonly from: number;
  readonly items: Held;
}
export interface MapState {
  /** The list it began with, for people to see. */
  readonly items: Held;
  /** In order of `from`. */
  readonly chunks: ItemChunk[];
  /** Items known so far: grows while the map is open. */
  count: number;
  /** Index of the next item to begin. */
  next: number;
  /** Indices of the iterations that run. */
  readonly running: Set<number>;
  readonly outputs: (Held | undefined)[];
  completed: number;
  /** Index of the iteration that completed last; -1: none has. */
  latest: number;
  /** Whether more items may come: it does not end before the signal of `closeOn`. */
  open: boolean;
  /** Ids of the additions by command: the same id twice is one addition. */
  readonly additions: Set<string>;
}
export interface LoopState {
  /** The list it goes through; `null` where it counts or asks a condition. */
  readonly items: Held | null;
  readonly chunks: readonly ItemChunk[];
  /** How many iterations there are, where that is known. */
  readonly count: number | null;
  /** Index of the next iteration to look at. */
  next: number;
  /** Whether the iteration before `next` runs. */
  running: boolean;
  readonly outputs: Held[];
}
/** Where one run of a state's body belongs: `machine[k]/…` is the k-th. */
export interface PhaseState {
  readonly state: string;
  readonly phase: 'entry' | 'body' | 'exit';
}
export interface MachineState {
  /** Name of the state it is in. */
  state: string;
  /**
   * `entry` and `exit`: these bodies run or are to, events wait. `entered`: the entry has run, or there is none; `left`: the same of the exit.
   * `ready`: the body runs or has run, events are looked at.
   */
  stage: 'entry' | 'entered' | 'ready' | 'exit' | 'left';
  /** How many states have been entered. */
  visits: number;
  /** What led here: the payload of the event. */
  event: Held;
  /** Where it goes once it has left its state. */
  target: string | null;
  /** Where the timer leads while the state is ready. */
  timeout: string | null;
  /** When, epoch milliseconds. */
  dueAt: number | null;
  /** Whether a phase's body runs: the last of `NodeState.phases`. */
  running: boolean;
  /** The state's body has completed, or there is none. */
  done: boolean;
  /** Why the state's entry or body failed, until a transition has taken it. */
  failure: ExecutionError | null;
  /** Output of the phase body that ended last. */
  last: Held;
}
