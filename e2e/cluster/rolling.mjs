// Rolling restarts under load: node e2e/cluster/rolling.mjs [--rounds N] [--clients N]
// Every service of a cluster with two of each is told to end (SIGTERM) and started again, one after the other, while clients start executions, wait for their ends and read. No request may fail, each
// execution ends, and each process ends within 10 s of the signal. (The gateways are restarted too, each while clients speak to the other.)
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitEnd } from '../../infra/local/node-process.mjs';
import { startCluster } from './cluster-instance.mjs';
import { ownRooms } from './own-rooms.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '1' }, clients: { type: 'string', default: '4' } } });
const env = ownRooms();
if (!env) {
  console.log('skipped: rolling restarts (no servers: npm run backends:up, or set MONGODB_URL and the others)');
  process.exit(0);
}
const STOP_MS = 10_000;
const definition = {
  schemaVersion: '1',
  name: 'rolling',
  inputs: { type: 'object' },
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'say', type: 'llm', config: { model: 'scripted/echo', prompt: 'number {{ input.n }}' } },
    { id: 'end', type: 'end', config: { output: '{{ say.output.text }}' } },
  ],
  edges: [
    { source: 'start', target: 'say' },
    { source: 'say', target: 'end' },
  ],
};
const cluster = await startCluster({ env, counts: { gateways: 2, designers: 2, schedulers: 2, orchestrators: 2, runtimes: 2 } });
const urlOf = (label) => cluster.processes()[label].url;
const gateways = new Set(['gateway-1', 'gateway-2']);
const refused = [];
const times = [];
let asked = 0;
let going = true;
/** A request through a gateway that is not being restarted. Answers its body, or notes that it failed. */
async function ask(method, path, body) {
  const gateway = [...gateways][asked++ % gateways.size];
  const from = performance.now();
  try {
    const answer = await fetch(`${urlOf(gateway)}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${cluster.key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    times.push(performance.now() - from);
    if (answer.status < 300) return JSON.parse(text);
    refused.push(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
  } catch (error) {
    refused.push(`${method} ${path}: ${error.cause?.message ?? error.message}`);
  }
  return undefined;
}
async function client() {
  while (going) {
    const n = asked;
    const execution = await ask('POST', '/workflows/rolling/execute?wait=60', { input: { n } });
    if (execution && (execution.status !== 'completed' || execution.output !== `number ${n}`))
      refused.push(`execution ${execution.id}: ${execution.status} ${JSON.stringify(execution.output)} ${JSON.stringify(execution.error)}`);
    await ask('GET', '/workflows/rolling');
    await ask('GET', '/triggers');
    await ask('GET', '/executions?page_size=5');
  }
}
let left = [];
let slow = 0;
try {
  if (!(await ask('POST', '/workflows', { definition, key: 'rolling' })) || !(await ask('POST', '/workflows/rolling/publish', {})))
    throw new Error(refused.join('\n'));
  const clients = Array.from({ length: Number(values.clients) }, client);
  for (let round = 1; round <= Number(values.rounds); round++)
    for (const label of Object.keys(cluster.processes())) {
      const [before, bad] = [asked, refused.length];
      if (gateways.delete(label)) await pause(3_000); // what was begun there ends
      const from = performance.now();
      const kept = cluster.kill(label, 'SIGTERM');
      if (!(await awaitEnd(kept, STOP_MS))) slow++;
      const stopped = performance.now() - from;
      await cluster.up();
      if (label.startsWith('gateway')) gateways.add(label);
      console.log(
        `${String(round).padStart(3)} ${label.padEnd(16)} ended after ${(stopped / 1000).toFixed(1)} s, ready again after ${((performance.now() - from) / 1000).toFixed(1)} s; ${asked - before} requests meanwhile, ${refused.length - bad} failed`,
      );
    }
  going = false;
  await Promise.all(clients);
} finally {
  going = false;
  left = await cluster.down({ keep: refused.length > 0 });
}
times.sort((a, b) => a - b);
const at = (share) => `${Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))])} ms`;
for (const text of refused.slice(0, 10)) console.log(text);
console.log(
  `${asked} requests, ${refused.length} failed, ${slow} slow ends; p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}; left running: ${left.length}`,
);
process.exitCode = refused.length + slow + left.length > 0 ? 1 : 0;
