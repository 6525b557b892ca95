// kill -9 with 200 executions in flight: node bench/kill-recovery.mjs [--rounds 5] [--in-flight 200] [--root CHECKOUT] [--json]
// Each execution is ten HTTP calls to a target in this process, which answers after 100 ms and writes down every call that begins. After about three calls per execution the
// platform is killed and started again at once. Measured from the kill: until it says that it is ready, until the first call and the last one of all executions begin, and until the API shows all
// as completed. Counted outside the platform: executions lost, calls that began twice, by class. A call of class `at_most_once` that was under way is resolved as done, since the target knows that it was.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cpuMicros, median, request } from './load.mjs';
import { startPlatform } from './platform.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'in-flight': { type: 'string', default: '200' },
    root: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const inFlight = Number(options['in-flight']);
const STEPS = 10;
const STEP_MS = 100;
const CALLS_BEFORE_KILL = inFlight * 3;
const LIMIT_MS = 60_000;
const loads = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');

/** The outside: `calls` by `<execution> <step>`, each with the times at which it began and the keys it was made under. */
let calls = new Map();
const target = http.createServer((req, res) => {
  const at = performance.now();
  let body = '';
  req.on('data', (part) => (body += part));
  req.on('end', () => {
    const { id, step } = JSON.parse(body);
    const name = `${id} ${step}`;
    const known = calls.get(name) ?? { begun: [], keys: new Set(), id, step };
    known.begun.push(at);
    known.keys.add(req.headers['idempotency-key'] ?? '');
    calls.set(name, known);
    setTimeout(() => res.end('{"ok":true}'), STEP_MS);
  });
});
target.keepAliveTimeout = 60_000;
await new Promise((resolve) => target.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${target.address().port}/`;

function definitionOf(effect) {
  const steps = Array.from({ length: STEPS }, (_, i) => `s${i}`);
  const line = ['start', ...steps, 'end'];
  return {
    schemaVersion: '1',
    name: `recovery ${effect}`,
    nodes: [
      { id: 'start', type: 'start' },
      ...steps.map((id, step) => ({ id, type: 'http', effect, config: { method: 'POST', url, body: { id: '{{ input.id }}', step } } })),
      { id: 'end', type: 'end' },
    ],
    edges: line.slice(1).map((to, i) => ({ source: line[i], target: to })),
  };
}
const until = async (what, done, everyMs = 5) => {
  const limit = performance.now() + LIMIT_MS;
  while (!done()) {
    if (performance.now() > limit) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s`);
    await pause(everyMs);
  }
};

async function measure(effect, round) {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'agentflow-recovery-'));
  const env = { AGENTFLOW_EGRESS_ALLOW: new URL(url).host, AGENTFLOW_DEGRADATION: 'off' };
  calls = new Map();
  let platform = await startPlatform(dataDir, env, options.root);
  try {
    const workflow = await platform.publish(definitionOf(effect));
    const loadBefore = loads();
    const executions = await Promise.all(
      Array.from({ length: inFlight }, async (_, i) => {
        const id = `r${round}n${i}`;
        return { id, execution: (await platform.call('POST', `/api/v1/workflows/${workflow}/execute`, { input: { id } })).id };
      }),
    );
    await until('three calls per execution', () => calls.size >= CALLS_BEFORE_KILL);
    const begunBefore = calls.size;
    const killed = performance.now();
    await platform.stop('SIGKILL');
    const restarted = performance.now();
    platform = await startPlatform(dataDir, env, options.root);
    const ready = performance.now() - killed;
    const readyCpu = cpuMicros(platform.pid) / 1000;
    const outcomes = await Promise.all(executions.map((one) => follow(platform, one, killed, effect === 'at_most_once')));
    const begun = [...calls.values()].flatMap((call) => call.begun).filter((at) => at > restarted);
    const twice = [...calls.values()].filter((call) => call.begun.length > 1);
    return {
      effect,
      begunBefore,
      readyMs: ready,
      readyCpuMs: readyCpu,
      doneCpuMs: cpuMicros(platform.pid) / 1000,
      firstCallMs: Math.min(...begun) - killed,
      lastCallMs: Math.max(...[...calls.values()].filter(({ step }) => step === STEPS - 1).map((call) => call.begun.at(-1))) - killed,
      allDoneMs: Math.max(...outcomes.map(({ ms }) => ms)),
      completed: outcomes.filter(({ status }) => status === 'completed').length,
      lost: outcomes.filter(({ status }) => status !== 'completed').length,
      missing: inFlight * STEPS - calls.size,
      resolved: outcomes.reduce((sum, one) => sum + one.resolved, 0),
      begunTwice: twice.length,
      mostOften: Math.max(...[...calls.values()].map((call) => call.begun.length)),
      underTwoKeys: [...calls.values()].filter((call) => call.keys.size > 1).length,
      loadBefore,
    };
  } finally {
    await platform.stop('SIGKILL');
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}
/** Follows one execution to its end. It is asked for when its last call must have been answered, and where something may have to be resolved at the start too: the asking is no load of its own. */
async function follow(platform, { id, execution }, killed, resolves) {
  const route = `${platform.url}/api/v1/executions/${execution}`;
  const limit = performance.now() + LIMIT_MS;
  const lastBegun = () => calls.get(`${id} ${STEPS - 1}`)?.begun.at(-1);
  let resolved = 0;
  const lastAnswered = async () => {
    const next = performance.now() + 1_000;
    while (lastBegun() === undefined && performance.now() < next) await pause(5);
    await pause(Math.max(5, (lastBegun() ?? 0) + STEP_MS - performance.now()));
  };
  if (!resolves) await lastAnswered();
  for (;;) {
    const { status, text } = await request(route, { method: 'GET', headers: platform.headers });
    const ms = performance.now() - killed;
    const view = status === 200 ? JSON.parse(text) : { status: `${status} ${text.slice(0, 200)}`, waiting: [] };
    if (status === 404 || ['completed', 'failed', 'stopped'].includes(view.status)) return { id, status: view.status, ms, resolved };
    if (performance.now() > limit) return { id, status: `stuck as ${view.status}`, ms, resolved };
    for (const { path: where } of view.waiting.filter(({ kind }) => kind === 'uncertain')) {
      const done = calls.has(`${id} ${where.slice(1)}`);
      await platform.call(
        'POST',
        `/api/v1/executions/${execution}/uncertain/${where}`,
        done ? { resolution: 'done', output: { status: 200 } } : { resolution: 'repeat' },
      );
      resolved++;
    }
    await lastAnswered();
  }
}

