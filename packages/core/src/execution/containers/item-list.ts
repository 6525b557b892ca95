import { sha256Hex } from '../../canonical.js';
import { isRef, type Held, type Json } from '../../json.js';
import type { ItemChunk } from './container-state.js';
import { holdValue, utf8Length, valueOf } from '../hold.js';
import type { ExecutionState } from '../state/state.js';

/** A long list is cut into chunks of about this many bytes of JSON text: what one iteration has to load at most, besides a larger item of its own. */
const CHUNK_BYTES = 64 * 1024;

/** The items as events hold them; `from`: the index of the first. A list that fits into the event has no chunks. @throws AppError VALUE_TOO_LARGE */
export const holdItems = (state: ExecutionState, items: readonly Json[], from = 0): HeldItems =>
  cutItems(items, (digest, text) => state.blobs.set(digest, text), from);
export interface HeldItems {
  readonly items: Held;
  readonly chunks?: readonly ItemChunk[];
}
/** The same for a list that a command brings; `keep` receives what the object store has to hold. @throws AppError VALUE_TOO_LARGE */
export function cutItems(items: readonly Json[], keep: (digest: string, text: string) => void, from = 0): HeldItems {
  const held = holdValue(items, keep);
  if (!isRef(held)) return { items: held };
  const chunks: ItemChunk[] = [];
  let texts: string[] = [];
  let length = 0;
  let first = from;
  const close = (next: number): void => {
    const text = `[${texts.join(',')}]`;
    const ref = `sha256:${sha256Hex(text)}`;
    keep(ref, text);
    chunks.push({ from: first, items: { ref, size: utf8Length(text) } });
    texts = [];
    length = 0;
    first = next;
  };
  for (const [index, item] of items.entries()) {
    const text = JSON.stringify(item);
    if (length > 0 && length + text.length > CHUNK_BYTES) close(from + index);
    texts.push(text);
    length += text.length;
  }
  close(from + items.length);
  return { items: held, chunks };
}
/** The chunks of a list that begins at `from`, whether or not its event cut it. */
export const chunksOf = (held: HeldItems, from = 0): readonly ItemChunk[] => held.chunks ?? [{ from, items: held.items }];

/** One item. @throws NeedValues naming the chunk to be loaded first */
export function itemAt(state: ExecutionState, chunks: readonly ItemChunk[], index: number): Json {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((chunks[middle] as ItemChunk).from <= index) low = middle;
    else high = middle - 1;
  }
  const chunk = chunks[low] as ItemChunk;
  return (valueOf(state, chunk.items) as readonly Json[])[index - chunk.from] ?? null;
}
