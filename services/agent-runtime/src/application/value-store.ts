import { createHash } from 'node:crypto';
import { AppError, fitsInline, INLINE_VALUE_BYTES, isRef, MAX_VALUE_BYTES, type Held, type HeldRef, type Json } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';

export interface ValueStore {
  /** The value, verified against its digest. @throws AppError VALUE_NOT_FOUND, VALUE_CORRUPT */
  load(org: string, executionId: string, held: HeldRef): Promise<Json>;
  /** In place up to 32 KiB of JSON text, else in the object store. Answers at once for small values. @throws AppError VALUE_TOO_LARGE over 16 MB */
  hold(org: string, executionId: string, value: Json): Held | Promise<Held>;
}
const CACHE_BYTES = 32 * 1024 * 1024;

/** Values over 32 KiB live at `<org>/<execution>/<sha256>`; those loaded last are kept in memory, because a map's instances all read the same ones. */
export function createValueStore(objects: ObjectStore): ValueStore {
  const cache = new Map<string, { readonly value: Json; readonly size: number }>(); // in order of use, oldest first
  let cached = 0;
  const keep = (key: string, value: Json, size: number): void => {
    if (size > CACHE_BYTES / 4 || cache.has(key)) return;
    cache.set(key, { value, size });
    cached += size;
    for (const [oldest, entry] of cache) {
      if (cached <= CACHE_BYTES) return;
      cache.delete(oldest);
      cached -= entry.size;
    }
  };
  const store = async (org: string, executionId: string, text: string): Promise<HeldRef> => {
    const bytes = Buffer.from(text);
    if (bytes.length > MAX_VALUE_BYTES) {
      throw new AppError('VALUE_TOO_LARGE', `the value has ${bytes.length} bytes of JSON, at most ${MAX_VALUE_BYTES} are allowed`, {
        size: bytes.length,
      });
    }
    const hex = sha256(bytes);
    await objects.put(`${org}/${executionId}/${hex}`, bytes);
    return { ref: `sha256:${hex}`, size: bytes.length };
  };
  return {
    async load(org, executionId, { ref, size }) {
      const hex = ref.slice('sha256:'.length);
      const key = `${org}/${executionId}/${hex}`;
      const known = cache.get(key);
      if (known) {
        cache.delete(key);
        cache.set(key, known);
        return known.value;
      }
      const bytes = await objects.get(key);
      if (!bytes) throw new AppError('VALUE_NOT_FOUND', `the value ${ref} is not in the object store`, { ref });
      if (sha256(bytes) !== hex)
        throw new AppError('VALUE_CORRUPT', `the value ${ref} does not have the digest it is stored under`, { ref });
      const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
      keep(key, value, size);
      return value;
    },
    hold(org, executionId, value) {
      if (fitsInline(value)) return { value };
      const text = JSON.stringify(value);
      if (text.length <= INLINE_VALUE_BYTES && Buffer.byteLength(text) <= INLINE_VALUE_BYTES) return { value };
      return store(org, executionId, text);
    },
  };
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** The value of a held one that was just made or came in place. */
export const inPlace = (held: Held): Json | undefined => (isRef(held) ? undefined : held.value);
