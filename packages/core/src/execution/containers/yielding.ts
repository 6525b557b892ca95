import { INLINE_VALUE_BYTES, isRef, type Held } from '../../json.js';
import type { Decision } from '../decider.js';
import { budgetAfter } from '../hold.js';

/*
 * A container whose bodies are decided inline could fill one decision with everything it will ever do. It stops after a while instead:
 * its node blocks (`NodeStarted`), what was decided is committed, and a `Continue` goes on from there.
 */

/** A decision that has emitted so many events, or outputs of so many bytes, begins no further iteration. */
export const EVENTS_PER_DECISION = 2_000;
export const BYTES_PER_DECISION = 256 * 1024;

/** Whether this decision is large enough: no further iteration begins in it. */
export const isSpent = ({ state, from, spent }: Decision): boolean =>
  state.seq - from >= EVENTS_PER_DECISION || spent.bytes >= BYTES_PER_DECISION;
/** Counts a value that an iteration has added to the decision's events. */
export function spend({ spent }: Decision, held: Held): void {
  spent.bytes += isRef(held) ? 100 : INLINE_VALUE_BYTES - budgetAfter(held.value, INLINE_VALUE_BYTES);
}
/** The container at `path` has more to do, in a decision of its own. */
export function yieldAt({ state, emit }: Decision, path: string): void {
  if (!state.blocked.has(path)) emit({ type: 'NodeStarted', path });
  state.yielded = true;
}
