// Measures the platform over HTTP beside the floor, interleaved, several rounds: node bench/run.mjs [--rounds 3] [--seconds 4] [--out bench/results/latest.json]
import { fork } from 'node:child_process';
import http from 'node:http';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closedLoop, median, memoryMiB, percentile, request } from './load.mjs';
import { callOf, chainOf, fanOf, startPlatform, waitOf } from './platform.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    out: { type: 'string' },
    waiting: { type: 'string', default: '10000' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-bench-'));
const list = Array.from({ length: 100 }, (_, i) => i);

const floor = fork(fileURLToPath(new URL('./floor-server.mjs', import.meta.url)), [path.join(folder, 'floor.log')]);
const { port } = await new Promise((resolve) => floor.once('message', resolve));
// The first step of a start-latency execution calls here: both ends of the measurement are on this process's clock.
const arrivals = new Map();
const target = http.createServer((req, res) => {
  arrivals.get(req.url)?.(performance.now());
  res.end('{}');
});
await new Promise((resolve) => target.listen(0, '127.0.0.1', resolve));
const targetHost = `127.0.0.1:${target.address().port}`;
const platform = await startPlatform(path.join(folder, 'data'), { AGENTFLOW_EGRESS_ALLOW: targetHost });
const results = {};
function record(item, subject, figure) {
  ((results[item] ??= {})[subject] ??= []).push(figure);
  console.error(
    `${item} ${subject}: ${figure.perSecond?.toFixed(0) ?? ''} /s p50 ${figure.p50?.toFixed(2)} ms p99 ${figure.p99?.toFixed(2)} ms`,
  );
}
try {
  const ids = {
    pure: await platform.publish(chainOf(10, 'chain of pure steps')),
    effects: await platform.publish(chainOf(10, 'chain of effects', 'at_least_once')),
    fan: await platform.publish(fanOf('fan out')),
    wait: await platform.publish(waitOf('waiting')),
    call: await platform.publish(callOf('call out', `http://${targetHost}/{{ input.n }}`)),
  };
  const execute = async (id, input, wait) => {
    const { status, text } = await request(`${platform.url}/api/v1/workflows/${id}/execute${wait ? '?wait=30' : ''}`, {
      headers: platform.headers,
      body: JSON.stringify({ input }),
    });
    if (status >= 300 || (wait && !text.includes('"status":"completed"'))) throw new Error(`${status} ${text.slice(0, 300)}`);
  };
  const onFloor = (route) => async () => {
    const { status } = await request(`http://127.0.0.1:${port}${route}`);
    if (status !== 200) throw new Error(`floor: ${status}`);
  };
  for (let round = 1; round <= rounds; round++) {
    console.error(`round ${round} of ${rounds}`);
    for (const clients of [1, 16, 64, 256]) {
      record(`chain of 10, ${clients} clients`, 'floor', await closedLoop(onFloor('/chain'), { clients, seconds }));
      record(`chain of 10, ${clients} clients`, 'effects', await closedLoop(() => execute(ids.effects, {}, true), { clients, seconds }));
      record(`chain of 10, ${clients} clients`, 'pure', await closedLoop(() => execute(ids.pure, {}, true), { clients, seconds }));
    }
    for (const clients of [1, 64]) {
      record(`start only, ${clients} clients`, 'floor', await closedLoop(onFloor('/start'), { clients, seconds }));
      record(
        `start only, ${clients} clients`,
        'platform',
        await closedLoop(() => execute(ids.wait, {}, false), { clients, seconds: Math.min(seconds, 2), warmSeconds: 0.2 }),
      );
    }
    for (const clients of [1, 16]) {
      record(`fan-out of 100, ${clients} clients`, 'floor', await closedLoop(onFloor('/fan'), { clients, seconds }));
      record(
        `fan-out of 100, ${clients} clients`,
        'platform',
        await closedLoop(() => execute(ids.fan, { list }, true), { clients, seconds }),
      );
    }
  }
  const startLatency = await firstStepLatency(ids.call, execute);
  const memory = await memoryPerWaiting(ids.wait, execute);
  const report = {
    at: new Date().toISOString(),
    node: process.version,
    cpus: os.cpus().length,
    cpu: os.cpus()[0]?.model,
    load: os.loadavg(),
    rounds,
    seconds,
    readyMs: Math.round(platform.readyMs),
    memory,
    startLatency,
    results: summarize(results),
  };
  if (options.out) fs.writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  print(report);
} finally {
  await platform.stop();
  target.close();
  target.closeAllConnections();
  floor.kill();
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(process.exitCode ?? 0);
}

/** From the request to the first step's own call reaching its target, one start at a time. */
async function firstStepLatency(id, execute) {
  const latencies = [];
  for (let n = 0; n < 300; n++) {
    const arrived = new Promise((resolve) => arrivals.set(`/${n}`, resolve));
    const began = performance.now();
    await execute(id, { n }, false);
    latencies.push((await arrived) - began);
    arrivals.delete(`/${n}`);
  }
  latencies.sort((a, b) => a - b);
  return { p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
}
/** What one execution more that waits for a timer costs, in bytes of the process. */
async function memoryPerWaiting(id, execute) {
  const count = Number(options.waiting);
  const before = memoryMiB(platform.pid);
  let left = count;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (left-- > 0) await execute(id, { n: left }, false);
    }),
  );
  const after = memoryMiB(platform.pid);
  return { waiting: count, beforeMiB: before, afterMiB: after, bytesEach: Math.round(((after - before) * 1024 * 1024) / count) };
}
function summarize(all) {
  return Object.fromEntries(
    Object.entries(all).map(([item, subjects]) => {
      const rows = Object.entries(subjects).map(([subject, figures]) => {
        const rates = figures.map(({ perSecond }) => perSecond);
        return [
          subject,
          {
            perSecond: median(rates),
            min: Math.min(...rates),
            max: Math.max(...rates),
            p50: median(figures.map(({ p50 }) => p50)),
            p99: median(figures.map(({ p99 }) => p99)),
          },
        ];
      });
      return [item, Object.fromEntries(rows)];
    }),
  );
}
function print(report) {
  console.log(
    `Node ${report.node}, ${report.cpus} x ${report.cpu}, load ${report.load.map((n) => n.toFixed(1)).join(' ')}; ${rounds} rounds of ${seconds} s; ready after ${report.readyMs} ms`,
  );
  console.log('| what | subject | per second (median) | min-max | p50 ms | p99 ms | ratio to the floor |\n|---|---|---|---|---|---|---|');
  for (const [item, subjects] of Object.entries(report.results)) {
    for (const [subject, row] of Object.entries(subjects)) {
      console.log(
        `| ${item} | ${subject} | ${row.perSecond.toFixed(0)} | ${row.min.toFixed(0)}-${row.max.toFixed(0)} | ${row.p50.toFixed(2)} | ${row.p99.toFixed(2)} | ${(row.perSecond / subjects.floor.perSecond).toFixed(2)} |`,
      );
    }
  }
  const { memory, startLatency } = report;
  console.log(`start to the first step's call at its target: p50 ${startLatency.p50.toFixed(2)} ms, p99 ${startLatency.p99.toFixed(2)} ms`);
  console.log(
    `memory: ${memory.waiting} waiting executions took ${memory.afterMiB - memory.beforeMiB} MiB, ${memory.bytesEach} bytes each`,
  );
}
