import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const START_MS = 60_000;
const STOP_MS = 15_000;

/** The built product on a folder and a port of its own that can be killed, as by a power cut, and started again in the same place. */
export async function startRestartable(env = {}) {
  const data = mkdtempSync(join(tmpdir(), 'agentflow-e2e-'));
  let port = '0';
  let child;
  let ended;
  let link;
  const start = async () => {
    child = spawn(process.execPath, [join(ROOT, 'packages/cli/dist/main.js'), 'dev'], {
      cwd: ROOT,
      env: { ...process.env, AGENTFLOW_DATA: data, AGENTFLOW_PORT: port, AGENTFLOW_HOST: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready after ${START_MS / 1000} s\n${said}`)), START_MS);
      ended.then((code) => reject(new Error(`ended with ${code} before it was ready\n${said}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        said += `${line}\n`;
        const found = /ready: (http\S+)/.exec(line);
        if (!found) return;
        link = found[1];
        clearTimeout(timer);
        resolve();
      });
    });
  };
  await start();
  const { url } = JSON.parse(readFileSync(join(data, 'instance.json'), 'utf8'));
  port = new URL(url).port;
  const key = readFileSync(join(data, 'admin.key'), 'utf8').trim();
  return {
    url,
    key,
    /** The one-time link of the latest start. */
    link: () => link,
    start,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    /** The API as a program calls it. */
    async api(method, path, body, headers = {}) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, etag: response.headers.get('etag'), body: text && text.startsWith('{') ? JSON.parse(text) : text };
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
