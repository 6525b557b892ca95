import { createHash } from 'node:crypto';
import { AppError, holdValue, type ExecutionId, type Held, type Json, type OrgId } from '@agentflow/core';
import type { ObjectStore } from '@agentflow/ports';

/** Where a large value lies: `<org>/<execution>/<sha256 in hex>`. Retention deletes whole executions by prefix. */
export const valueKey = (org: OrgId, id: ExecutionId, digest: string): string => `${org}/${id}/${digest.replace(/^sha256:/, '')}`;

export interface Values {
  put(org: OrgId, id: ExecutionId, digest: string, text: string): Promise<void>;
  /** The JSON text. @throws AppError VALUE_NOT_FOUND, VALUE_CORRUPT when it does not match its digest */
  text(org: OrgId, id: ExecutionId, digest: string): Promise<string>;
  /** Keeps a value for the log: large ones are stored before this resolves. @throws AppError VALUE_TOO_LARGE */
  hold(org: OrgId, id: ExecutionId, value: Json): Held | Promise<Held>;
}
export function createValues(objects: ObjectStore): Values {
  const put = async (org: OrgId, id: ExecutionId, digest: string, text: string): Promise<void> => {
    await objects.put(valueKey(org, id, digest), Buffer.from(text, 'utf8'), { onlyIfAbsent: true });
  };
  return {
    put,
    async text(org, id, digest) {
      if (!/^sha256:[0-9a-f]{64}$/.test(digest))
        throw new AppError('VALUE_NOT_FOUND', 'a digest reads sha256: and 64 hexadecimal digits', { digest: digest.slice(0, 100) });
      const bytes = await objects.get(valueKey(org, id, digest));
      if (bytes === null) throw new AppError('VALUE_NOT_FOUND', 'the execution has no value with this digest', { digest });
      const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      if (actual !== digest) throw new AppError('VALUE_CORRUPT', 'the stored value does not match its digest', { digest, actual });
      return Buffer.from(bytes).toString('utf8');
    },
    hold(org, id, value) {
      let large: { digest: string; text: string } | undefined;
      const held = holdValue(value, (digest, text) => (large = { digest, text }));
      return large === undefined ? held : put(org, id, large.digest, large.text).then(() => held);
    },
  };
}
