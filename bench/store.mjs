// How fast the embedded execution log makes commits durable: executions of 11 commits each, `batch` of them in flight, every one waiting for its
// last commit before it sends the next. Reports commits/s and the time one append waits. `node bench/store.mjs [--json]`
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource, createSystemClock, openEmbeddedStores } from '@agentflow/adapters';
import { partitionId, partitionOf, PARTITIONS_PER_DOMAIN } from '@agentflow/core';

const COMMITS_PER_EXECUTION = 11;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const clock = createSystemClock();
const ids = createIdSource();
const PAD = 'x'.repeat(160);

function commitOf(id, version, partition, position, epoch) {
  const commitId = ids.next();
  const output = { value: { text: PAD, n: version } };
  return {
    org: 'default',
    executionId: id,
    version,
    partition,
    position,
    epoch,
    commitId,
    at: Date.now(),
    causes: [
      {
        command: { type: 'EndTask', path: `n${version}`, attempt: 1, outcome: { status: 'completed', output } },
        at: Date.now(),
        id: commitId,
        seed: 1,
      },
    ],
    events: [
      { type: 'NodeCompleted', path: `n${version}`, output, handles: ['out'], seq: version * 2 },
      { type: 'TaskScheduled', path: `n${version + 1}`, attempt: 1, seq: version * 2 + 1 },
    ],
    messages: [],
    wakeAt: null,
  };
}
async function measure(durability, batch) {
  const dataDir = await mkdtemp(join(tmpdir(), 'agentflow-bench-'));
  const stores = await openEmbeddedStores({ dataDir, durability, clock, ids });
  const owned = await stores.executions.claim(
    Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, i) => partitionId('master', i)),
    'bench',
    0,
  );
  const at = new Map(owned.map((one) => [one.partition, { position: one.position, epoch: one.epoch }]));
  const waits = [];
  let commits = 0;
  const end = performance.now() + SECONDS * 1000;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const worker = async () => {
    while (performance.now() < end) {
      const id = ids.next();
      const partition = partitionOf('master', id);
      const log = at.get(partition);
      for (let version = 1; version <= COMMITS_PER_EXECUTION; version++) {
        const asked = performance.now();
        await stores.executions.append([commitOf(id, version, partition, ++log.position, log.epoch)]);
        if ((++commits & 7) === 0) waits.push(performance.now() - asked);
      }
    }
  };
  await Promise.all(Array.from({ length: batch }, worker));
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  await stores.close();
  await rm(dataDir, { recursive: true, force: true });
  waits.sort((a, b) => a - b);
  const share = (p) => Number((waits[Math.floor(waits.length * p)] ?? 0).toFixed(2));
  const bytes = JSON.stringify(commitOf(ids.next(), 5, 'master/00', 1, 1)).length;
  return {
    durability,
    batch,
    commitsPerSecond: Math.round(commits / seconds),
    bytes,
    waitMs: { p50: share(0.5), p99: share(0.99) },
    cpuUsPerCommit: Number(((used.user + used.system) / commits).toFixed(1)),
  };
}
const rows = [];
for (const [durability, batch] of [
  ['sync', 1],
  ['sync', 16],
  ['sync', 64],
  ['sync', 256],
  ['buffered', 64],
  ['exit', 64],
]) {
  const row = await measure(durability, batch);
  rows.push(row);
  if (!process.argv.includes('--json')) {
    console.log(
      `${durability.padEnd(8)} ${String(batch).padStart(3)} in flight: ${String(row.commitsPerSecond).padStart(7)} commits/s of ${row.bytes} bytes, waits p50 ${row.waitMs.p50} ms p99 ${row.waitMs.p99} ms, ${row.cpuUsPerCommit} us CPU per commit`,
    );
  }
}
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
