// How fast the stores of cluster mode take what the platform gives them, on the servers that the environment (MONGODB_URL) or `npm run backends:up` names.
// MongoDB: commits of about 900 bytes over 16 partitions, `batch` of them in one append, one append after the other as an owner does; heads in the same way.
// `node bench/stores.mjs [--json]`, BENCH_SECONDS (3) a point, BENCH_ROUNDS (3), interleaved.
import { randomUUID } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { createIdSource, openMongoStores } from '@agentflow/adapters';
import { partitionId } from '@agentflow/core';
import { backendEnv, headOf } from '@agentflow/testkit';
import mongoose from 'mongoose';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const PARTITIONS = Array.from({ length: 16 }, (_, i) => partitionId('master', i));
const PAD = 'x'.repeat(163);
const ids = createIdSource();
const url = backendEnv('MONGODB_URL');
if (url === undefined) {
  console.error('MONGODB_URL is not set and no local server was brought up (npm run backends:up)');
  process.exit(2);
}
function commitOf(log, executionId, version) {
  const commitId = ids.next();
  const output = { value: { text: PAD, n: version } };
  const path = `n${version}`;
  return {
    org: 'default',
    executionId,
    version,
    partition: log.partition,
    position: ++log.position,
    epoch: log.epoch,
    commitId,
    at: Date.now(),
    causes: [
      { command: { type: 'EndTask', path, attempt: 1, outcome: { status: 'completed', output } }, at: Date.now(), id: commitId, seed: 1 },
    ],
    events: [
      { type: 'NodeCompleted', path, output, handles: ['out'], seq: version * 2 },
      { type: 'TaskScheduled', path: `n${version + 1}`, attempt: 1, seq: version * 2 + 1 },
    ],
    messages: [],
    wakeAt: null,
  };
}
const share = (sorted, p) => Number((sorted[Math.floor(sorted.length * p)] ?? 0).toFixed(2));
async function timed(batch, once) {
  const waits = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  for (const end = start + SECONDS * 1000; performance.now() < end; count += batch) {
    const asked = performance.now();
    await once();
    waits.push(performance.now() - asked);
  }
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  waits.sort((a, b) => a - b);
  return {
    perSecond: Math.round(count / seconds),
    p50: share(waits, 0.5),
    p99: share(waits, 0.99),
    clientUs: (used.user + used.system) / count,
  };
}
async function appends(stores, batch) {
  const logs = (await stores.executions.claim(PARTITIONS, 'bench', 0)).map(({ partition, position, epoch }) => ({
    partition,
    position,
    epoch,
  }));
  const open = logs.map(() => ({ id: ids.next(), version: 0 }));
  let turn = 0;
  return timed(batch, async () => {
    const commits = Array.from({ length: batch }, () => {
      const at = turn++ % logs.length;
      const execution = open[at].version < 11 ? open[at] : (open[at] = { id: ids.next(), version: 0 });
      return commitOf(logs[at], execution.id, ++execution.version);
    });
    const answers = await stores.executions.append(commits);
    if ([...answers.values()].some((one) => one !== 'durable')) throw new Error('an append was refused');
  });
}
/**
 * What else could be done with the same documents, with the same indexes: the driver's insertMany with the body as text or with every field as BSON, and a
 * command per partition, all at once.
 */
const others = (kind) => async (_, batch) => {
  const name = `${kind.replaceAll(/\W/g, '')}${batch}`;
  const collection = connection.db.collection(name);
  await collection.createIndex({ org: 1, executionId: 1, version: 1 }, { unique: true });
  const logs = PARTITIONS.map((partition) => ({ partition, position: 0, epoch: ++epochs }));
  const writeConcern = { w: 'majority', j: true };
  const insert = (documents) => connection.db.command({ insert: name, documents, ordered: true, writeConcern });
  return timed(batch, async () => {
    const documents = Array.from({ length: batch }, (_, n) => {
      const { partition, position, epoch, org, executionId, version, commitId, ...body } = commitOf(logs[n % 16], ids.next(), 1);
      const rest = kind === 'BSON' ? body : { body: JSON.stringify(body) };
      return { _id: { partition, position, epoch }, org, executionId, version, commitId, ...rest };
    });
    if (kind !== 'per partition') return collection.insertMany(documents, { ordered: true, writeConcern });
    await Promise.all(PARTITIONS.map((partition) => insert(documents.filter(({ _id }) => _id.partition === partition))));
  });
};
let epochs = 0;
const heads = (stores, batch) =>
  timed(batch, () =>
    stores.executions.project(
      Array.from({ length: batch }, () => headOf(ids.next(), 1, { status: 'completed', endedAt: Date.now(), tags: ['t'] })),
      new Map([[PARTITIONS[0], Date.now()]]),
    ),
  );
const POINTS = [
  ['append', 1, appends],
  ['append', 16, appends],
  ['append', 64, appends],
  ['append', 256, appends],
  ['insertMany, text', 1, others('text')],
  ['insertMany, text', 64, others('text')],
  ['insertMany, text', 256, others('text')],
  ['insertMany, BSON', 64, others('BSON')],
  ['insertMany, BSON', 256, others('BSON')],
  ['insert per partition', 64, others('per partition')],
  ['insert per partition', 256, others('per partition')],
  ['project heads', 64, heads],
];
const database = `agentflow_bench_${randomUUID().slice(0, 8)}`;
const connection = await mongoose.createConnection(url, { dbName: database }).asPromise();
const stores = await openMongoStores({ url, database, ids });
const rows = new Map(POINTS.map(([what, batch]) => [`${what} ${batch}`, []]));
for (let round = 0; round < ROUNDS; round++)
  for (const [what, batch, measure] of POINTS) rows.get(`${what} ${batch}`).push(await measure(stores, batch));
await stores.close();
await connection.dropDatabase();
await connection.close();
const bytes = JSON.stringify(commitOf({ partition: PARTITIONS[0], position: 1, epoch: 1 }, ids.next(), 5)).length;
const report = [...rows].map(([what, rounds]) => {
  const sorted = [...rounds].sort((a, b) => a.perSecond - b.perSecond);
  return { what, ...sorted[sorted.length >> 1], least: sorted[0].perSecond, most: sorted.at(-1).perSecond };
});
if (process.argv.includes('--json')) console.log(JSON.stringify({ bytes, load: loadavg(), report }));
else {
  console.log(
    `MongoDB, commits of ${bytes} bytes, ${PARTITIONS.length} partitions, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; median [least-most] of ${ROUNDS} rounds of ${SECONDS} s`,
  );
  for (const { what, perSecond, least, most, p50, p99, clientUs } of report)
    console.log(
      `${what.padEnd(26)} ${String(perSecond).padStart(6)}/s [${least}-${most}], p50 ${p50} ms, p99 ${p99} ms, ${clientUs.toFixed(1)} us of the client's CPU each`,
    );
}
