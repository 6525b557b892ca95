import type { Json, OrgId } from '@agentflow/core';

export interface StoredDocument<T> {
  readonly id: string;
  /** Rises with each write of this document; its decimal text is the ETag. */
  readonly version: number;
  readonly value: T;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
}
export interface PutOptions {
  /** Write only if the document has this version; `absent`: only if there is none. Left out: write in any case. */
  readonly ifVersion?: number | 'absent';
  /** Values unique per (org, collection, name), e.g. `{ key: 'triage' }`. Replaces the former ones. */
  readonly unique?: { readonly [name: string]: string };
  /** Values to filter and sort by. Replaces the former ones. */
  readonly index?: { readonly [name: string]: string | number };
}
export interface DocumentQuery {
  /** Equality on indexed values. */
  readonly where?: { readonly [name: string]: string | number };
  /** Case-insensitive substring of the indexed value `in`. */
  readonly search?: { readonly in: string; readonly text: string };
  /** An indexed value, or `createdAt` / `updatedAt` / `id` (default). */
  readonly orderBy?: string;
  readonly descending?: boolean;
  /** Keyset paging: the `nextCursor` of the page before. */
  readonly cursor?: string;
  /** Or plain paging. */
  readonly offset?: number;
  readonly limit: number;
}
export interface DocumentPage<T> {
  readonly items: readonly StoredDocument<T>[];
  readonly nextCursor: string | null;
  /** All that match. */
  readonly total: number;
}
/** Keeps JSON documents of an org in named collections: drafts, revisions, agents, credentials (sealed), triggers, keys. Each write is atomic and durable when it answers. */
export interface DocumentStore {
  get<T = Json>(org: OrgId, collection: string, id: string): Promise<StoredDocument<T> | null>;
  getByUnique<T = Json>(org: OrgId, collection: string, name: string, value: string): Promise<StoredDocument<T> | null>;
  /** @throws AppError VERSION_CONFLICT when `ifVersion` does not hold; ALREADY_EXISTS when `absent` does not hold or a unique value is taken (details: `{ name, value }`) */
  put<T = Json>(org: OrgId, collection: string, id: string, value: T, options?: PutOptions): Promise<StoredDocument<T>>;
  /** Answers whether there was one. @throws AppError VERSION_CONFLICT */
  delete(org: OrgId, collection: string, id: string, ifVersion?: number): Promise<boolean>;
  list<T = Json>(org: OrgId, collection: string, query: DocumentQuery): Promise<DocumentPage<T>>;
  /** Documents of a collection over all orgs, for the platform's own loops (triggers that are due, start-up caches); never reachable from a request. */
  scan<T = Json>(
    collection: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly (StoredDocument<T> & { readonly org: OrgId })[]; readonly nextCursor: string | null }>;
}
