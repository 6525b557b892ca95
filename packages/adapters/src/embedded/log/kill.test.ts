import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, open as openFile, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { partitionId, PARTITIONS_PER_DOMAIN, type AppError, type Commit, type PartitionId } from '@agentflow/core';
import { createFakeClock, createTestIds, rejectsWith, seededRandom } from '@agentflow/testkit';
import { openEmbeddedStores, type EmbeddedStores } from '../open-embedded-stores.js';
import { builtFile } from '../threads/built-file.js';
import type { Durability } from '../threads/sqlite.js';

const PARTITIONS = Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, i) => partitionId('master', i));
/** A process that appends as fast as it can, 32 executions at once, and prints every commit once it is acknowledged. */
const APPENDER = `
  const [, dataDir, durability, round, stores, core] = process.argv;
  const { openEmbeddedStores } = await import(stores);
  const { partitionId, partitionOf } = await import(core);
  const clock = { now: () => Date.now(), monotonic: () => performance.now(), after: (ms, call) => { const t = setTimeout(call, ms); return () => clearTimeout(t); } };
  const { executions } = await openEmbeddedStores({ dataDir, durability, clock, ids: null });
  const owned = await executions.claim(Array.from({ length: 64 }, (_, i) => partitionId('master', i)), 'appender', 0);
  const at = new Map(owned.map((one) => [one.partition, { ...one }]));
  for (let n = 0; n < 32; n++) (async () => {
    for (let k = 0; ; k++) {
      const executionId = 'E-' + round + '-' + n + '-' + k;
      const log = at.get(partitionOf('master', executionId));
      for (let version = 1; version <= 7; version++) {
        const position = ++log.position;
        const commitId = executionId + ':' + version;
        const commit = { org: 'default', executionId, version, partition: log.partition, position, epoch: log.epoch, commitId, at: 1, causes: [],
          events: [{ type: 'NodeSkipped', path: 'é'.repeat(20 + (position % 50)), seq: version }], messages: [], wakeAt: null };
        const answer = await executions.append([commit]);
        if (answer.get(log.partition) !== 'durable') throw new Error('lost ' + commitId);
        process.stdout.write(log.partition + ' ' + position + ' ' + commitId + ' .\\n');
      }
    }
  })();
`;
interface Acknowledged {
  readonly partition: PartitionId;
  readonly position: number;
  readonly commitId: string;
}
/** Runs an appender until it has acknowledged `count` commits, then kills it with SIGKILL; answers all it had printed. */
async function appendAndKill(dataDir: string, durability: Durability, round: number, count: number): Promise<readonly Acknowledged[]> {
  const modules = [builtFile(import.meta.url, '../open-embedded-stores.js'), builtFile(import.meta.url, '../../../../core/dist/index.js')];
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', APPENDER, dataDir, durability, String(round), ...modules.map((one) => pathToFileURL(one).href)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  const acknowledged: Acknowledged[] = [];
  const tooLong = setTimeout(() => child.kill('SIGTERM'), 30_000);
  for await (const line of createInterface({ input: child.stdout })) {
    const [partition, position, commitId, end] = line.split(' ') as [PartitionId, string, string, string];
    if (end !== '.') continue; // the line the kill cut short
    acknowledged.push({ partition, position: Number(position), commitId });
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  clearTimeout(tooLong);
  const [code, signal] = (await exited) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return acknowledged;
}
const open = (dataDir: string, durability: Durability): Promise<EmbeddedStores> =>
  openEmbeddedStores({ dataDir, durability, clock: createFakeClock(), ids: createTestIds() });
/** Everything in the log by (partition, position), checked to be without gaps and to read the same by execution. */
async function readLog({ executions }: EmbeddedStores): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const byExecution = new Map<string, Commit[]>();
  for (const partition of PARTITIONS) {
    const records = await executions.tail(partition, 0, 1_000_000);
    records.forEach((record, i) => {
      expect(record.position).toBe(i + 1);
      if (record.kind === 'epoch') return;
      const { kind: _, ...commit } = record;
      found.set(`${partition} ${record.position}`, record.commitId);
      byExecution.set(record.executionId, [...(byExecution.get(record.executionId) ?? []), commit]);
    });
  }
  for (const [id, commits] of byExecution) {
    const read: Commit[] = [];
    for await (const commit of executions.read(commits[0]!.org, commits[0]!.executionId, 0)) read.push(commit);
    if (JSON.stringify(read) !== JSON.stringify(commits)) throw new Error(`${id} reads otherwise by execution than by partition`);
  }
  return found;
}
describe('the execution log when its process is killed', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agentflow-kill-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['sync', 'buffered'] as const)(
    'keeps every acknowledged commit through kill -9 after kill -9 (%s)',
    async (durability) => {
      const random = seededRandom(11);
      const acknowledged: Acknowledged[] = [];
      for (let round = 1; round <= 4; round++) acknowledged.push(...(await appendAndKill(folder, durability, round, 300 + random(1500))));
      const stores = await open(folder, durability);
      const found = await readLog(stores);
      await stores.close();
      const missing = acknowledged.filter((one) => found.get(`${one.partition} ${one.position}`) !== one.commitId);
      console.log(
        `kill -9, ${durability}: 4 kills, ${acknowledged.length} commits acknowledged, ${found.size} found, ${missing.length} missing`,
      );
      expect(missing).toEqual([]);
      expect(found.size).toBeGreaterThanOrEqual(acknowledged.length);
    },
    120_000,
  );

  it('keeps nothing of an unclean end with `exit`, and everything of a clean one', async () => {
    const acknowledged = await appendAndKill(folder, 'exit', 1, 500);
    const stores = await open(folder, 'exit');
    expect((await readLog(stores)).size).toBe(0);
    const [owned] = await stores.executions.claim([PARTITIONS[0]!], 'me', 0);
    expect(owned).toMatchObject({ epoch: 1, position: 1 });
    await stores.close();
    const again = await open(folder, 'exit');
    expect(await again.executions.tail(PARTITIONS[0]!, 0, 10)).toHaveLength(1);
    await again.close();
    console.log(`kill -9, exit: ${acknowledged.length} commits acknowledged in memory, none on the disk, as the setting says`);
  }, 60_000);

  it('opens on a torn tail with what was whole before it, and refuses by name what was damaged further in front', async () => {
    const acknowledged = await appendAndKill(folder, 'sync', 1, 400);
    const segment = join('log', `${'0'.repeat(16)}.log`);
    const bytes = await readFile(join(folder, segment));
    const used = bytes.findLastIndex((byte) => byte !== 0) + 1;
    const random = seededRandom(5);
    const counts: number[] = [];
    let refused = 0;
    for (let i = 0; i < 16; i++) {
      const copy = `${folder}-${i}`;
      await cp(folder, copy, { recursive: true });
      const at = Math.floor(used / 5) + random(Math.floor(used * 0.8));
      if (i % 2 === 0) await truncate(join(copy, segment), at);
      else {
        const file = await openFile(join(copy, segment), 'r+');
        await file.write(Buffer.alloc(Math.min(300, used - at), 0xa5), 0, undefined, at);
        await file.close();
      }
      const stores = await open(copy, 'sync').catch((error: AppError) => {
        expect([i % 2, error.code, error.message]).toEqual([1, 'UNAVAILABLE', expect.stringContaining('.log at byte ')]);
        return undefined;
      });
      if (stores) {
        const found = await readLog(stores);
        counts.push(found.size);
        for (const { partition, position, commitId } of acknowledged) {
          const kept = found.get(`${partition} ${position}`);
          if (kept !== undefined) expect(kept).toBe(commitId);
        }
        const [owned] = await stores.executions.claim([PARTITIONS[0]!], 'next', 0);
        expect(owned?.owner).toBe('next');
        await stores.close();
      } else refused++;
      await rm(copy, { recursive: true, force: true });
    }
    console.log(
      `a log of ${acknowledged.length} acknowledged commits: torn, opened with ${counts.join(', ')}; damaged within, refused ${refused} times`,
    );
    expect(Math.min(...counts)).toBeLessThan(acknowledged.length);
    expect(refused).toBeGreaterThan(0);
  }, 60_000);
});
describe('the execution log when its thread dies', () => {
  it('rejects what was asked, refuses what rested on it, and goes on in a new thread with what was durable', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agentflow-thread-'));
    const stores = await open(folder, 'sync');
    const partition = PARTITIONS[0]!;
    const [owned] = await stores.executions.claim([partition], 'me', 0);
    const commitAt = (position: number): Commit => ({
      org: 'default' as Commit['org'],
      executionId: 'E' as Commit['executionId'],
      version: position,
      partition,
      position,
      epoch: 1,
      commitId: `c${position}`,
      at: 1,
      causes: [],
      events: [],
      messages: [],
      wakeAt: null,
    });
    await stores.executions.append([commitAt(2)]);
    const pending = Array.from({ length: 50 }, (_, i) => rejectsWith('UNAVAILABLE', stores.executions.append([commitAt(3 + i)])));
    const reads = [
      rejectsWith('UNAVAILABLE', stores.executions.tail(partition, 0, 10)),
      rejectsWith('UNAVAILABLE', stores.documents.get('default' as Commit['org'], 'w', 'a')),
    ];
    await stores.crashThreads();
    const outcomes = await Promise.allSettled([...pending, ...reads]);
    const refused = outcomes.filter((one) => one.status === 'fulfilled').length;
    console.log(
      `thread killed with ${outcomes.length} calls pending: ${refused} rejected as UNAVAILABLE, ${outcomes.length - refused} answered before`,
    );
    const { position } = (await stores.executions.tail(partition, 0, 100)).at(-1)!;
    expect((await stores.executions.append([commitAt(position + 2)])).get(partition)).toBe('ownership-lost');
    expect((await stores.executions.append([commitAt(position + 1)])).get(partition)).toBe('durable');
    expect(await stores.executions.renew([owned!], 0)).toEqual([partition]);
    await stores.close();
    await rm(folder, { recursive: true, force: true });
    await rejectsWith('UNAVAILABLE', stores.documents.get('default' as Commit['org'], 'w', 'a'));
  });
});