const results = [];
try {
  for (let round = 0; round < rounds; round++)
    for (const effect of ['idempotent', 'at_most_once']) {
      const result = await measure(effect, round);
      results.push(result);
      const {
        readyMs,
        readyCpuMs,
        doneCpuMs,
        firstCallMs,
        lastCallMs,
        allDoneMs,
        lost,
        begunTwice,
        underTwoKeys,
        resolved,
        begunBefore,
        loadBefore,
      } = result;
      if (!options.json)
        console.log(
          `${effect.padEnd(12)} round ${round + 1}: ready ${seconds(readyMs)}, first call ${seconds(firstCallMs)}, last call ${seconds(lastCallMs)}, all done ${seconds(allDoneMs)}; ` +
            `CPU ${seconds(readyCpuMs)} until ready, ${seconds(doneCpuMs)} in all; ${begunBefore} calls before, ${lost} lost, ${begunTwice} calls begun twice, ${underTwoKeys} under two keys, ${resolved} resolved; load ${loadBefore}`,
        );
    }
} finally {
  target.close();
  target.closeAllConnections();
}
function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}
const spread = (values) => `${seconds(median(values))} [${seconds(Math.min(...values))}-${seconds(Math.max(...values))}]`;
let wrong = false;
for (const effect of ['idempotent', 'at_most_once']) {
  const mine = results.filter((one) => one.effect === effect);
  const sum = (name) => mine.reduce((total, one) => total + one[name], 0);
  wrong ||= sum('lost') > 0 || sum('missing') > 0 || sum('underTwoKeys') > 0 || (effect === 'at_most_once' && sum('begunTwice') > 0);
  if (options.json) continue;
  console.log(
    `\n${effect}, ${mine.length} rounds of ${inFlight} executions, from the kill: ready ${spread(mine.map((one) => one.readyMs))}, first call ${spread(mine.map((one) => one.firstCallMs))}, ` +
      `last call begins ${spread(mine.map((one) => one.lastCallMs))}, all done ${spread(mine.map((one) => one.allDoneMs))}; ` +
      `CPU until ready ${spread(mine.map((one) => one.readyCpuMs))}, in all ${spread(mine.map((one) => one.doneCpuMs))}; lost ${sum('lost')}, ` +
      `calls begun twice ${sum('begunTwice')} of ${sum('begunBefore')} (most often ${Math.max(...mine.map((one) => one.mostOften))}), under two keys ${sum('underTwoKeys')}, resolved by hand ${sum('resolved')}`,
  );
}
if (options.json) console.log(JSON.stringify(results));
console.log(`node ${process.version}, load now ${loads()}`);
console.log(wrong ? '0 passed, 1 failed' : '1 passed, 0 failed');
process.exitCode = wrong ? 1 : 0;
