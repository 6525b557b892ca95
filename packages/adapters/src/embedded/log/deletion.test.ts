import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import {
  executionId,
  orgId,
  partitionId,
  partitionOf,
  PARTITIONS_PER_DOMAIN,
  type Commit,
  type ExecutionId,
  type PartitionId,
} from '@agentflow/core';
import { createFakeClock, createTestIds, seededRandom } from '@agentflow/testkit';
import { openEmbeddedStores, type EmbeddedStores } from '../open-embedded-stores.js';

const ORG = orgId('default');
const SEGMENT = 256 * 1024;
const ALL = Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, i) => partitionId('master', i));

describe('the room of deleted executions', () => {
  let folder: string;
  let stores: EmbeddedStores;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'agentflow-deletion-'))));
  afterEach(async () => {
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  });
  const open = async (): Promise<void> => {
    stores = await openEmbeddedStores({
      dataDir: folder,
      durability: 'buffered',
      clock: createFakeClock(),
      ids: createTestIds(),
      segmentBytes: SEGMENT,
    });
  };
  const sizes = async (): Promise<number> => {
    const files = (await readdir(join(folder, 'log'))).filter((name) => name.endsWith('.log'));
    return (await Promise.all(files.map(async (name) => (await stat(join(folder, 'log', name))).size))).reduce((a, b) => a + b, 0);
  };
  const readAll = async (id: ExecutionId): Promise<Commit[]> => {
    const commits: Commit[] = [];
    for await (const commit of stores.executions.read(ORG, id, 0)) commits.push(commit);
    return commits;
  };

  it('comes back file by file, while everything else reads as before, after crashes and with an index built anew', async () => {
    await open();
    const random = seededRandom(5);
    const last = new Map<PartitionId, { position: number; epoch: number }>();
    const own = async (): Promise<void> => {
      for (const { partition, position, epoch } of await stores.executions.claim(ALL, 'me', 0)) last.set(partition, { position, epoch });
    };
    const kept = new Map<ExecutionId, Commit[]>();
    let count = 0;
    const fill = async (batches: number): Promise<void> => {
      for (let batch = 0; batch < batches; batch++) {
        const commits: Commit[] = [];
        for (let n = 0; n < 8; n++) {
          const id = executionId(`E${++count}`);
          for (let version = 1; version <= 1 + random(4); version++) {
            const partition = partitionOf('master', id);
            const at = last.get(partition) as { position: number; epoch: number };
            commits.push({
              org: ORG,
              executionId: id,
              version,
              partition,
              position: ++at.position,
              epoch: at.epoch,
              commitId: `${id}:${version}`,
              at: 1,
              causes: [],
              events: [{ type: 'NodeSkipped', path: 'é'.repeat(200 + random(1500)), seq: version }],
              messages: [],
              wakeAt: null,
            });
          }
        }
        await stores.executions.append(commits);
        for (const commit of commits) kept.set(commit.executionId, [...(kept.get(commit.executionId) ?? []), commit]);
      }
    };
    const check = async (): Promise<void> => {
      for (const [id, commits] of kept) expect(await readAll(id)).toEqual(commits);
      const positions = new Map<PartitionId, number[]>();
      for (const commits of kept.values())
        for (const { partition, position } of commits) positions.set(partition, [...(positions.get(partition) ?? []), position]);
      for (const [partition, list] of positions) {
        const records = await stores.executions.tail(partition, 0, 100_000);
        expect(records.filter(({ kind }) => kind === 'commit').map(({ position }) => position)).toEqual([...list].sort((a, b) => a - b));
      }
    };
    await own();
    await fill(60);
    const before = await sizes();
    const all = [...kept.keys()];
    const gone = all.filter((_, index) => index % 5 !== 0);
    for (let from = 0; from < gone.length; from += 50) await stores.executions.delete(ORG, gone.slice(from, from + 50));
    for (const id of gone) kept.delete(id);
    await check();
    let steps = 0;
    while (await stores.executions.reclaim()) {
      steps++;
      if (steps % 3 === 0) {
        await stores.crashThreads();
        await stores.close();
        await open();
        await own();
      }
      if (steps % 4 === 0) await fill(1);
    }
    const after = await sizes();
    console.info(
      `${gone.length} of ${all.length} executions deleted: the log's files went from ${before} to ${after} bytes in ${steps} steps`,
    );
    expect(after).toBeLessThan(before * 0.75);
    await check();
    // An index that is lost is built anew from rows and files.
    await stores.close();
    const db = new Database(join(folder, 'log.db'));
    await rm(join(folder, 'log.db.sum'));
    db.exec('DELETE FROM by_partition; DELETE FROM by_execution; DELETE FROM sealed');
    db.close();
    await open();
    await own();
    await check();
    for (const id of gone.slice(0, 20)) expect(await readAll(id)).toEqual([]);
    await fill(3);
    await stores.executions.delete(ORG, [...kept.keys()].slice(0, 40));
    for (const id of [...kept.keys()].slice(0, 40)) kept.delete(id);
    while (await stores.executions.reclaim());
    await check();
  }, 60_000);
});
