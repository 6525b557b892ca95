import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const START_MS = 60_000;
const STOP_MS = 15_000;

/** Starts the built product as a person does, on a folder of its own and any free port; with E2E_MODE=cluster as processes of their own on real servers. Answers once it says that it is ready. */
export async function startInstance(env = {}) {
  if (process.env.E2E_MODE === 'cluster') {
    const { startCluster } = await import('./cluster/cluster-instance.mjs');
    const { ownRooms } = await import('./cluster/own-rooms.mjs');
    const cluster = await startCluster({ env: { ...ownRooms(), AGENTFLOW_SEED: 'on', ...env } });
    return { ...cluster, link: cluster.loginUrl, stop: () => cluster.down() };
  }
  const data = mkdtempSync(join(tmpdir(), 'agentflow-e2e-'));
  const child = spawn(process.execPath, [join(ROOT, 'packages/cli/dist/main.js'), 'dev'], {
    cwd: ROOT,
    env: { ...process.env, AGENTFLOW_DATA: data, AGENTFLOW_PORT: '0', AGENTFLOW_HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const link = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after ${START_MS / 1000} s\n${said}`)), START_MS);
    ended.then((code) => reject(new Error(`ended with ${code} before it was ready\n${said}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      said += `${line}\n`;
      const found = /ready: (http\S+)/.exec(line);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    });
  });
  const { url } = JSON.parse(readFileSync(join(data, 'instance.json'), 'utf8'));
  const key = readFileSync(join(data, 'admin.key'), 'utf8').trim();
  return {
    url,
    link,
    data,
    key,
    /** The API as a program calls it. */
    async api(method, path, body, headers = {}) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = /json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, etag: response.headers.get('etag'), body: json && text ? JSON.parse(text) : text };
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
      rmSync(data, { recursive: true, force: true });
    },
  };
}
