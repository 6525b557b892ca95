import type { Json } from '../../api/types.js';

/** Inputs kept per workflow, and what they may take together, in UTF-16 units. */
const KEPT = 8;
const ALL = 400_000;

export interface KeptInput {
  readonly input: Json;
  /** Epoch milliseconds. */
  readonly at: number;
}
/** Puts `input` before the others, drops its repeat and what is too much. */
export function withInput(kept: readonly KeptInput[], input: Json, at: number): readonly KeptInput[] {
  const text = JSON.stringify(input);
  let room = ALL;
  return [{ input, at }, ...kept.filter((one) => JSON.stringify(one.input) !== text)].slice(0, KEPT).filter((one) => {
    room -= JSON.stringify(one.input).length;
    return room >= 0;
  });
}
