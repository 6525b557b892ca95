import { createHash } from 'node:crypto';
import { AppError, holdValue, type ExecutionId, type Held, type Json, type OrgId } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';

/** Where a large value lies: `<org>/<execution>/<sha256 in hex>`. Retention deletes whole executions by prefix. */
export const valueKey = (org: OrgId, id: ExecutionId, digest: string): string => `${org}/${id}/${digest.replace(/^sha256:/, '')}`;

/** Parsed values that are kept for the next decision that needs them, by the length of their texts: a map asks for the same list once an item. */
const KEPT_CHARS = 8 * 1024 * 1024;

export interface Values {
  put(org: OrgId, id: ExecutionId, digest: string, text: string): Promise<void>;
  /** The JSON text. @throws AppError VALUE_NOT_FOUND, VALUE_CORRUPT when it does not match its digest */
  text(org: OrgId, id: ExecutionId, digest: string): Promise<string>;
  /** The value itself, not to be changed: read and verified once, then kept for a while. @throws AppError as `text` does */
  json(org: OrgId, id: ExecutionId, digest: string): Promise<Json>;
  /** Keeps a value for the log: large ones are stored before this resolves. @throws AppError VALUE_TOO_LARGE */
  hold(org: OrgId, id: ExecutionId, value: Json): Held | Promise<Held>;
}
export function createValues(objects: ObjectStore): Values {
  const put = async (org: OrgId, id: ExecutionId, digest: string, text: string): Promise<void> => {
    await objects.put(valueKey(org, id, digest), Buffer.from(text, 'utf8'), { onlyIfAbsent: true });
  };
  const text = async (org: OrgId, id: ExecutionId, digest: string): Promise<string> => {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest))
      throw new AppError('VALUE_NOT_FOUND', 'a digest reads sha256: and 64 hexadecimal digits', { digest: digest.slice(0, 100) });
    const bytes = await objects.get(valueKey(org, id, digest));
    if (bytes === null) throw new AppError('VALUE_NOT_FOUND', 'the execution has no value with this digest', { digest });
    const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (actual !== digest) throw new AppError('VALUE_CORRUPT', 'the stored value does not match its digest', { digest, actual });
    return Buffer.from(bytes).toString('utf8');
  };
  /** Least recently used first. */
  const kept = new Map<string, { readonly value: Json; readonly chars: number }>();
  let keptChars = 0;
  const forget = (key: string): void => {
    keptChars -= kept.get(key)?.chars ?? 0;
    kept.delete(key);
  };
  return {
    put,
    text,
    async json(org, id, digest) {
      const key = valueKey(org, id, digest);
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known.value;
      }
      const read = await text(org, id, digest);
      const value = JSON.parse(read) as Json;
      forget(key);
      kept.set(key, { value, chars: read.length });
      keptChars += read.length;
      for (const oldest of kept.keys()) {
        if (keptChars <= KEPT_CHARS) break;
        forget(oldest);
      }
      return value;
    },
    hold(org, id, value) {
      let large: { digest: string; text: string } | undefined;
      const held = holdValue(value, (digest, text) => (large = { digest, text }));
      return large === undefined ? held : put(org, id, large.digest, large.text).then(() => held);
    },
  };
}
