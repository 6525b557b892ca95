import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { executionId, orgId, partitionId } from '@agentflow/core';
import { commitOf, createFakeClock, createTestIds, eventually, headOf, rejectsWith } from '@agentflow/testkit';
import { encodeCommit } from './log/log-line.js';
import { openEmbeddedStores, type EmbeddedStores } from './open-embedded-stores.js';

const ORG = orgId('default');
const P0 = partitionId('master', 0);
const open = (dataDir: string): Promise<EmbeddedStores> =>
  openEmbeddedStores({ dataDir, durability: 'sync', clock: createFakeClock(), ids: createTestIds() });

describe('the embedded stores', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'agentflow-stores-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('free all partitions of a process that is gone, without waiting for anything', async () => {
    const first = await open(dataDir);
    await first.executions.claim([P0], 'one', 0);
    await first.close();
    const second = await open(dataDir);
    expect(await second.executions.claim([P0], 'two', 0)).toMatchObject([{ owner: 'two', epoch: 2 }]);
    await second.close();
  });

  it('forget a projection that knows more than the log', async () => {
    const first = await open(dataDir);
    await first.executions.claim([P0], 'one', 0);
    await first.executions.append([commitOf(P0, 2, 'E1', 1)]);
    await first.executions.project([headOf('E1', 5, { tags: ['t'] })], new Map([[P0, 6]]));
    await first.close();
    const second = await open(dataDir);
    expect((await second.executions.cursors([P0])).get(P0)).toBe(0);
    expect(await second.executions.head(ORG, executionId('E1'))).toBeNull();
    expect((await second.executions.list(ORG, { limit: 5, tag: 't' })).items).toEqual([]);
    await second.executions.project([headOf('E1', 1)], new Map([[P0, 2]]));
    expect((await second.executions.head(ORG, executionId('E1')))?.version).toBe(1);
    await second.close();
  });

  it('say UNAVAILABLE while the disk is full, keep nothing of it, and go on when there is room', async () => {
    const segment = join(dataDir, 'log', `${'0'.repeat(16)}.log`);
    await mkdir(join(dataDir, 'log'), { recursive: true });
    await symlink('/dev/full', segment);
    const stores = await open(dataDir);
    const commits = [2, 3, 4].map((position) => commitOf(P0, position, 'E1', position - 1));
    await rejectsWith('UNAVAILABLE', stores.executions.claim([P0], 'one', 0));
    expect(await stores.executions.tail(P0, 0, 10)).toEqual([]);
    await rm(segment);
    await stores.executions.claim([P0], 'one', 0);
    expect((await stores.executions.append(commits)).get(P0)).toBe('durable');
    expect((await stores.executions.tail(P0, 0, 10)).map((one) => one.position)).toEqual([1, 2, 3, 4]);
    await stores.close();
  }, 30_000);

  it('say UNAVAILABLE for owners that cannot be written down, and keep nothing of it in the log', async () => {
    const stores = await open(dataDir);
    await stores.executions.claim([P0], 'one', 0);
    const blocker = new Database(join(dataDir, 'log.db'));
    blocker.exec('BEGIN IMMEDIATE');
    await rejectsWith('UNAVAILABLE', stores.executions.claim([partitionId('master', 1)], 'one', 0));
    expect((await stores.executions.append([commitOf(P0, 2, 'E1', 1)])).get(P0)).toBe('durable'); // the log needs only its own files
    blocker.exec('ROLLBACK');
    blocker.close();
    expect(await stores.executions.tail(partitionId('master', 1), 0, 10)).toEqual([]);
    await stores.close();
  }, 30_000);

  it('read what lies before, across and after the sealed part of the index', async () => {
    const partitions = Array.from({ length: 8 }, (_, i) => partitionId('master', i));
    const first = await open(dataDir);
    await first.executions.claim(partitions, 'one', 0);
    const count = 5000; // of executions: well beyond what one seal takes
    for (let from = 0; from < count; from += 500) {
      await Promise.all(
        Array.from({ length: 500 }, (_, k) => {
          const n = from + k;
          return first.executions.append([commitOf(partitions[n % 8]!, 2 + Math.floor(n / 8), `E${n}`, 1)]);
        }),
      );
    }
    const check = async ({ executions }: EmbeddedStores): Promise<void> => {
      for (const partition of partitions)
        expect((await executions.tail(partition, 0, 10_000)).map((one) => one.position)).toEqual(
          Array.from({ length: count / 8 + 1 }, (_, i) => i + 1),
        );
      expect((await executions.tail(partitions[3]!, 300, 3)).map((one) => one.position)).toEqual([301, 302, 303]);
      for (const n of [0, 1, 1535, 1536, 2047, 4999]) {
        const versions: number[] = [];
        for await (const commit of executions.read(ORG, executionId(`E${n}`), 0)) versions.push(commit.version);
        expect([n, versions]).toEqual([n, [1]]);
      }
      expect((await executions.append([commitOf(partitions[0]!, 2, 'E0', 1)])).get(partitions[0]!)).toBe('durable');
      expect((await executions.append([commitOf(partitions[0]!, 2, 'E0', 1, { commitId: 'x' })])).get(partitions[0]!)).toBe(
        'ownership-lost',
      );
    };
    await check(first);
    await first.crashThreads();
    await check(first);
    await first.close();
    const second = await open(dataDir);
    await check(second);
    await second.close();
  }, 60_000);

  it('drop bus messages that every group has handled, and keep what one has not', async () => {
    const stores = await open(dataDir);
    const rows = (topic: string): number => {
      const db = new Database(join(dataDir, 'bus.db'));
      const [count] = db.prepare('SELECT count(*) FROM published WHERE topic = ?').raw().get([topic]) as unknown as [number];
      db.close();
      return count;
    };
    let handled = 0;
    const listen = () => stores.bus.subscribe('t', 'g', async (batch) => void (handled += batch.length), { from: 'earliest' });
    let group = await listen();
    await (await stores.bus.subscribe('kept', 'slow', async () => undefined, { from: 'earliest' })).close();
    for (let i = 0; i < 1200; i++) {
      const message = { key: 'k', headers: {}, value: String(i) };
      await Promise.all([stores.bus.publish('t', [message, message]), stores.bus.publish('kept', [message])]);
      if (i % 100 !== 99) continue;
      await eventually(() => handled === 2 * (i + 1));
      await group.close(); // writes its position, as time does
      group = await listen();
    }
    console.log(`bus: ${rows('t')} of 1200 publishes kept of a topic that is read, ${rows('kept')} of one that is not`);
    expect(rows('t')).toBeLessThan(600);
    expect(rows('kept')).toBe(1200);
    await stores.close();
  }, 30_000);

  it('read on in a log whose flushes an earlier version kept as rows', async () => {
    const db = new Database(join(dataDir, 'log.db'));
    db.exec('CREATE TABLE flush(id INTEGER PRIMARY KEY, body BLOB NOT NULL)');
    const line = (position: number, version: number): string => encodeCommit(commitOf(P0, position, 'E1', version, { epoch: 1 }));
    const rows = [`${P0}\t1\t\t0\t1\t\t\t{"at":1,"owner":"before"}`, [line(2, 1), line(3, 2)].join('\n'), line(4, 3)];
    rows.forEach((body, i) => db.prepare('INSERT INTO flush VALUES(?, ?)').run([i + 1, Buffer.from(body)]));
    db.close();
    for (const version of [4, 5]) {
      const stores = await open(dataDir);
      const [owned] = await stores.executions.claim([P0], 'now', 0);
      const answer = await stores.executions.append([commitOf(P0, owned!.position + 1, 'E1', version, { epoch: owned!.epoch })]);
      expect(answer.get(P0)).toBe('durable');
      const versions: number[] = [];
      for await (const commit of stores.executions.read(ORG, executionId('E1'), 0)) versions.push(commit.version);
      expect(versions).toEqual(Array.from({ length: version }, (_, i) => i + 1));
      await stores.close();
    }
  });

  it('say in a sentence that the folder cannot be used', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, 'x');
    const error = await rejectsWith('UNAVAILABLE', open(join(file, 'below')));
    expect(error.message).toContain('cannot be written');
    await writeFile(join(dataDir, 'log.db'), 'this is no database, but long enough to look at'.repeat(50));
    await rejectsWith('UNAVAILABLE', open(dataDir));
  });
});
