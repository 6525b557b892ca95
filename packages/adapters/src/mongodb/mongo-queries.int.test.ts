import { executionId, orgId, type Commit, type OrgId, type PartitionId } from '@agentflow/core';
import { backendEnv, commitOf, headOf, provideBackend, rejectsWith, whyNoBackend } from '@agentflow/testkit';
import type { mongo } from 'mongoose';
import { headsOf } from './heads/head-document.js';
import { openMongoLink, type MongoLink } from './mongo-link.js';
import { INDEXES } from './mongo-indexes.js';
import { newDatabase } from './testing/mongo-database.js';
import type { MongoStores } from './open-mongo-stores.js';
import { createIdSource } from '../system/id-source.js';
import { openMongoStores } from './open-mongo-stores.js';

const ORG = orgId('default');
const P0 = 'master/00' as PartitionId;
const missing = whyNoBackend('MONGODB_URL');
if (missing !== undefined) console.warn(`SKIPPED: what is asked of MongoDB: ${missing}`);

(missing === undefined ? describe : describe.skip)('what is asked of MongoDB', () => {
  let database: ReturnType<typeof newDatabase>;
  let stores: MongoStores;
  let link: MongoLink;
  const url = () => backendEnv('MONGODB_URL') as string;
  beforeAll(() => provideBackend('MONGODB_URL'), 300_000);
  beforeEach(async () => {
    database = newDatabase(url());
    stores = await database.open();
    link = await openMongoLink({ url: url(), database: database.database });
  });
  afterEach(async () => {
    await link.close();
    await database.drop();
  });

  it('takes values of callers as values: an operator finds nothing and changes nothing', async () => {
    await stores.executions.claim([P0], '$owner', 60_000);
    await stores.executions.append([commitOf(P0, 2, 'E1', 1)]);
    await stores.executions.project([headOf('E1', 1, { tags: ['t'] })], new Map());
    await stores.documents.put(ORG, 'w', 'a', 1, { unique: { key: 'k' }, index: { n: 'x' } });
    await stores.outbox.send(ORG, { from: 'a', to: ['b'], subject: 's', text: 't', idempotencyKey: 'k' });
    for (const operator of [{ $ne: '' }, { $gt: '' }, { $regex: '.*' }, { $exists: true }, { $where: 'true' }] as unknown[]) {
      const org = operator as OrgId;
      const quiet = async (call: Promise<unknown>): Promise<unknown> => call.catch((error: { code: string }) => error.code);
      const read: Commit[] = [];
      for await (const commit of stores.executions.read(org, executionId('E1'), 0)) read.push(commit);
      for await (const commit of stores.executions.read(ORG, operator as never, 0)) read.push(commit);
      expect(read).toEqual([]);
      expect(await stores.executions.head(org, executionId('E1'))).toBeNull();
      expect(await stores.executions.head(ORG, operator as never)).toBeNull();
      for (const query of [{ workflowId: operator }, { tag: operator }, { status: [operator] }])
        expect(await quiet(stores.executions.list(ORG, { ...query, limit: 5 } as never))).toBe('BAD_REQUEST');
      expect((await stores.executions.list(org, { limit: 5 })).items).toEqual([]);
      expect([await stores.executions.countOpen(org, 'W1'), await stores.executions.countOpenOfRoot(ORG, operator as never)]).toEqual([
        0, 0,
      ]);
      await stores.executions.delete(org, [executionId('E1')]);
      expect(await quiet(stores.executions.delete(ORG, [operator as never]))).toBe('BAD_REQUEST');
      await stores.executions.release([{ partition: P0, epoch: 1, owner: operator as string, expiresAt: 0, position: 1 }]);
      expect(
        await stores.executions.renew([{ partition: P0, epoch: operator as number, owner: '$owner', expiresAt: 0, position: 1 }], 1000),
      ).toEqual([]);
      expect(await quiet(stores.executions.claim([P0], operator as string, 1000))).toBe('BAD_REQUEST');
      expect(await quiet(stores.documents.get(org, 'w', 'a'))).toBe('BAD_REQUEST');
      expect(await quiet(stores.documents.get(ORG, 'w', operator as string))).toBe('BAD_REQUEST');
      expect(await quiet(stores.documents.getByUnique(ORG, 'w', 'key', operator as string))).toBe('BAD_REQUEST');
      expect(await quiet(stores.documents.delete(ORG, 'w', 'a', operator as number))).toBe('VERSION_CONFLICT');
      expect(await quiet(stores.documents.list(ORG, 'w', { where: { n: operator as string }, limit: 5 }))).toBe('BAD_REQUEST');
      expect(await stores.outbox.list(org, 5)).toEqual([]);
      expect(await stores.membership.members(operator as never)).toEqual([]);
      expect(await stores.membership.owners(operator as never)).toEqual([]);
      await stores.membership.leave(operator as string);
    }
    expect([await stores.executions.countOpen(ORG, 'W1'), (await stores.executions.tail(P0, 0, 9)).length]).toEqual([1, 2]);
    expect(await stores.membership.owners('master')).toMatchObject([{ owner: '$owner', epoch: 1 }]);
    expect((await stores.documents.get(ORG, 'w', 'a'))?.version).toBe(1);
  });

  it('finds by an index, never by looking at everything', async () => {
    await stores.executions.project(
      Array.from({ length: 300 }, (_, n) =>
        headOf(`E${n}`, 1, {
          workflowId: `W${n % 10}`,
          createdAt: n,
          ...(n % 25 ? {} : { status: 'failed' }),
          tags: n % 50 ? [] : ['rare'],
          wakeAt: n % 30 ? null : n,
        }),
      ),
      new Map(),
    );
    const seen: string[] = [];
    const plans = async (filter: object, sort?: mongo.Sort) => {
      const cursor = headsOf(link.db).find(filter);
      const plan = JSON.stringify(await (sort ? cursor.sort(sort) : cursor).limit(10).explain('queryPlanner'));
      expect(plan).not.toContain('COLLSCAN');
      const stage = /"winningPlan":(.*?),"rejectedPlans"/.exec(plan)?.[1] ?? plan;
      expect(stage).not.toContain('"SORT"');
      seen.push([...new Set([...stage.matchAll(/"indexName":"(\w+)"/g)].map((found) => found[1]))].join('+'));
    };
    const org = { '_id.org': { $eq: 'default' } };
    const newest = { createdAt: -1, _id: -1 } as const;
    await plans({ ...org, shown: true }, newest);
    await plans({ ...org, shown: true, tags: { $eq: 'rare' } }, newest);
    await plans({ open: true, $or: [{ partition: { $in: ['master/00', 'master/01'] } }] }, { partition: 1, _id: 1 });
    const here = { partition: { $in: ['master/00', 'master/01'], $eq: 'master/00' }, _id: { $gt: { org: 'default', id: 'E1' } } };
    const later = { partition: { $in: ['master/00', 'master/01'], $gt: 'master/00' } };
    await plans({ open: true, $or: [later, here] }, { partition: 1, _id: 1 });
    const before = { createdAt: { $lte: 200 }, $or: [{ createdAt: { $lt: 200 } }, { _id: { $lt: { org: 'default', id: 'E200' } } }] };
    await plans({ ...org, shown: true, $and: [before, {}, { createdAt: { $lt: 250 } }] }, newest);
    await plans({ ...org, shown: true, status: { $in: ['failed', 'stopped'] }, $and: [before] }, newest);
    await plans({ partition: { $in: ['master/00'] }, wakeAt: { $lte: 50 } }, { wakeAt: 1 });
    await plans({ ...org, workflowId: { $eq: 'W1' }, open: true });
    await plans({ ...org, rootId: { $eq: 'R' }, open: true });
    expect(seen).toEqual([
      'created',
      'tag',
      'place',
      'place',
      'created',
      'status',
      'due',
      expect.stringMatching(/^(openOfWorkflow|workflow)$/),
      'openOfRoot',
    ]);
  });

  it('makes its indexes once, from several processes at the same time', async () => {
    await Promise.all([database.open(), database.open(), database.open()]);
    for (const [collection, indexes] of Object.entries(INDEXES)) {
      const found = (await link.db.collection(collection).indexes()).map(({ name }) => name);
      expect(found.sort()).toEqual(['_id_', ...indexes.map(({ name }) => name as string)].sort());
    }
  });

  it('gives a partition whose row was lost or put back an epoch above all that its log knows', async () => {
    await stores.executions.claim([P0], 'one', 0);
    await stores.executions.claim([P0], 'one', 0);
    await stores.executions.append([commitOf(P0, 3, 'E1', 1, { epoch: 2 })]);
    await link.db.collection('ownership').deleteMany({});
    const [fresh] = await (await database.open()).executions.claim([P0], 'two', 60_000);
    expect([fresh?.epoch, fresh?.position]).toEqual([3, 4]);
    await link.db.collection('ownership').updateMany({}, { $set: { epoch: 1, owner: '' } });
    const [again] = await stores.executions.claim([P0], 'three', 60_000);
    expect([again?.epoch, again?.position]).toEqual([4, 5]);
    expect((await stores.executions.append([commitOf(P0, 6, 'E1', 2, { epoch: 3 })])).get(P0)).toBe('ownership-lost');
  });

  it('refuses what is larger than a document may be, by name, and writes nothing of it', async () => {
    const text = 'x'.repeat(17 * 1024 * 1024);
    await rejectsWith('PAYLOAD_TOO_LARGE', stores.documents.put(ORG, 'w', 'a', text));
    await stores.executions.claim([P0], 'one', 0);
    const large = commitOf(P0, 3, 'E1', 2, { events: [{ type: 'ExecutionStopped', reason: text, seq: 1 }] });
    await rejectsWith('PAYLOAD_TOO_LARGE', stores.executions.append([commitOf(P0, 2, 'E1', 1), large]));
    expect((await stores.executions.tail(P0, 0, 9)).map(({ position }) => position)).toEqual([1]);
  });

  it('takes many large commits in one append', async () => {
    await stores.executions.claim([P0], 'one', 0);
    const reason = 'é'.repeat(500_000);
    const commits = Array.from({ length: 60 }, (_, n) =>
      commitOf(P0, n + 2, 'E1', n + 1, { events: [{ type: 'ExecutionStopped', reason, seq: n + 1 }] }),
    );
    expect((await stores.executions.append(commits)).get(P0)).toBe('durable');
    expect((await stores.executions.tail(P0, 1, 100)).length).toBe(60);
  }, 60_000);

  it('refuses a connection string that is none, without showing it', async () => {
    for (const wrong of ['http://user:hidden-word@host/', 'mongodb://user:hidden-word@', 'nonsense hidden-word']) {
      const error = await rejectsWith('CONFIG_INVALID', openMongoStores({ url: wrong, ids: createIdSource() }));
      expect(`${error.message} ${JSON.stringify(error.details)} ${String(error.cause)}`).not.toContain('hidden-word');
    }
  });

  it('says UNAVAILABLE where no server listens, and lets nothing linger', async () => {
    await rejectsWith('UNAVAILABLE', openMongoStores({ url: 'mongodb://127.0.0.1:1/x', ids: createIdSource() }));
  });
});
