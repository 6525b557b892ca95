import { setTimeout as wait } from 'node:timers/promises';
import { isAppError, type Commit, type PartitionId } from '@agentflow/core';
import { commitOf, eventually, startBackends, whyNoBackend, type PrivateBackends } from '@agentflow/testkit';
import { newDatabase } from './testing/mongo-database.js';
import type { MongoStores } from './open-mongo-stores.js';

const PARTITIONS = Array.from({ length: 8 }, (_, n) => `master/0${n}` as PartitionId);
const KILLS = 4;
const BATCH = 6;
const missing = whyNoBackend('MONGODB_URL');
if (missing !== undefined) console.warn(`SKIPPED: kill -9 of MongoDB amid appends: ${missing}`);

/** Writes to one partition as its owner does: one batch at a time, after an error from where the log ends. */
function createWriter(stores: MongoStores, partition: PartitionId, epoch: number) {
  const acknowledged = new Map<number, string>();
  const seen = { unknown: 0, written: 0 };
  let position = 1;
  let round = 0;
  const batch = (): Commit[] =>
    Array.from({ length: BATCH }, (_, n) => {
      const commitId = `${partition}-${++round}`;
      return commitOf(partition, position + 1 + n, `E${commitId}`, 1, { epoch, commitId });
    });
  async function endOfLog(commits: readonly Commit[]): Promise<void> {
    const records = await stores.executions.tail(partition, position, BATCH + 1);
    for (const [index, record] of records.entries()) {
      const commit = commits[index] as Commit;
      if (record.kind !== 'commit' || record.commitId !== commit.commitId)
        throw new Error(`${partition}: a foreign record at ${record.position}`);
      acknowledged.set(record.position, record.commitId);
    }
    seen.written += records.length;
    position += records.length;
  }
  return {
    acknowledged,
    seen,
    async write(stopped: () => boolean): Promise<void> {
      while (!stopped()) {
        const commits = batch();
        try {
          const answer = await stores.executions.append(commits);
          if (answer.get(partition) !== 'durable') throw new Error(`${partition} is said to be lost`);
          for (const commit of commits) acknowledged.set(commit.position, commit.commitId);
          position += commits.length;
        } catch (error) {
          if (!isAppError(error) || error.code !== 'UNAVAILABLE') throw error;
          seen.unknown++;
          while (
            !(await endOfLog(commits).then(
              () => true,
              (failure: unknown) => (isAppError(failure) ? false : Promise.reject(failure)),
            ))
          )
            await wait(100);
        }
      }
    },
  };
}
(missing === undefined ? describe : describe.skip)('kill -9 of MongoDB amid appends', () => {
  let servers: PrivateBackends;
  let stores: MongoStores;
  beforeAll(async () => {
    servers = await startBackends(['mongo']);
    stores = await newDatabase(servers.env['MONGODB_URL'] as string).open();
  }, 300_000);
  afterAll(async () => {
    await stores?.close();
    await servers?.stop();
  }, 60_000);

  it('loses nothing that was acknowledged, and leaves every log without a gap', async () => {
    const owned = await stores.executions.claim(PARTITIONS, 'writer', 0);
    const writers = owned.map(({ partition, epoch }) => createWriter(stores, partition, epoch));
    const count = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
    const unknown = () => writers.reduce((sum, { seen }) => sum + seen.unknown, 0);
    let stopped = false;
    const writing = Promise.all(writers.map((writer) => writer.write(() => stopped)));
    const atKill: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const before = count();
      await eventually(
        () => count() > before + 500,
        () => wait(20),
      );
      atKill.push(count());
      const unknownBefore = unknown();
      await servers.control('kill', 'mongo');
      // Every other time it is back before the store gives up, and its callers notice nothing but a pause.
      if (kill % 2 === 1)
        await eventually(
          () => unknown() > unknownBefore,
          () => wait(50),
        );
      await servers.control('start', 'mongo');
    }
    const before = count();
    await eventually(
      () => count() > before + 200,
      () => wait(20),
    );
    stopped = true;
    await writing;
    let found = 0;
    for (const [index, { acknowledged }] of writers.entries()) {
      const records = await stores.executions.tail(PARTITIONS[index] as PartitionId, 1, 1_000_000);
      expect(records.map(({ position }) => position)).toEqual(records.map((_, n) => n + 2));
      const there = new Map(records.map((record) => [record.position, record.kind === 'commit' ? record.commitId : '']));
      for (const [position, commitId] of acknowledged) expect(there.get(position)).toBe(commitId);
      found += records.length;
    }
    const kept = writers.reduce((sum, { seen }) => sum + seen.written, 0);
    expect(unknown()).toBeGreaterThan(0);
    console.info(
      `${KILLS} kills of mongod (after ${atKill.join(', ')} commits): ${count()} acknowledged, ${found} in the logs, 0 lost, 0 gaps; ${unknown()} appends ended without an answer, ${kept} commits of theirs were found in the log`,
    );
  }, 300_000);
});
