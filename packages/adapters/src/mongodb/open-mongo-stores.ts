import type { DocumentStore, ExecutionStore, IdSource, MailOutbox, Membership } from '@agentflow/ports';
import { createMongoExecutionStore } from './create-mongo-execution-store.js';
import { createMongoMailOutbox } from './create-mongo-mail-outbox.js';
import { createMongoMembership } from './create-mongo-membership.js';
import { createMongoDocumentStore } from './documents/create-mongo-document-store.js';
import { ensureIndexes } from './mongo-indexes.js';
import { openMongoLink, type MongoLink, type MongoOptions } from './mongo-link.js';

export interface MongoStoresOptions extends MongoOptions {
  readonly ids: IdSource;
}
export interface MongoStores {
  readonly executions: ExecutionStore;
  readonly documents: DocumentStore;
  readonly membership: Membership;
  readonly outbox: MailOutbox;
  /** For readiness: whether there is a server that takes writes. @throws AppError UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}
/**
 * Opens one connection pool and makes the indexes that are missing. Later losses of the server are made good by the driver: calls fail with UNAVAILABLE meanwhile.
 * @throws AppError UNAVAILABLE while there is no server, CONFIG_INVALID for a URL that is none
 */
export async function openMongoStores({ ids, ...options }: MongoStoresOptions): Promise<MongoStores> {
  const link = await openMongoLink(options);
  try {
    await ensureIndexes(link);
  } catch (error) {
    await link.close();
    throw error;
  }
  return storesOn(link, ids);
}
const storesOn = (link: MongoLink, ids: IdSource): MongoStores => ({
  executions: createMongoExecutionStore(link),
  documents: createMongoDocumentStore(link),
  membership: createMongoMembership(link),
  outbox: createMongoMailOutbox(link, ids),
  ping: () => link.ping(),
  close: () => link.close(),
});
