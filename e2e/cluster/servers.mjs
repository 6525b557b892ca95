// Every server of a cluster in trouble, one after the other, under load:   node e2e/cluster/servers.mjs [--cycles 2] [--servers mongo,kafka,...] [--per-second 2] [--degrade-ms 5000] [--recover-ms 30000]
// A fault proxy stands before each of the six; in each cycle it does one of cut, half-open, delay, reset. Then each server is killed and started again, and NATS and Redis are wiped. Proven: the platform is
// at the right level of degradation in time, and back in time; every execution that was acknowledged ends, no guarded effect is repeated. Servers of its own. Exit status 0: proven; 1: not.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createFaultProxy } from '@agentflow/testkit';
import { createEffectLoad, spread } from './effect-load.mjs';
import { startEffectTarget } from './effect-target.mjs';
import { effectWorkflows } from './effect-workflows.mjs';
import { conclude, say, startProofCluster } from './proof-cluster.mjs';

const NAMES = ['mongo', 'kafka', 'redis', 'nats', 'clickhouse', 's3'];
/** The least level that the loss of each asks for: without documents nothing can be answered, the rest can be done without for a while. */
const LEVEL = { mongo: 4, kafka: 1, redis: 1, nats: 1, clickhouse: 1, s3: 1 };
const FAULTS = [{ kind: 'cut' }, { kind: 'half-open' }, { kind: 'delay', ms: 3_000 }, { kind: 'reset' }];
const text = (value) => ({ type: 'string', default: String(value) });
const { values } = parseArgs({
  options: {
    cycles: text(2),
    servers: text(NAMES.join(',')),
    'per-second': text(2),
    'degrade-ms': text(5_000),
    'recover-ms': text(30_000),
    'no-kills': { type: 'boolean', default: false },
  },
});
const [cycles, perSecond, degradeMs, recoverMs] = [values.cycles, values['per-second'], values['degrade-ms'], values['recover-ms']].map(
  Number,
);
const chosen = values.servers.split(',');
/** A fault lasts a little longer than it takes to be noticed. */
const LONGEST_MS = 20_000;

const proxies = {};
/** The environment with a proxy before each server. MongoDB would tell its clients to go past it, Kafka tells them the port that was set aside for one. */
async function through(env, { servers }) {
  const proxied = servers.find(({ name }) => name === 'kafka').proxied;
  proxies.kafka = await createFaultProxy(proxied);
  const changed = { ...env, KAFKA_BROKERS: proxies.kafka.address };
  for (const [name, variable] of [
    ['mongo', 'MONGODB_URL'],
    ['redis', 'REDIS_URL'],
    ['nats', 'NATS_URL'],
    ['clickhouse', 'CLICKHOUSE_URL'],
    ['s3', 'S3_ENDPOINT'],
  ]) {
    const url = new URL(env[variable]);
    proxies[name] = await createFaultProxy({ target: url.host });
    url.host = proxies[name].address;
    if (name === 'mongo') {
      url.searchParams.delete('replicaSet');
      url.searchParams.set('directConnection', 'true');
    }
    changed[variable] = url.pathname === '/' ? url.href.replace(/\/$/, '') : url.href;
  }
  return changed;
}

