// Measures the platform over HTTP beside the floor, interleaved, several rounds:
// node bench/run.mjs [--rounds 3] [--seconds 4] [--out bench/results/latest.json] [--waiting 10000] [--subject file.mjs]...
import http from 'node:http';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { memoryMiB, percentile } from './load.mjs';
import { measure, printTable, summarize } from './measure.mjs';
import { callOf, waitOf } from './platform.mjs';
import { startAgentFlow, startFloor } from './subjects.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    out: { type: 'string' },
    waiting: { type: 'string', default: '10000' },
    subject: { type: 'string', multiple: true, default: [] },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const ITEMS = [
  ...[1, 16, 64, 256].map((clients) => ({ item: `chain of 10, ${clients} clients`, work: 'chain', load: { clients, seconds } })),
  ...[1, 64].map((clients) => ({
    item: `start only, ${clients} clients`,
    work: 'start',
    load: { clients, seconds: Math.min(seconds, 2), warmSeconds: 0.2 },
  })),
  ...[1, 16].map((clients) => ({ item: `fan-out of 100, ${clients} clients`, work: 'fan', load: { clients, seconds } })),
];
const folder = fs.mkdtempSync(path.join(process.env.BENCH_TMP ?? os.tmpdir(), 'agentflow-bench-'));
// The first step of a start-latency execution calls here: both ends of the measurement are on this process's clock.
const arrivals = new Map();
const target = http.createServer((req, res) => {
  arrivals.get(req.url)?.(performance.now());
  res.end('{}');
});
await new Promise((resolve) => target.listen(0, '127.0.0.1', resolve));
const targetHost = `127.0.0.1:${target.address().port}`;
const agentflow = await startAgentFlow(folder, { env: { AGENTFLOW_EGRESS_ALLOW: targetHost } });
const subjects = [await startFloor(folder), agentflow];
for (const file of options.subject) subjects.push(await (await import(pathToFileURL(path.resolve(file)).href)).start(folder));
const results = {};
try {
  for (let round = 1; round <= rounds; round++) {
    console.error(`round ${round} of ${rounds}`);
    for (const { item, work, load } of ITEMS) {
      for (const subject of subjects) {
        for (const [kind, call] of Object.entries(subject.works[work] ?? {})) {
          const figure = await measure(subject, work, call, load);
          ((results[item] ??= {})[kind] ??= []).push(figure);
          console.error(
            `${item} ${kind}: ${figure.perSecond.toFixed(0)} /s p50 ${figure.p50.toFixed(2)} ms, ${figure.cpuPerStep.toFixed(1)} us per step`,
          );
        }
      }
    }
  }
  const { platform, execute } = agentflow;
  const report = {
    at: new Date().toISOString(),
    node: process.version,
    cpus: os.cpus().length,
    cpu: os.cpus()[0]?.model,
    load: os.loadavg(),
    rounds,
    seconds,
    readyMs: Math.round(platform.readyMs),
    memoryMiB: memoryMiB(platform.pid),
    startLatency: await firstStepLatency(await platform.publish(callOf('call out', `http://${targetHost}/{{ input.n }}`)), execute),
    waiting: await memoryPerWaiting(await platform.publish(waitOf('waiting long')), execute, platform.pid),
    results: summarize(results),
  };
  if (options.out) fs.writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  print(report);
} finally {
  for (const subject of subjects) await subject.stop();
  target.close();
  target.closeAllConnections();
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
async function memoryPerWaiting(id, execute, pid) {
  const count = Number(options.waiting);
  const before = memoryMiB(pid);
  let left = count;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (left-- > 0) await execute(id, { n: left }, false);
    }),
  );
  const after = memoryMiB(pid);
  return { count, beforeMiB: before, afterMiB: after, bytesEach: Math.round(((after - before) * 1024 * 1024) / count) };
}
function print(report) {
  console.log(
    `Node ${report.node}, ${report.cpus} x ${report.cpu}, load ${report.load.map((n) => n.toFixed(1)).join(' ')}; ${rounds} rounds of ${seconds} s; ready after ${report.readyMs} ms; ${report.memoryMiB} MiB at the end`,
  );
  printTable(report.results);
  const { waiting, startLatency } = report;
  console.log(`start to the first step's call at its target: p50 ${startLatency.p50.toFixed(2)} ms, p99 ${startLatency.p99.toFixed(2)} ms`);
  console.log(
    `memory: ${waiting.count} waiting executions took ${waiting.afterMiB - waiting.beforeMiB} MiB, ${waiting.bytesEach} bytes each`,
  );
}
