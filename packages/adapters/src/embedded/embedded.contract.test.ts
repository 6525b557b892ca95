import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createFakeClock,
  createTestIds,
  documentStoreContract,
  eventBusContract,
  executionStoreContract,
  keyValueContract,
  mailOutboxContract,
  metricsStoreContract,
  objectStoreContract,
  peerBusContract,
  runContract,
  vaultContract,
  workerLinkContract,
  type ContractFixture,
} from '@agentflow/testkit';
import type { Clock, IdSource } from '@agentflow/ports';
import { createAesVault } from '../vault/aes-vault.js';
import { createBusClient } from './bus/bus-client.js';
import { createDocumentClient } from './documents/document-client.js';
import { createMailFolder } from './folder/mail-folder.js';
import { createObjectFolder } from './folder/object-folder.js';
import { createLocalKeyValue } from './key-value.js';
import { createLocalWorkerLink } from './local-worker-link.js';
import { createMetricsClient } from './metrics/metrics-client.js';
import { openEmbeddedStores } from './open-embedded-stores.js';
import { createLocalPeerBus } from './peer-bus.js';
import { openDbThread, type DbThread, type FileKind } from './threads/db-thread.js';
import type { Durability } from './threads/sqlite.js';

interface Opened<Port> {
  readonly port: Port;
  close(): Promise<void>;
}
/** A port on a folder of its own, with a clock that only the cases move. */
const onFolder =
  <Port>(open: (dataDir: string, clock: Clock, ids: IdSource) => Promise<Opened<Port>> | Opened<Port>) =>
  async (): Promise<ContractFixture<Port>> => {
    const dataDir = await mkdtemp(join(tmpdir(), 'agentflow-'));
    const clock = createFakeClock();
    const ids = createTestIds();
    let opened = await open(dataDir, clock, ids);
    return {
      port: opened.port,
      async reopen() {
        await opened.close();
        opened = await open(dataDir, clock, ids);
        return opened.port;
      },
      async passTime(ms) {
        clock.advance(ms);
      },
      async close() {
        await opened.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  };
const closesNothing = async (): Promise<void> => undefined;
/** A port whose file has a thread of its own here: the whole of the stores takes longer to open. */
const onThread = <Port>(kind: FileKind, create: (thread: DbThread, clock: Clock) => Port & { close?(): Promise<void> }) =>
  onFolder(async (dataDir, clock) => {
    const thread = await openDbThread([{ kind, path: join(dataDir, `${kind}.db`), durability: 'sync' }]);
    const port = create(thread, clock);
    return {
      port,
      async close() {
        await port.close?.();
        await thread.close();
      },
    };
  });
const executionsWith = (durability: Durability) =>
  onFolder(async (dataDir, clock, ids) => {
    const stores = await openEmbeddedStores({ dataDir, durability, clock, ids });
    return { port: stores.executions, close: stores.close };
  });

runContract(executionStoreContract, { adapter: 'SQLite (sync)', open: executionsWith('sync') });
runContract(executionStoreContract, { adapter: 'SQLite (exit)', open: executionsWith('exit') });
runContract(documentStoreContract, { adapter: 'SQLite', open: onThread('documents', createDocumentClient) });
runContract(eventBusContract, { adapter: 'SQLite', open: onThread('bus', createBusClient) });
runContract(metricsStoreContract, { adapter: 'SQLite', open: onThread('metrics', createMetricsClient) });
runContract(objectStoreContract, {
  adapter: 'a folder',
  open: onFolder((root) => ({ port: createObjectFolder(root), close: closesNothing })),
});
runContract(mailOutboxContract, {
  adapter: 'a folder',
  open: onFolder((root, clock, ids) => ({ port: createMailFolder({ root, clock, ids }), close: closesNothing })),
});
runContract(peerBusContract, {
  adapter: 'one process',
  open: onFolder((_, clock) => ({ port: createLocalPeerBus(clock), close: closesNothing })),
});
runContract(keyValueContract, {
  adapter: 'one process',
  open: onFolder((_, clock) => ({ port: createLocalKeyValue(clock), close: closesNothing })),
});
runContract(workerLinkContract, {
  adapter: 'one process',
  open: onFolder(() => ({ port: createLocalWorkerLink(), close: closesNothing })),
});
runContract(vaultContract, {
  adapter: 'AES-256-GCM',
  open: onFolder(() => ({ port: createAesVault(Buffer.alloc(32, 7)), close: closesNothing })),
});
