import { AppError, type OrgId } from '@agentflow/core';
import type { DocumentStore, PutOptions } from '@agentflow/ports';
import { clashOf, isDuplicateKey } from '../mongo-errors.js';
import type { MongoLink } from '../mongo-link.js';
import { decodeCursor, encodeCursor } from '../page-cursor.js';
import { plainText } from '../plain-text.js';
import { createDocumentList } from './document-list.js';
import {
  documentsOf,
  entryText,
  fieldOf,
  fold,
  keyOf,
  toStored,
  uniqueText,
  type DocumentKey,
  type DocumentRow,
} from './stored-document.js';

/** 16 MiB less the room for indexed values. */
const MAX_VALUE_BYTES = 15.5 * 1024 * 1024;
const WITHOUT_INDEX = { unique: 0, entries: 0, sort: 0, folded: 0 } as const;
/** Two who add the same document at once, and neither minds. */
const TRIES = 5;

/** The DocumentStore on MongoDB. Each write is one document, unique values are a unique index, times are the server's. */
export function createMongoDocumentStore(link: MongoLink): DocumentStore {
  const rows = documentsOf(link.db);
  const whole = { projection: WITHOUT_INDEX, ...link.limit } as const;

  async function findVersion(key: DocumentKey): Promise<number | undefined> {
    const options = { projection: { version: 1 }, ...link.limit } as const;
    return (await link.run('reading a document', () => rows.findOne({ _id: { $eq: key } }, options)))?.version;
  }
  const conflict = async (key: DocumentKey, expected: number): Promise<AppError> =>
    new AppError('VERSION_CONFLICT', 'the document has changed since it was read', { expected, actual: (await findVersion(key)) ?? null });
  async function upsert(key: DocumentKey, text: string, options: PutOptions): Promise<DocumentRow | null> {
    const { ifVersion } = options;
    // With `absent` nothing that is there matches, and what is added instead clashes with it.
    const expected = ifVersion === undefined ? {} : { version: ifVersion === 'absent' ? { $exists: false } : { $eq: ifVersion } };
    const settings = {
      upsert: typeof ifVersion !== 'number',
      returnDocument: 'after',
      projection: { version: 1, createdAt: 1, updatedAt: 1 },
      ...link.limit,
    } as const;
    const change = [{ $set: { ...written(text), ...uniqueOf(key, options.unique), ...indexOf(options.index) } }];
    for (let tries = 1; ; tries++) {
      try {
        return (await rows.findOneAndUpdate({ _id: { $eq: key }, ...expected } as never, change, settings)) as DocumentRow | null;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const taken = clashOf(error)['unique'];
        if (typeof taken === 'string') throw takenError(taken, error);
        if (ifVersion === 'absent')
          throw new AppError('ALREADY_EXISTS', 'there is a document with this id already', { name: 'id', value: key.id }, { cause: error });
        if (tries === TRIES) throw new AppError('UNAVAILABLE', 'others keep writing this document', { id: key.id }, { cause: error });
      }
    }
  }
  return {
    async get<T>(org: OrgId, collection: string, id: string) {
      const key = keyOf(org, collection, id);
      const found = await link.run('reading a document', () => rows.findOne({ _id: { $eq: key } }, whole));
      return found && toStored<T>(found);
    },
    async getByUnique<T>(org: OrgId, collection: string, name: string, value: string) {
      const filter = { unique: { $eq: uniqueText(org, collection, name, value) }, '_id.org': { $eq: org } };
      const found = await link.run('reading a document', () => rows.findOne(filter as never, whole));
      return found && toStored<T>(found);
    },
    async put<T>(org: OrgId, collection: string, id: string, value: T, options: PutOptions = {}) {
      const key = keyOf(org, collection, id);
      const text = JSON.stringify(value) as string | undefined;
      if (text === undefined) throw new AppError('BAD_REQUEST', 'a document must be a JSON value', { collection, id });
      if (text.length * 3 > MAX_VALUE_BYTES && Buffer.byteLength(text) > MAX_VALUE_BYTES)
        throw new AppError('PAYLOAD_TOO_LARGE', 'a document is larger than the store takes', { collection, id });
      const row = await link.run('writing a document', () => upsert(key, text, options));
      if (row === null) throw await conflict(key, options.ifVersion as number);
      return toStored<T>({ ...row, value: text });
    },
    async delete(org, collection, id, ifVersion) {
      const key = keyOf(org, collection, id);
      const filter = { _id: { $eq: key }, ...(ifVersion === undefined ? {} : { version: { $eq: ifVersion } }) };
      const { deletedCount } = await link.run('deleting a document', () => rows.deleteOne(filter, link.limit));
      if (deletedCount === 0 && ifVersion !== undefined) throw await conflict(key, ifVersion);
      return deletedCount > 0;
    },
    list: createDocumentList(link),
    async scan<T>(collection: string, cursor: string | null, limit: number) {
      const [org, id] = cursor === null ? ['', ''] : decodeCursor<[string, string]>(cursor, ['string', 'string']);
      const filter = { _id: { $gt: { collection: plainText(collection, 'a collection'), org, id }, $lt: { collection, org: {} } } };
      const options = { ...whole, sort: { _id: 1 }, limit: limit + 1 } as const;
      const found = await link.run('scanning documents', () => rows.find(filter as never, options).toArray());
      const items = found.slice(0, limit).map((row) => ({ org: row._id.org, ...toStored<T>(row) }));
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? encodeCursor([last.org, last.id]) : null };
    },
  };
}
const written = (text: string) => ({
  version: { $add: [{ $ifNull: ['$version', 0] }, 1] },
  createdAt: { $ifNull: ['$createdAt', '$$NOW'] },
  updatedAt: '$$NOW',
  value: { $literal: text },
});
/** A list without members would be indexed too, as one and the same value. */
const listed = (list: readonly string[]) => (list.length === 0 ? '$$REMOVE' : { $literal: list });
function uniqueOf({ org, collection }: DocumentKey, unique: PutOptions['unique']): object {
  if (unique === undefined) return {};
  return { unique: listed(Object.entries(unique).map(([name, value]) => uniqueText(org, collection, name, value))) };
}
function indexOf(index: PutOptions['index']): object {
  if (index === undefined) return {};
  const entries = Object.entries(index);
  return {
    entries: listed(entries.map(([name, value]) => entryText(name, value))),
    sort: { $literal: Object.fromEntries(entries.map(([name, value]) => [fieldOf(name), value])) },
    folded: { $literal: Object.fromEntries(entries.map(([name, value]) => [fieldOf(name), fold(String(value))])) },
  };
}
function takenError(unique: string, cause: unknown): AppError {
  const [, , name, value] = unique.split('\0') as [string, string, string, string];
  return new AppError('ALREADY_EXISTS', `the ${name} "${value}" is taken`, { name, value }, { cause });
}
