import { join, resolve } from 'node:path';
import { AppError } from '@agentflow/core';
import type {
  Clock,
  DocumentStore,
  EventBus,
  ExecutionStore,
  IdSource,
  KeyValue,
  MailOutbox,
  MetricsStore,
  ObjectStore,
  PeerBus,
} from '@agentflow/ports';
import { createBusClient } from './bus/bus-client.js';
import { createDocumentClient } from './documents/document-client.js';
import { createMailFolder } from './folder/mail-folder.js';
import { createObjectFolder } from './folder/object-folder.js';
import { createHeadsClient } from './heads/heads-client.js';
import { createLocalKeyValue } from './key-value.js';
import { createLogClient } from './log/log-client.js';
import { createMetricsClient } from './metrics/metrics-client.js';
import { createLocalPeerBus } from './peer-bus.js';
import { openDbThread, type DbThread } from './threads/db-thread.js';
import type { Durability } from './threads/sqlite.js';
import { makeFolder } from './folder/make-folder.js';

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** `sync`: durable when acknowledged. `buffered`: survives the end of the process, not a power cut. `exit`: written at a clean stop only. */
  readonly durability: Durability;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Bytes of a file of the log; 64 MiB where left out. For tests. */
  readonly segmentBytes?: number;
}
export interface EmbeddedStores {
  readonly executions: ExecutionStore;
  readonly documents: DocumentStore;
  readonly bus: EventBus;
  readonly peers: PeerBus;
  readonly keyValue: KeyValue;
  readonly objects: ObjectStore;
  readonly metrics: MetricsStore;
  readonly outbox: MailOutbox;
  /** Finishes what was asked, writes what was held back, ends the threads. */
  close(): Promise<void>;
  /** For fault tests: ends all database threads as a crash would. */
  crashThreads(): Promise<void>;
}

/**
 * Every port on one folder, for one process: call with the folder's lock held (`acquireFolderLock`). Whoever owned partitions before is gone
 * with the process that held the lock, so all of them are free. @throws AppError UNAVAILABLE when the folder cannot be used
 */
export async function openEmbeddedStores({ dataDir, durability, clock, ids, segmentBytes }: EmbeddedOptions): Promise<EmbeddedStores> {
  const folder = resolve(dataDir);
  await makeFolder(folder).catch((cause: unknown) => {
    throw new AppError('UNAVAILABLE', `the data folder ${folder} cannot be written`, { folder }, { cause });
  });
  const file = (kind: 'log' | 'heads' | 'documents' | 'bus' | 'metrics') => ({ kind, path: join(folder, `${kind}.db`), durability });
  const opened = await Promise.allSettled([
    openDbThread([{ ...file('log'), ...(segmentBytes === undefined ? {} : { segmentBytes }) }]),
    openDbThread([file('heads')]),
    openDbThread([file('documents')]),
    openDbThread([file('bus'), file('metrics')]),
  ]);
  const threads = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed) {
    await Promise.all(threads.map((thread) => thread.close()));
    throw failed.reason;
  }
  const [log, heads, documents, events] = threads as [DbThread, DbThread, DbThread, DbThread];
  await log.call('log', 'releaseAll');
  await forgetHeadsAheadOfLog(log, heads);
  const bus = createBusClient(events, clock);
  return {
    executions: joinStore(createLogClient(log, clock), createHeadsClient(heads)),
    documents: createDocumentClient(documents, clock),
    bus,
    peers: createLocalPeerBus(clock),
    keyValue: createLocalKeyValue(clock),
    objects: createObjectFolder(join(folder, 'objects')),
    metrics: createMetricsClient(events),
    outbox: createMailFolder({ root: join(folder, 'outbox'), clock, ids }),
    async close() {
      await bus.close();
      await Promise.all(threads.map((thread) => thread.close()));
    },
    async crashThreads() {
      await Promise.all(threads.map((thread) => thread.crash()));
    },
  };
}
/** The two halves of the ExecutionStore. The log goes first: a head that is left behind brings retention back to it. */
function joinStore(
  { remove: removeCommits, ...commits }: ReturnType<typeof createLogClient>,
  { remove: removeHeads, ...projection }: ReturnType<typeof createHeadsClient>,
): ExecutionStore {
  return {
    ...commits,
    ...projection,
    async delete(org, ids) {
      if (ids.length === 0) return;
      await removeCommits(org, ids);
      await removeHeads(org, ids);
    },
  };
}
/** After a power cut without `sync`, or with a log put back from a copy, the projection may know more than the log: then it is built anew. */
async function forgetHeadsAheadOfLog(log: DbThread, heads: DbThread): Promise<void> {
  const last = new Map(await log.call<[string, number][]>('log', 'positions'));
  const cursors = await heads.call<[string, number][]>('heads', 'cursors');
  if (cursors.some(([partition, position]) => position > (last.get(partition) ?? 0))) await heads.call('heads', 'clear');
}
