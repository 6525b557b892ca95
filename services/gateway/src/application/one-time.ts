import { orgId, type OrgId } from '@agentflow/core';
import type { IdSource, KeyValue } from '@agentflow/ports';
import { hashSecret } from './api-keys.js';

/** Something that may be redeemed once, soon, by whoever holds the token. */
export interface OneTime<T> {
  issue(org: OrgId, value: T): Promise<string>;
  /** `null` when the token is unknown, used or out of time. */
  redeem(token: string): Promise<{ readonly org: OrgId; readonly value: T } | null>;
}
const TOKEN = /^([a-z0-9-]{1,64})\.([A-Za-z0-9_-]{20,200})$/;

/** Kept by the token's hash. Of two that redeem at once, `delete` lets one through. */
export function createOneTime<T>(kind: string, ttlMs: number, { keyValue, ids }: { keyValue: KeyValue; ids: IdSource }): OneTime<T> {
  const keyOf = (org: OrgId, token: string): string => `${org}/${kind}/${hashSecret(token)}`;
  return {
    async issue(org, value) {
      const token = `${org}.${ids.secret()}`;
      await keyValue.set(keyOf(org, token), JSON.stringify(value), { ttlMs });
      return token;
    },
    async redeem(token) {
      const found = TOKEN.exec(token);
      if (!found) return null;
      const org = orgId(found[1] as string);
      const text = await keyValue.get(keyOf(org, token));
      if (text === null || !(await keyValue.delete(keyOf(org, token)))) return null;
      return { org, value: JSON.parse(text) as T };
    },
  };
}
