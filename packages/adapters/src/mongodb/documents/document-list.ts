import { AppError, type OrgId } from '@agentflow/core';
import type { DocumentPage, DocumentQuery } from '@agentflow/ports';
import type { MongoLink } from '../mongo-link.js';
import { decodeCursor, encodeCursor } from '../page-cursor.js';
import { documentsOf, entryText, fieldOf, fold, keyOf, keysOf, toStored, type DocumentKey, type DocumentRow } from './stored-document.js';

interface Row {
  readonly _id: DocumentKey;
  readonly key: string | number;
}
/** The document's own fields by which it can be sorted; any other name is an indexed value. */
const FIELDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['id', '$_id.id'],
  ['createdAt', { $toLong: '$createdAt' }],
  ['updatedAt', { $toLong: '$updatedAt' }],
]);

/**
 * Lists documents by keyset: a page goes on after the last (sort value, id), so that inserts and deletes move nothing twice or past the reader.
 * What is sorted are keys alone; the values of the page are fetched after.
 */
export function createDocumentList(link: MongoLink) {
  const rows = documentsOf(link.db);
  return async <T>(org: OrgId, collection: string, query: DocumentQuery): Promise<DocumentPage<T>> => {
    const { orderBy = 'id', descending = false, cursor, offset = 0, limit } = query;
    const matching = matchOf(org, collection, query);
    const after = cursor === undefined ? null : cursorOf(cursor, orderBy, descending);
    const direction = descending ? -1 : 1;
    const page = [...(offset > 0 ? [{ $skip: offset }] : []), { $limit: limit + 1 }];
    // A document without the value sorts as the empty text: after numbers, before words.
    const project = { $project: { key: FIELDS.get(orderBy) ?? { $ifNull: [`$sort.${fieldOf(orderBy)}`, ''] } } };
    const pipeline =
      orderBy === 'id' // as the key has it: no more is read than the page holds
        ? [{ $match: matching }, ...beyondId(org, collection, after, descending), { $sort: { _id: direction } }, ...page, project]
        : [{ $match: matching }, project, ...beyondKey(after, descending), { $sort: { key: direction, _id: direction } }, ...page];
    const [found, total] = await link.run('listing documents', () =>
      Promise.all([
        rows.aggregate<Row>(pipeline, { allowDiskUse: true, ...link.limit }).toArray(),
        rows.countDocuments(matching, link.limit),
      ]),
    );
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const values = await valuesOf(shown);
    return {
      items: shown.flatMap(({ _id }) => values.get(_id.id) ?? []).map((row) => toStored<T>(row)),
      nextCursor: found.length > limit && last ? encodeCursor([orderBy, descending ? 1 : 0, last.key, last._id.id]) : null,
      total,
    };
  };
  async function valuesOf(page: readonly Row[]): Promise<ReadonlyMap<string, DocumentRow>> {
    if (page.length === 0) return new Map();
    const options = { projection: { unique: 0, entries: 0, sort: 0, folded: 0 }, ...link.limit } as const;
    const found = await link.run('listing documents', () => rows.find({ _id: { $in: page.map(({ _id }) => _id) } }, options).toArray());
    return new Map(found.map((row) => [row._id.id, row]));
  }
}
function matchOf(org: OrgId, collection: string, { where = {}, search }: DocumentQuery): object {
  const wanted = Object.entries(where).map(([name, value]) => entryText(name, value));
  const text = search && {
    $expr: { $gte: [{ $indexOfCP: [{ $ifNull: [`$folded.${fieldOf(search.in)}`, ''] }, { $literal: fold(search.text) }] }, 0] },
  };
  const holds = search && { [`folded.${fieldOf(search.in)}`]: { $exists: true } };
  const entries = wanted.length > 0 ? { '_id.collection': { $eq: collection }, '_id.org': { $eq: org }, entries: { $all: wanted } } : {};
  return { _id: keysOf(org, collection), ...entries, ...text, ...holds };
}
interface Key {
  readonly value: string | number;
  readonly id: string;
}
/** @throws AppError BAD_REQUEST */
function cursorOf(cursor: string, orderBy: string, descending: boolean): Key {
  const kinds = ['string', 'number', ['string', 'number'], 'string'] as const;
  const [of, down, value, id] = decodeCursor<[string, number, string | number, string]>(cursor, kinds);
  if (of !== orderBy || (down === 1) !== descending) throw new AppError('BAD_REQUEST', 'the cursor belongs to a list in another order');
  return { value, id };
}
function beyondId(org: OrgId, collection: string, after: Key | null, descending: boolean): object[] {
  return after === null ? [] : [{ $match: { _id: { [descending ? '$lt' : '$gt']: keyOf(org, collection, after.id) } } }];
}
function beyondKey(after: Key | null, descending: boolean): object[] {
  if (after === null) return [];
  const beyond = descending ? '$lt' : '$gt';
  const same = { $and: [{ $eq: ['$key', { $literal: after.value }] }, { [beyond]: ['$_id.id', { $literal: after.id }] }] };
  return [{ $match: { $expr: { $or: [{ [beyond]: ['$key', { $literal: after.value }] }, same] } } }];
}
