import { AppError } from '../errors/app-error.js';
import { sha256Hex } from '../canonical.js';
import { INLINE_VALUE_BYTES, isRef, MAX_VALUE_BYTES, type Held, type Json } from '../json.js';
import type { ExecutionState } from './state/state.js';

/** Thrown inside a decision when it meets values that lie in the object store. Never leaves `decide`. */
export class NeedValues extends Error {
  constructor(readonly digests: readonly string[]) {
    super('values must be loaded first');
  }
}
/** Whether the JSON text of `value` is surely no longer than `limit` bytes; stops walking as soon as it may be longer. */
export function fitsInline(value: Json, limit = INLINE_VALUE_BYTES): boolean {
  return budgetAfter(value, limit) >= 0;
}
/** What is left of `budget` after the JSON text of `value`, counted generously; negative as soon as it may be too long. */
export function budgetAfter(value: Json, budget: number): number {
  if (typeof value === 'string') return budget - value.length * 3 - 2;
  if (typeof value !== 'object' || value === null) return budget - 24;
  if (Array.isArray(value)) {
    budget -= 2;
    for (const item of value as readonly Json[]) {
      if ((budget = budgetAfter(item, budget - 1)) < 0) return budget;
    }
    return budget;
  }
  budget -= 2;
  for (const key in value) {
    if ((budget = budgetAfter((value as { readonly [key: string]: Json })[key] as Json, budget - key.length * 3 - 4)) < 0) return budget;
  }
  return budget;
}
/** Length of `text` in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) bytes += unit > 0x7ff ? (unit >= 0xd800 && unit <= 0xdfff ? 1 : 2) : 1;
  }
  return bytes;
}
/**
 * Keeps a value as the log may hold it: in place up to 32 KiB of JSON text, by reference above; `keep` receives the text then.
 * @throws AppError VALUE_TOO_LARGE over 16 MB
 */
export function holdValue(value: Json, keep: (digest: string, text: string) => void): Held {
  if (fitsInline(value)) return { value };
  const text = JSON.stringify(value);
  const size = utf8Length(text);
  if (size <= INLINE_VALUE_BYTES) return { value };
  if (size > MAX_VALUE_BYTES)
    throw new AppError('VALUE_TOO_LARGE', `the value has ${size} bytes, at most ${MAX_VALUE_BYTES} are allowed`, { size });
  const ref = `sha256:${sha256Hex(text)}`;
  keep(ref, text);
  return { ref, size };
}
export const holdIn = (state: ExecutionState, value: Json): Held => holdValue(value, (digest, text) => state.blobs.set(digest, text));

/** The value of a held one. @throws NeedValues when it has to be loaded first */
export function valueOf(state: ExecutionState, held: Held): Json {
  if (!isRef(held)) return held.value;
  const loaded = state.loaded.get(held.ref);
  if (loaded === undefined) throw new NeedValues([held.ref]);
  return loaded;
}