const target = await startEffectTarget();
const kinds = effectWorkflows(target.url);
const cluster = await startProofCluster({
  counts: { orchestrators: 2, runtimes: 2 },
  env: { AGENTFLOW_EGRESS_ALLOW: target.host },
  through,
});
const load = createEffectLoad({ cluster, target, kinds, perSecond });
const problems = [];
const rows = [];
const levelNow = async () => {
  const answer = await fetch(`${cluster.url}/api/v1/degradation`, {
    headers: { authorization: `Bearer ${cluster.key}` },
    signal: AbortSignal.timeout(2_000),
  }).catch(() => undefined);
  return answer?.ok ? await answer.json() : { level: undefined, reasons: [] };
};
/** Milliseconds until the level is as asked for; Infinity after `ms`. */
async function until(isRight, ms) {
  const from = performance.now();
  while (performance.now() - from < ms) {
    const now = await levelNow();
    if (isRight(now)) return performance.now() - from;
    await pause(100);
  }
  return Infinity;
}
async function trouble(server, what, begin, end) {
  const calm = await until(({ level }) => level === 0, 60_000);
  if (calm === Infinity) problems.push(`${server} ${what}: the level is not 0 before: ${JSON.stringify((await levelNow()).reasons)}`);
  const before = load.all.size;
  await begin();
  const noticed = await until(({ level }) => level >= LEVEL[server], LONGEST_MS);
  const { level, reasons } = await levelNow();
  const why = reasons.filter((one) => one.level === level).map(({ message }) => message);
  await pause(1_000);
  await end();
  const back = await until(({ level: now }) => now === 0, recoverMs * 2);
  rows.push({ server, what, noticed, back, level });
  const inSeconds = (ms) => (ms / 1000).toFixed(1);
  say(
    `${server.padEnd(10)} ${what.padEnd(10)} level ${level} after ${inSeconds(noticed)} s (${why.join('; ')}), back after ${inSeconds(back)} s; ${load.all.size - before} starts accepted, ${load.open.size} open`,
  );
  if (noticed > degradeMs) problems.push(`${server} ${what}: level ${LEVEL[server]} after ${Math.round(noticed)} ms`);
  if (level > LEVEL[server]) problems.push(`${server} ${what}: level ${level}: ${why}`);
  if (back > recoverMs)
    problems.push(`${server} ${what}: back after ${Math.round(back)} ms: ${JSON.stringify((await levelNow()).reasons)}`);
}
let figures = {};
try {
  await load.start();
  await pause(3_000);
  for (const server of chosen) {
    for (let n = 0; n < cycles; n++) {
      // Short runs take other faults for other servers.
      const fault = FAULTS[(n + NAMES.indexOf(server)) % FAULTS.length];
      await trouble(
        server,
        fault.kind,
        () => proxies[server].set(fault),
        () => proxies[server].set({ kind: 'pass' }),
      );
    }
    if (values['no-kills']) continue;
    const way = server === 'nats' || server === 'redis' ? 'wipe' : 'kill';
    const again = () => cluster.servers.control('start', server);
    await trouble(server, way === 'wipe' ? 'wiped' : 'killed', () => cluster.servers.control(way, server), again);
  }
  await load.noMore();
  const settled = await load.settle(60_000);
  const verdict = load.verdict();
  if (load.open.size > 0) {
    const { body } = await cluster.api('GET', '/cluster');
    problems.push(`the cluster says: ${JSON.stringify(body).slice(0, 4_000)}`);
    for (const one of [...load.open.values()].slice(0, 3)) {
      const history = await cluster.api('GET', `/executions/${one.execution}/history?page_size=200`);
      problems.push(`${one.id}: ${JSON.stringify(history.body.items?.map(({ type, path, at }) => `${at} ${type} ${path ?? ''}`))}`);
    }
  }
  const finite = (list) => list.filter((ms) => ms < Infinity);
  figures = {
    cycles: rows.length,
    ...verdict.figures,
    noticedMs: spread(finite(rows.map(({ noticed }) => noticed))),
    backMs: spread(finite(rows.map(({ back }) => back))),
    settledSeconds: Number((settled / 1000).toFixed(1)),
    faults: Object.fromEntries(
      chosen.map((name) => [name, Object.fromEntries(Object.entries(proxies[name].counts).filter(([, count]) => count > 0))]),
    ),
  };
  problems.push(...verdict.problems);
} catch (error) {
  problems.push(String(error.stack));
} finally {
  await load.stop();
  target.close();
}
const left = await cluster.end({ keep: problems.length > 0 });
for (const proxy of Object.values(proxies)) await proxy.close();
conclude(figures, problems, left);
