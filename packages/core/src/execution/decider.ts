import type { ExecutionId } from '../ids.js';
import type { SmallSet } from '../lazy-collections.js';
import type { ExecutionCommand } from './events/commands.js';
import type { ExecutionEventBody } from './events/events.js';
import type { ExecutionState } from './state/state.js';

/** A command on its way to `decide`, with everything that is not in the state: time, identity, randomness. */
export interface Envelope {
  readonly command: ExecutionCommand;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string;
  /** A whole number from which every random choice of this decision is drawn. */
  readonly seed: number;
}
/** Records an event: it has evolved the state on return. */
export type Emit = (event: ExecutionEventBody) => void;

/** One decision under way: what the functions of the node families share. */
export interface Decision {
  readonly state: ExecutionState;
  readonly emit: Emit;
  readonly at: number;
  /** The next number in [0, 1) of this decision's own sequence. */
  random(): number;
  /** Nodes whose incoming edges changed: looked at before the decision ends. */
  readonly ready: { readonly scope: string; readonly node: number }[];
  /** Keys of scopes that may have no token left. */
  readonly scopes: SmallSet<string>;
  /** The state's last event number before this decision. */
  readonly from: number;
  /** Rough bytes of what iterations have added to the decision's events. */
  readonly spent: { bytes: number };
  /** Tells another execution: stored with this decision's commit, delivered at least once after it is durable. */
  send(to: ExecutionId, command: ExecutionCommand): void;
}
/** mulberry32 (public domain, Tommy Ettinger): 32 bits of state, plenty for jitter. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
