import { AppError, type OrgId } from '@agentflow/core';
import type { Clock, DocumentStore, StoredDocument } from '@agentflow/ports';
import type { DbThread } from '../threads/db-thread.js';
import { decodeCursor, encodeCursor } from '../threads/cursor.js';
import type { ListAnswer } from './document-list.js';
import type { DocumentRow } from './document-row.js';

type ScanRow = readonly [org: OrgId, ...row: DocumentRow];

/** The DocumentStore over `documents.db`. */
export function createDocumentClient(thread: DbThread, clock: Clock): DocumentStore {
  return {
    async get<T>(org: OrgId, collection: string, id: string) {
      const row = await thread.call<DocumentRow | null>('documents', 'get', org, collection, id);
      return row && toDocument<T>(row);
    },
    async getByUnique<T>(org: OrgId, collection: string, name: string, value: string) {
      const row = await thread.call<DocumentRow | null>('documents', 'getByUnique', org, collection, name, value);
      return row && toDocument<T>(row);
    },
    async put<T>(org: OrgId, collection: string, id: string, value: T, options: Parameters<DocumentStore['put']>[4] = {}) {
      checkText([org, collection, id, ...Object.entries(options.unique ?? {}).flat(), ...Object.entries(options.index ?? {}).flat()]);
      const text = JSON.stringify(value);
      if (text === undefined) throw new AppError('BAD_REQUEST', 'a document must be a JSON value', { collection, id });
      return toDocument<T>(await thread.call('documents', 'put', { org, collection, id, value: text, ...options, now: clock.now() }));
    },
    delete: (org, collection, id, ifVersion) => thread.call('documents', 'delete', org, collection, id, ifVersion),
    async list<T>(org: OrgId, collection: string, query: Parameters<DocumentStore['list']>[2]) {
      const { rows, nextCursor, total } = await thread.call<ListAnswer>('documents', 'list', { ...query, org, collection });
      return { items: rows.map((row) => toDocument<T>(row)), nextCursor, total };
    },
    async scan<T>(collection: string, cursor: string | null, limit: number) {
      const [afterOrg, afterId] = cursor === null ? ['', ''] : scanKey(cursor);
      const rows = await thread.call<ScanRow[]>('documents', 'scan', collection, afterOrg, afterId, limit + 1);
      const items = rows.slice(0, limit).map(([org, ...row]) => ({ org, ...toDocument<T>(row as unknown as DocumentRow) }));
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.org, last.id]) : null };
    },
  };
}
function toDocument<T>([id, version, createdAt, updatedAt, value]: DocumentRow): StoredDocument<T> {
  return { id, version, value: JSON.parse(value) as T, createdAt, updatedAt };
}
/** SQLite's text ends at a NUL: two names that differ behind one would be the same. */
function checkText(values: readonly unknown[]): void {
  if (values.some((value) => typeof value === 'string' && value.includes('\0'))) {
    throw new AppError('BAD_REQUEST', 'ids and indexed values must not hold the character NUL');
  }
}
function scanKey(cursor: string): readonly [string, string] {
  try {
    return decodeCursor<[string, string]>(cursor, ['string', 'string']);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'the cursor is not one that this scan has answered', {}, { cause });
  }
}
