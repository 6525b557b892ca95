import { AppError, type Json, type OrgId } from '@agentflow/core';
import type { DocumentStore, MailOutbox, ObjectStore, StoredDocument, StoredMail } from '@agentflow/ports';

/** Documents in memory, as far as the agent runtime uses them. */
export function createMemoryDocuments(): DocumentStore {
  const all = new Map<
    string,
    StoredDocument<Json> & {
      readonly unique: { readonly [name: string]: string };
      readonly index: { readonly [name: string]: string | number };
    }
  >();
  const keyOf = (org: string, collection: string, id: string): string => JSON.stringify([org, collection, id]);
  const of = (org: string, collection: string) =>
    [...all].filter(([key]) => key.startsWith(JSON.stringify([org, collection]).slice(0, -1))).map(([, document]) => document);
  return {
    get: async (org, collection, id) => (all.get(keyOf(org, collection, id)) ?? null) as never,
    getByUnique: async (org, collection, name, value) =>
      (of(org, collection).find((document) => document.unique[name] === value) ?? null) as never,
    async put(org, collection, id, value, options = {}) {
      const key = keyOf(org, collection, id);
      const known = all.get(key);
      if (options.ifVersion === 'absent' && known) throw new AppError('ALREADY_EXISTS', 'there is one');
      const stored = {
        id,
        version: (known?.version ?? 0) + 1,
        value: value as Json,
        createdAt: 0,
        updatedAt: 0,
        unique: options.unique ?? {},
        index: options.index ?? {},
      };
      all.set(key, stored);
      return stored as never;
    },
    delete: async (org, collection, id) => all.delete(keyOf(org, collection, id)),
    async list(org, collection, query) {
      const found = of(org, collection).filter((document) =>
        Object.entries(query.where ?? {}).every(([name, value]) => document.index[name] === value),
      );
      if (query.orderBy) found.sort((a, b) => (String(a.index[query.orderBy!]) < String(b.index[query.orderBy!]) ? -1 : 1));
      return { items: found.slice(0, query.limit) as never, nextCursor: null, total: found.length };
    },
    async scan(collection) {
      const items = [...all].flatMap(([key, document]) => {
        const [org, of] = JSON.parse(key) as [OrgId, string];
        return of === collection ? [{ ...document, org }] : [];
      });
      return { items: items as never, nextCursor: null };
    },
  };
}
export interface MemoryObjects extends ObjectStore {
  readonly blobs: Map<string, Uint8Array>;
}
export function createMemoryObjects(): MemoryObjects {
  const blobs = new Map<string, Uint8Array>();
  return {
    blobs,
    put: async (key, bytes) => (blobs.set(key, bytes), true),
    get: async (key) => blobs.get(key) ?? null,
    delete: async (key) => void blobs.delete(key),
    list: () => Promise.reject(new Error('not used here')),
    deletePrefix: () => Promise.reject(new Error('not used here')),
  };
}
export function createMemoryOutbox(): MailOutbox & { readonly mails: StoredMail[] } {
  const mails: StoredMail[] = [];
  return {
    mails,
    async send(_org, mail) {
      const known = mails.find((sent) => sent.idempotencyKey === mail.idempotencyKey);
      if (known) return { id: known.id };
      mails.push({ ...mail, id: `mail-${mails.length + 1}`, at: 0 });
      return { id: mails.at(-1)!.id };
    },
    list: async () => mails,
  };
}
