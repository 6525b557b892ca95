// What cluster mode gives on one machine:   node bench/cluster.mjs [--sizes 1,2,4] [--seconds 10] [--clients 32]
// For each size so many orchestrators and agent runtimes, on servers of their own (infra/local). A workflow is a chain of ten steps of class at_least_once, each durable before the next begins. First as many
// as go through with so many clients, then starts at half of that rate: how long a start takes, how long from there to the first step, and a step; and what one write of MongoDB and one request to the
// gateway take by themselves, beside which a step can be seen. CPU is that of all threads of all processes of a kind, in cores.
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { say, startProofCluster } from '../e2e/cluster/proof-cluster.mjs';
import { closedLoop, cpuMicros, percentile, request } from './load.mjs';
import { chainOf } from './platform.mjs';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1,2,4' },
    seconds: { type: 'string', default: '10' },
    clients: { type: 'string', default: '32' },
  },
});
const [seconds, clients] = [values.seconds, values.clients].map(Number);
const STEPS = 10;
/** Executions whose steps are looked at. */
const SAMPLE = 40;
const sorted = (list) => [...list].sort((a, b) => a - b);
const p = (list, share) => Number(percentile(sorted(list), share).toFixed(1));

function cpuByKind(cluster) {
  const kinds = {};
  const add = (kind, pid) => {
    try {
      kinds[kind] = (kinds[kind] ?? 0) + cpuMicros(pid);
    } catch {
      // It has ended meanwhile.
    }
  };
  for (const { service, pid } of Object.values(cluster.processes())) add(service, pid);
  for (const { name, pid } of cluster.servers.servers) add(name, pid);
  add('client', process.pid);
  return kinds;
}
/** How long the main threads of a kind have waited for a core, in seconds: much of it says that the machine is busy, little of it and little CPU that the platform waits. */
function starvedByKind(cluster) {
  const kinds = {};
  for (const { service, pid } of Object.values(cluster.processes())) {
    try {
      kinds[service] = (kinds[service] ?? 0) + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e9;
    } catch {
      // Not Linux, or it has ended.
    }
  }
  return kinds;
}
const coresOf = (before, after, ms) =>
  Object.fromEntries(
    Object.entries(after)
      .map(([kind, micros]) => [kind, Number(((micros - (before[kind] ?? 0)) / ms / 1000).toFixed(2))])
      .filter(([, cores]) => cores >= 0.01)
      .sort(([, a], [, b]) => b - a),
  );

async function measure(size) {
  const cluster = await startProofCluster({
    counts: { orchestrators: size, runtimes: size },
    env: { AGENTFLOW_DEGRADATION: 'off' },
  });
  try {
    const headers = { authorization: `Bearer ${cluster.key}` };
    const definition = chainOf(STEPS, 'bench-chain', 'at_least_once');
    const made = await cluster.api('POST', '/workflows', { definition });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const { id } = made.body;
    const published = await cluster.api('POST', `/workflows/${id}/publish`, {});
    if (published.status !== 201) throw new Error(JSON.stringify(published.body));
    const execute = async (wait) => {
      const { status, text } = await request(`${cluster.url}/api/v1/workflows/${id}/execute${wait ? '?wait=30' : ''}`, {
        headers,
        body: '{"input":{}}',
      });
      if (status >= 300 || (wait && !text.includes('"status":"completed"'))) throw new Error(`${status} ${text.slice(0, 300)}`);
      return JSON.parse(text).id;
    };
    // Compiled code, shared-out partitions.
    await closedLoop(() => execute(true), { clients: 8, seconds: 4 });
    const [cpu, starved, from] = [cpuByKind(cluster), starvedByKind(cluster), performance.now()];
    const full = await closedLoop(() => execute(true), { clients, seconds });
    const elapsed = performance.now() - from;
    const cores = coresOf(cpu, cpuByKind(cluster), elapsed);
    const waitedForCores = Object.fromEntries(
      Object.entries(starvedByKind(cluster)).map(([kind, all]) => [
        kind,
        Number((((all - (starved[kind] ?? 0)) * 1000) / elapsed).toFixed(2)),
      ]),
    );

    const rate = full.perSecond / 2;
    const starts = [];
    const ids = [];
    const under = [];
    for (let n = 0, began = performance.now(); n < rate * seconds; n++) {
      await pause(Math.max(0, began + (n * 1000) / rate - performance.now()));
      const sent = performance.now();
      under.push(
        execute(false).then((one) => {
          starts.push(performance.now() - sent);
          ids.push(one);
        }),
      );
    }
    await Promise.all(under);
    await pause(2_000);
    const [toFirst, steps] = [[], []];
    const every = Math.max(1, Math.floor(ids.length / SAMPLE));
    for (const one of ids.filter((_, n) => n % every === 0).slice(0, SAMPLE)) {
      const { body } = await cluster.api('GET', `/executions/${one}/history?page_size=200`);
      const at = (type) => body.items.filter((item) => item.type === type).map((item) => Date.parse(item.at));
      const created = Date.parse(body.items[0].at);
      const done = body.items
        .filter(({ type, path }) => type === 'NodeCompleted' && path !== 'start' && path !== 'end')
        .map((item) => Date.parse(item.at));
      const first = at('TaskScheduled')[0];
      if (first !== undefined) toFirst.push(first - created);
      done.forEach((time, n) => n > 0 && steps.push(time - done[n - 1]));
    }
    const hop = async (work) => {
      const times = [];
      for (let n = 0; n < 100; n++) {
        const began = performance.now();
        await work(n);
        times.push(performance.now() - began);
      }
      return { p50: p(times, 50), p99: p(times, 99) };
    };
    const connection = await mongoose.createConnection(cluster.environment.MONGODB_URL).asPromise();
    const trial = connection.db.collection('bench_hop');
    const write = await hop((n) => trial.insertOne({ n, body: 'x'.repeat(900) }, { writeConcern: { w: 'majority', j: true } }));
    await connection.close();
    const gateway = await hop(() => request(`${cluster.url}/api/v1/node-types`, { method: 'GET', headers }));
    return {
      size,
      executionsPerSecond: Number(full.perSecond.toFixed(1)),
      stepsPerSecond: Math.round(full.perSecond * STEPS),
      executionMs: { p50: Number(full.p50.toFixed(1)), p99: Number(full.p99.toFixed(1)) },
      cores,
      waitedForCores,
      half: {
        rate: Number(rate.toFixed(1)),
        startMs: { p50: p(starts, 50), p99: p(starts, 99) },
        startToFirstStepMs: { p50: p(toFirst, 50), p99: p(toFirst, 99) },
        stepMs: { p50: p(steps, 50), p99: p(steps, 99) },
      },
      alone: { writeOfMongo: write, readOfGateway: gateway },
      load: loadavg().map((one) => Number(one.toFixed(1))),
    };
  } finally {
    await cluster.end();
  }
}
const rows = [];
for (const size of values.sizes.split(',').map(Number)) {
  rows.push(await measure(size));
  say(JSON.stringify(rows.at(-1)));
}
const model = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
console.log(JSON.stringify({ node: process.version, model, rows }, null, 2));
