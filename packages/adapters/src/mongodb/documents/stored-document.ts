import type { OrgId } from '@agentflow/core';
import type { StoredDocument } from '@agentflow/ports';
import type { mongo } from 'mongoose';
import { plainText } from '../plain-text.js';

export const DOCUMENTS = 'documents';
/** Fields in this order everywhere: a collection over all orgs, and an org's part of it, are ranges of the key. */
export interface DocumentKey {
  readonly collection: string;
  readonly org: OrgId;
  readonly id: string;
}
/** A JSON document. Its value is text: keys of any name and their order survive. Names that callers give are never names of fields. */
export interface DocumentRow {
  readonly _id: DocumentKey;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly value: string;
  /** `uniqueText` of each; left out where there are none. */
  readonly unique?: readonly string[];
  /** `entryText` of each: what `where` asks for. */
  readonly entries?: readonly string[];
  /** Values to sort by, and folded to search in, by `fieldOf` their names. */
  readonly sort?: { readonly [field: string]: string | number };
  readonly folded?: { readonly [field: string]: string };
}
export const documentsOf = (db: mongo.Db): mongo.Collection<DocumentRow> => db.collection<DocumentRow>(DOCUMENTS);

/** @throws AppError BAD_REQUEST */
export const keyOf = (org: OrgId, collection: string, id: string): DocumentKey => ({
  collection: plainText(collection, 'a collection'),
  org: plainText(org, 'an org') as OrgId,
  id: plainText(id, 'an id'),
});
/** All of an org's documents of a collection: an object sorts behind every text. */
export const keysOf = (org: OrgId, collection: string) => ({
  $gte: { collection: plainText(collection, 'a collection'), org: plainText(org, 'an org') },
  $lt: { collection, org, id: {} },
});
/** What is taken by one document alone; NUL occurs in no part. */
export const uniqueText = (org: OrgId, collection: string, name: string, value: string): string =>
  [collection, org, name, value].map((part) => plainText(part, 'a unique value')).join('\0');
/** `2` and `'2'` are different values. */
export const entryText = (name: string, value: string | number): string =>
  `${plainText(name, 'the name of an indexed value')}\0${typeof value === 'number' ? `n${value}` : `s${plainText(value, 'an indexed value')}`}`;
/** A name of any characters as the name of a field. */
export const fieldOf = (name: string): string => `f${Buffer.from(name, 'utf8').toString('hex')}`;
/** Case-insensitive search compares folded text. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase();

export function toStored<T>({ _id, version, createdAt, updatedAt, value }: Omit<DocumentRow, 'unique'>): StoredDocument<T> {
  return { id: _id.id, version, value: JSON.parse(value) as T, createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() };
}
