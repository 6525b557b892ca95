// The primary of MongoDB is lost under load:   node e2e/cluster/mongo-failover.mjs [--rounds 4] [--per-second 2] [--seconds 10] [--takes-ms 30000]
// A replica set of three. In each round the primary steps down, or is killed by SIGKILL and started again 4 s later, in turns; then --seconds pass. Proven: each start that was acknowledged is in the log and
// ends, no guarded effect is repeated; the log has no gap, no version is missing or there twice, and no commit stands behind a newer epoch record; starts are taken again in time.
// Servers of its own. Exit status 0: proven; 1: not.
import mongoose from 'mongoose';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createEffectLoad, spread } from './effect-load.mjs';
import { startEffectTarget } from './effect-target.mjs';
import { effectWorkflows } from './effect-workflows.mjs';
import { conclude, say, startProofCluster } from './proof-cluster.mjs';
import { checkFencing } from './watch-owners.mjs';

const text = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({ options: { rounds: text(4), 'per-second': text(2), seconds: text(10), 'takes-ms': text(30_000) } });
const [rounds, perSecond, seconds, takesMs] = [values.rounds, values['per-second'], values.seconds, values['takes-ms']].map(Number);
const DEAD_MS = 4_000;

const target = await startEffectTarget();
const kinds = effectWorkflows(target.url);
const cluster = await startProofCluster({
  counts: { orchestrators: 2, runtimes: 2 },
  env: { AGENTFLOW_EGRESS_ALLOW: target.host },
  sizes: { mongoNodes: 3 },
});
const load = createEffectLoad({ cluster, target, kinds, perSecond });
const options = { serverSelectionTimeoutMS: 15_000, readConcern: { level: 'majority' } };
const connection = await mongoose.createConnection(cluster.environment.MONGODB_URL, options).asPromise();
const admin = connection.getClient().db('admin');
const problems = [];
const rows = [];

/** Which node takes writes, and in which term. */
async function primary() {
  const { primary: address, electionId } = await admin.command({ hello: 1 });
  const port = Number(address.split(':').at(-1));
  const { node } = cluster.servers.servers.find((one) => one.name === 'mongo' && one.port === port);
  return { node, term: String(electionId) };
}
async function until(is, ms) {
  const from = performance.now();
  while (performance.now() - from < ms) {
    const found = await is().catch(() => undefined);
    if (found) return performance.now() - from;
    await pause(50);
  }
  return Infinity;
}
async function lose(how) {
  const { node, term } = await primary();
  const at = Date.now();
  if (how === 'killed') await cluster.servers.control('kill', 'mongo', node);
  else await admin.command({ replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5 }).catch(() => undefined);
  const elected = await until(async () => (await primary()).term !== term, takesMs);
  const taken = await until(async () => load.starts.some((start) => start.at > at + elected && start.at - start.ms > at), takesMs);
  if (how === 'killed') {
    await pause(Math.max(0, at + DEAD_MS - Date.now()));
    await cluster.servers.control('start', 'mongo', node);
  }
  rows.push({ how, elected, taken });
  say(
    `node ${node} ${how.padEnd(12)} another takes writes after ${Math.round(elected)} ms, the next start after ${Math.round(elected + taken)} ms; ${load.open.size} open`,
  );
  if (elected + taken > takesMs) problems.push(`${how}: no start was taken within ${takesMs} ms`);
}
/** Positions without a gap, versions without a gap; and every acknowledged execution. */
async function checkLog(db) {
  const last = new Map();
  const versions = new Map();
  for await (const { _id, executionId, version } of db
    .collection('log')
    .find({}, { projection: { executionId: 1, version: 1 }, sort: { _id: 1 } })) {
    const known = last.get(_id.partition) ?? 0;
    if (_id.position !== known + 1) problems.push(`${_id.partition}: position ${_id.position} follows ${known}`);
    last.set(_id.partition, _id.position);
    if (executionId === undefined) continue;
    const before = versions.get(executionId) ?? 0;
    if (version !== before + 1) problems.push(`${executionId}: version ${version} follows ${before}`);
    versions.set(executionId, version);
  }
  for (const { execution } of load.all.values())
    if (!versions.has(execution)) problems.push(`LOST ${execution}: acknowledged, and not in the log`);
}
let figures = {};
try {
  await load.start();
  await pause(3_000);
  for (let n = 0; n < rounds; n++) {
    await lose(n % 2 === 0 ? 'stepped down' : 'killed');
    await pause(seconds * 1_000);
  }
  await load.noMore();
  const settled = await load.settle(60_000);
  await checkLog(connection.db);
  const { stale, commits, epochs } = await checkFencing(connection.db);
  problems.push(...stale.map((one) => `STALE ${one}`));
  const verdict = load.verdict();
  problems.push(...verdict.problems);
  const times = (name) => spread(rows.map((row) => row[name]).filter((ms) => ms < Infinity));
  figures = {
    rounds: rows.length,
    ...verdict.figures,
    commits,
    epochRecords: epochs,
    staleCommits: stale.length,
    electedMs: times('elected'),
    settledSeconds: Number((settled / 1000).toFixed(1)),
  };
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await load.stop();
  await connection.close(true).catch(() => undefined);
  target.close();
}
const left = await cluster.end({ keep: problems.length > 0 });
conclude(figures, problems, left);
