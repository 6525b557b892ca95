import { AppError, type OrgId } from '@agentflow/core';
import type { DocumentPage, DocumentQuery } from '@agentflow/ports';
import type { MongoLink } from '../mongo-link.js';
import { decodeCursor, encodeCursor } from '../page-cursor.js';
import { documentsOf, entryText, fieldOf, fold, keysOf, toStored, type DocumentKey, type DocumentRow } from './stored-document.js';

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
    const after = cursor === undefined ? null : afterOf(cursor, orderBy, descending);
    // A document without the value sorts as the empty text: after numbers, before words.
    const key = FIELDS.get(orderBy) ?? { $ifNull: [`$sort.${fieldOf(orderBy)}`, ''] };
    const direction = descending ? -1 : 1;
    const pipeline = [
      { $match: matching },
      { $project: { key } },
      ...(after === null ? [] : [{ $match: { $expr: after } }]),
      { $sort: orderBy === 'id' ? { _id: direction } : { key: direction, _id: direction } },
      ...(offset > 0 ? [{ $skip: offset }] : []),
      { $limit: limit + 1 },
    ];
    const [found, total] = await link.run('listing documents', () =>
      Promise.all([
        rows.aggregate<Row>(pipeline, { allowDiskUse: true, ...link.limit }).toArray(),
        rows.countDocuments(matching, link.limit),
      ]),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const values = await valuesOf(page);
    return {
      items: page.flatMap(({ _id }) => values.get(_id.id) ?? []).map((row) => toStored<T>(row)),
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
/** @throws AppError BAD_REQUEST */
function afterOf(cursor: string, orderBy: string, descending: boolean): object {
  const kinds = ['string', 'number', ['string', 'number'], 'string'] as const;
  const [of, down, value, id] = decodeCursor<[string, number, string | number, string]>(cursor, kinds);
  if (of !== orderBy || (down === 1) !== descending) throw new AppError('BAD_REQUEST', 'the cursor belongs to a list in another order');
  const beyond = descending ? '$lt' : '$gt';
  const same = { $and: [{ $eq: ['$key', { $literal: value }] }, { [beyond]: ['$_id.id', { $literal: id }] }] };
  return { $or: [{ [beyond]: ['$key', { $literal: value }] }, same] };
}
