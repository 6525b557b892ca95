import { executionId, orgId, type PartitionId } from '@agentflow/core';
import { backendEnv, commitOf, createFaultProxy, provideBackend, rejectsWith, whyNoBackend, type FaultProxy } from '@agentflow/testkit';
import { createLosingProxy, insertInto, type LosingProxy } from './testing/losing-proxy.js';
import { newDatabase, throughProxy } from './testing/mongo-database.js';
import type { MongoStores } from './open-mongo-stores.js';

const P0 = 'master/00' as PartitionId;
const P1 = 'master/01' as PartitionId;
const ORG = orgId('default');
const missing = whyNoBackend('MONGODB_URL');
if (missing !== undefined) console.warn(`SKIPPED: writes to MongoDB whose outcome is not known: ${missing}`);

(missing === undefined ? describe : describe.skip)('a write to MongoDB whose outcome is not known', () => {
  let database: ReturnType<typeof newDatabase>;
  let url: string;
  let losing: LosingProxy;
  let faulty: FaultProxy;
  let direct: MongoStores;
  beforeAll(() => provideBackend('MONGODB_URL'), 300_000);
  beforeEach(async () => {
    url = backendEnv('MONGODB_URL') as string;
    const { hostname, port } = new URL(url);
    losing = await createLosingProxy(hostname, Number(port || 27017));
    faulty = await createFaultProxy({ target: `${hostname}:${port || 27017}` });
    database = newDatabase(url);
    direct = await database.open();
  });
  afterEach(async () => {
    await database.drop();
    await Promise.all([losing.close(), faulty.close()]);
  });
  const openThrough = ({ address }: { address: string }): Promise<MongoStores> => database.open(throughProxy(url, address));
  const positions = async (partition = P0): Promise<number[]> =>
    (await direct.executions.tail(partition, 0, 1000)).map((record) => record.position);

  it('is recognised as durable by what stands at its position, and stands there once', async () => {
    const { executions } = await openThrough(losing);
    await executions.claim([P0, P1], 'one', 60_000);
    const rounds = 15;
    losing.loseNext(insertInto('log'), rounds);
    for (let round = 0; round < rounds; round++) {
      const commits = [0, 1, 2].flatMap((n) => [
        commitOf(P0, 2 + round * 3 + n, `E${round}-${n}`, 1),
        commitOf(P1, 2 + round * 3 + n, `F${round}-${n}`, 1),
      ]);
      expect([...(await executions.append(commits))]).toEqual([
        [P0, 'durable'],
        [P1, 'durable'],
      ]);
    }
    expect(losing.lost).toBe(rounds);
    const expected = Array.from({ length: 1 + rounds * 3 }, (_, n) => n + 1);
    expect([await positions(P0), await positions(P1)]).toEqual([expected, expected]);
    console.info(`${losing.lost} answers to appends lost: ${rounds * 6} commits durable, each once`);
  }, 60_000);

  it('is recognised as lost where somebody else was first', async () => {
    const { executions } = await openThrough(losing);
    const owned = await executions.claim([P0, P1], 'one', 60_000);
    await executions.release(owned.slice(0, 1));
    await direct.executions.claim([P0], 'two', 60_000);
    losing.loseNext(insertInto('log'), 1);
    const answers = await executions.append([
      commitOf(P0, 2, 'A', 1),
      commitOf(P1, 2, 'B', 1),
      commitOf(P0, 3, 'A', 2),
      commitOf(P1, 3, 'B', 2),
    ]);
    expect(losing.lost).toBe(1);
    expect(new Map(answers)).toEqual(
      new Map([
        [P0, 'ownership-lost'],
        [P1, 'durable'],
      ]),
    );
    expect([await positions(P0), await positions(P1)]).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
  }, 30_000);

  it('is not called lost where a part of it is in the log', async () => {
    await direct.executions.claim([P0, P1], 'one', 0);
    await direct.executions.append([commitOf(P0, 2, 'E1', 1)]);
    const commits = [
      commitOf(P0, 3, 'E2', 1),
      commitOf(P1, 2, 'F1', 1),
      commitOf(P0, 4, 'E1', 1, { commitId: 'version is taken' }),
      commitOf(P1, 3, 'F1', 2),
    ];
    const [half, whole] = await Promise.allSettled([
      direct.executions.append(commits),
      direct.executions.append([commitOf(P1, 4, 'F1', 3)]),
    ]);
    expect(half).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE' } });
    expect(whole.status === 'fulfilled' && whole.value.get(P1)).toBe('durable');
    expect([await positions(P0), await positions(P1)]).toEqual([
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
    expect((await direct.executions.append([commitOf(P0, 4, 'E2', 2)])).get(P0)).toBe('durable');
  });

  it('leaves one epoch record where the answer to a claim is lost', async () => {
    const { executions } = await openThrough(losing);
    losing.loseNext(insertInto('log'), 1);
    const owned = await executions.claim([P0, P1], 'one', 60_000);
    expect(losing.lost).toBe(1);
    expect(owned.map(({ partition, epoch, position }) => [partition, epoch, position])).toEqual([
      [P0, 1, 1],
      [P1, 1, 1],
    ]);
    expect([await positions(P0), await positions(P1)]).toEqual([[1], [1]]);
  }, 30_000);

  it('is UNAVAILABLE while the server is cut off, and the same commits are taken once it is back', async () => {
    const { executions, documents, ping } = await openThrough(faulty);
    await executions.claim([P0], 'one', 0);
    await faulty.set({ kind: 'cut' });
    const commits = [commitOf(P0, 2, 'E1', 1), commitOf(P0, 3, 'E1', 2)];
    const [append] = await Promise.all([
      rejectsWith('UNAVAILABLE', executions.append(commits)),
      rejectsWith('UNAVAILABLE', executions.head(ORG, executionId('E1'))),
      rejectsWith('UNAVAILABLE', documents.put(ORG, 'w', 'a', 1)),
      rejectsWith('UNAVAILABLE', ping()),
    ]);
    expect(append.retryable).toBe(true);
    expect(await positions()).toEqual([1]);
    await faulty.set({ kind: 'pass' });
    expect((await executions.append(commits)).get(P0)).toBe('durable');
    await ping();
    expect(await positions()).toEqual([1, 2, 3]);
  }, 60_000);

  it('may take effect long after it was given up (half-open), and then is a repeat', async () => {
    const { executions } = await openThrough(faulty);
    await executions.claim([P0], 'one', 0);
    await faulty.set({ kind: 'half-open' });
    const commits = [commitOf(P0, 2, 'E1', 1), commitOf(P0, 3, 'E1', 2)];
    await rejectsWith('UNAVAILABLE', executions.append(commits));
    expect(await positions()).toEqual([1]);
    await faulty.set({ kind: 'pass' });
    expect((await executions.append(commits)).get(P0)).toBe('durable');
    expect((await executions.append([...commits, commitOf(P0, 4, 'E2', 1)])).get(P0)).toBe('durable');
    expect(await positions()).toEqual([1, 2, 3, 4]);
    expect(faulty.counts.heldPieces).toBeGreaterThan(0);
    console.info(`${faulty.counts.heldPieces} pieces held back: every position once`);
  }, 90_000);
});
