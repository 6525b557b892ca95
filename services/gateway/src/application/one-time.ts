import { orgId, type OrgId } from '@agentflow/core';
import type { Clock, DocumentStore, IdSource } from '@agentflow/ports';
import { hashSecret } from './api-keys.js';

/** Something that may be redeemed once, soon, by whoever holds the token. */
export interface OneTime<T> {
  issue(org: OrgId, value: T): Promise<string>;
  /** `null` when the token is unknown, used or out of time. */
  redeem(token: string): Promise<{ readonly org: OrgId; readonly value: T } | null>;
}
interface OneTimeDocument<T> {
  readonly value: T;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}
export interface OneTimeDeps {
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}
const TOKEN = /^([a-z0-9-]{1,64})\.([A-Za-z0-9_-]{20,200})$/;
const SWEEP_EVERY_MS = 60_000;
const SWEPT_AT_ONCE = 100;

/** Kept as documents, by the token's hash: a link that somebody was given works whatever happens to the stores of hints. Of two that redeem at once, `delete` lets one through. */
export function createOneTime<T>(kind: string, ttlMs: number, { documents, clock, ids }: OneTimeDeps): OneTime<T> {
  const collection = `one-time-${kind}`;
  const swept = new Map<OrgId, number>();

  /** Drops what ran out unused: at most once a minute, oldest first. */
  async function sweep(org: OrgId): Promise<void> {
    const now = clock.monotonic();
    if (now < (swept.get(org) ?? -Infinity) + SWEEP_EVERY_MS) return;
    swept.set(org, now);
    for (let ended = SWEPT_AT_ONCE; ended === SWEPT_AT_ONCE;) {
      const oldest = await documents.list<OneTimeDocument<T>>(org, collection, { orderBy: 'createdAt', limit: SWEPT_AT_ONCE });
      const dead = oldest.items.filter(({ value }) => value.expiresAt <= clock.now());
      for (const { id } of dead) await documents.delete(org, collection, id);
      ended = dead.length;
    }
  }
  return {
    async issue(org, value) {
      await sweep(org);
      const token = `${org}.${ids.secret()}`;
      const document: OneTimeDocument<T> = { value, expiresAt: clock.now() + ttlMs };
      await documents.put(org, collection, hashSecret(token), document, { ifVersion: 'absent' });
      return token;
    },
    async redeem(token) {
      const found = TOKEN.exec(token);
      if (!found) return null;
      const org = orgId(found[1] as string);
      const id = hashSecret(token);
      const stored = await documents.get<OneTimeDocument<T>>(org, collection, id);
      if (!stored || !(await documents.delete(org, collection, id)) || stored.value.expiresAt <= clock.now()) return null;
      return { org, value: stored.value.value };
    },
  };
}
