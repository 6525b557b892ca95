import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock, createTestIds, executionStoreContract, runContract, type ContractFixture } from '@agentflow/testkit';
import { openEmbeddedStores, type EmbeddedStores } from './open-embedded-stores.js';
import type { Durability } from './threads/sqlite.js';

/** A port of the embedded stores on a folder of its own, with a clock that only the cases move. */
const openPort =
  <Port>(pick: (stores: EmbeddedStores) => Port, durability: Durability = 'sync') =>
  async (): Promise<ContractFixture<Port>> => {
    const dataDir = await mkdtemp(join(tmpdir(), 'agentflow-'));
    const clock = createFakeClock();
    const ids = createTestIds();
    let stores = await openEmbeddedStores({ dataDir, durability, clock, ids });
    return {
      port: pick(stores),
      async reopen() {
        await stores.close();
        stores = await openEmbeddedStores({ dataDir, durability, clock, ids });
        return pick(stores);
      },
      async passTime(ms) {
        clock.advance(ms);
      },
      async close() {
        await stores.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  };
for (const durability of ['sync', 'buffered', 'exit'] as const) {
  runContract(executionStoreContract, { adapter: `SQLite (${durability})`, open: openPort((stores) => stores.executions, durability) });
}
