// Starts the built platform on a folder of its own and talks to it as any client would.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from './load.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How `npm start` of a checkout starts the platform: flags of node, then the program and its arguments. */
function startCommand(root) {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [, ...parts] = scripts.start.split(' ');
  return parts.map((part) => (part.endsWith('.js') ? path.join(root, part) : part));
}

/** `root`: the checkout to start, this one by default. @returns the running platform: `url`, `pid`, `call(method, path, body)`, `execute(workflow, input, waitSeconds)`, `stop()` */
export async function startPlatform(dataDir, env = {}, root = ROOT) {
  const began = performance.now();
  const child = spawn(process.execPath, startCommand(root), {
    env: { ...process.env, AGENTFLOW_DATA: dataDir, AGENTFLOW_PORT: '0', AGENTFLOW_SEED: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whatever happens to the script that started it, the platform does not stay behind.
  const orphaned = () => child.kill('SIGKILL');
  process.once('exit', orphaned);
  child.once('exit', () => process.off('exit', orphaned));
  let output = '';
  const ready = new Promise((resolve, reject) => {
    const look = (part) => {
      output += part;
      if (/https?:\/\/\S+\/login\?token=/.test(output)) resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (code) => reject(new Error(`the platform ended with ${code} before it was ready:\n${output}`)));
  });
  await ready;
  const readyMs = performance.now() - began;
  const { url } = JSON.parse(fs.readFileSync(path.join(dataDir, 'instance.json'), 'utf8'));
  const key = fs.readFileSync(path.join(dataDir, 'admin.key'), 'utf8').trim();
  const headers = { authorization: `Bearer ${key}` };
  const call = async (method, route, body) => {
    const { status, text } = await request(`${url}${route}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 300) throw new Error(`${method} ${route}: ${status} ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    url,
    headers,
    readyMs,
    pid: child.pid,
    call,
    async publish(definition) {
      const { id } = await call('POST', '/api/v1/workflows', { definition });
      await call('POST', `/api/v1/workflows/${id}/publish`, {});
      return id;
    },
    async stop(signal = 'SIGTERM') {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}
/** A chain of `count` tasks of the tool `echo`; `effect` as the nodes declare it. */
export function chainOf(count, name, effect) {
  const ids = Array.from({ length: count }, (_, i) => `a${i + 1}`);
  const nodes = [
    { id: 'start', type: 'start' },
    ...ids.map((id) => ({ id, type: 'tool', config: { tool: 'echo', arguments: { step: id } }, ...(effect ? { effect } : {}) })),
    { id: 'end', type: 'end', config: { output: { ok: true } } },
  ];
  const line = ['start', ...ids, 'end'];
  return { schemaVersion: '1', name, nodes, edges: line.slice(1).map((target, i) => ({ source: line[i], target })) };
}
export const fanOf = (name) => ({
  schemaVersion: '1',
  name,
  nodes: [
    { id: 'start', type: 'start' },
    {
      id: 'each',
      type: 'map',
      config: { items: 'input.list', concurrency: 100 },
      body: {
        nodes: [
          { id: 'start', type: 'start' },
          { id: 't', type: 'tool', config: { tool: 'echo', arguments: {} } },
          { id: 'end', type: 'end' },
        ],
        edges: [
          { source: 'start', target: 't' },
          { source: 't', target: 'end' },
        ],
      },
    },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'each' },
    { source: 'each', target: 'end' },
  ],
});
export const waitOf = (name) => ({
  schemaVersion: '1',
  name,
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'wait', type: 'wait', config: { seconds: 3600 } },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'wait' },
    { source: 'wait', target: 'end' },
  ],
});
/** One HTTP call, so that the moment it arrives tells when the first step ran. */
export const callOf = (name, url) => ({
  schemaVersion: '1',
  name,
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'call', type: 'http', config: { method: 'GET', url } },
    { id: 'end', type: 'end' },
  ],
  edges: [
    { source: 'start', target: 'call' },
    { source: 'call', target: 'end' },
  ],
});
