import { setTimeout as wait } from 'node:timers/promises';
import type { PartitionId } from '@agentflow/core';
import type { Ownership } from '@agentflow/ports';
import { backendEnv, commitOf, provideBackend, seededRandom, whyNoBackend } from '@agentflow/testkit';
import { newDatabase } from './testing/mongo-database.js';
import type { MongoStores } from './open-mongo-stores.js';

const PARTITIONS = Array.from({ length: 4 }, (_, n) => `master/0${n}` as PartitionId);
const LEASE_MS = 60;
const TAKE_OVERS = 120;
const missing = whyNoBackend('MONGODB_URL');
if (missing !== undefined) console.warn(`SKIPPED: owners that stall, on MongoDB: ${missing}`);

/** An owner that never looks at its lease: it stalls for longer than that, and then writes on until the store refuses. */
function createStallingOwner(stores: MongoStores, name: string, seed: number) {
  const random = seededRandom(seed);
  const acknowledged = new Map<string, string>();
  const seen = { claims: 0, refused: 0 };
  async function own({ partition, epoch, position }: Ownership, stopped: () => boolean): Promise<void> {
    for (let last = position; !stopped();) {
      const commits = Array.from({ length: 1 + random(3) }, (_, n) => {
        const commitId = `${name}-${partition}-${epoch}-${last + 1 + n}`;
        return commitOf(partition, last + 1 + n, `E${commitId}`, 1, { epoch, commitId });
      });
      const answer = await stores.executions.append(commits).catch(() => null);
      if (answer?.get(partition) !== 'durable') {
        seen.refused++;
        return;
      }
      for (const { position: at, commitId } of commits) acknowledged.set(`${partition}:${at}`, commitId);
      last += commits.length;
      if (random(4) === 0) await wait(LEASE_MS * 2);
    }
  }
  return {
    acknowledged,
    seen,
    async run(stopped: () => boolean): Promise<void> {
      await Promise.all(
        PARTITIONS.map(async (partition) => {
          while (!stopped()) {
            const [owned] = await stores.executions.claim([partition], name, LEASE_MS);
            if (owned) {
              seen.claims++;
              await own(owned, stopped);
            } else await wait(5 + random(20));
          }
        }),
      );
    },
  };
}
(missing === undefined ? describe : describe.skip)('owners that stall for longer than their leases, on MongoDB', () => {
  let database: ReturnType<typeof newDatabase>;
  beforeAll(() => provideBackend('MONGODB_URL'), 300_000);
  beforeEach(() => (database = newDatabase(backendEnv('MONGODB_URL') as string)));
  afterEach(() => database.drop());

  it('write nothing behind the epoch record of a successor, and nothing acknowledged is lost', async () => {
    const owners = await Promise.all(['a', 'b', 'c'].map(async (name, n) => createStallingOwner(await database.open(), name, 11 + n)));
    const claims = () => owners.reduce((sum, { seen }) => sum + seen.claims, 0);
    await Promise.all(owners.map((owner) => owner.run(() => claims() >= TAKE_OVERS)));
    const { executions } = await database.open();
    const there = new Map<string, string>();
    let epochs = 0;
    for (const partition of PARTITIONS) {
      const records = await executions.tail(partition, 0, 1_000_000);
      expect(records.map(({ position }) => position)).toEqual(records.map((_, n) => n + 1));
      let current = 0;
      for (const record of records) {
        if (record.kind === 'epoch') {
          expect(record.epoch).toBeGreaterThan(current);
          current = record.epoch;
          epochs++;
        } else {
          expect(record.epoch).toBe(current);
          there.set(`${partition}:${record.position}`, record.commitId);
        }
      }
    }
    const acknowledged = owners.flatMap((owner) => [...owner.acknowledged]);
    for (const [place, commitId] of acknowledged) expect(there.get(place)).toBe(commitId);
    const refused = owners.reduce((sum, { seen }) => sum + seen.refused, 0);
    expect(refused).toBeGreaterThan(TAKE_OVERS / 4);
    console.info(
      `${epochs} epochs of 4 partitions, 3 owners: ${acknowledged.length} commits acknowledged, 0 lost, ${there.size} in the logs; ${refused} stale owners refused, 0 of their commits behind a newer epoch record`,
    );
  }, 120_000);
});
