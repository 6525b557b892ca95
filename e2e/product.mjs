import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const START_MS = 60_000;
const STOP_MS = 15_000;

/** A data folder that nothing else uses. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'agentflow-e2e-'));

/**
 * Starts the built product on a folder, as a person does, and answers once it says that it is ready: `{ url, key, link, kill, stop }`.
 * `port` 0 is any free one. `stop` ends it politely and takes the folder away; `kill` is the power cut that leaves it.
 */
export async function startProduct({ data, port = '0', env = {} }) {
  const child = spawn(process.execPath, [join(ROOT, 'packages/cli/dist/main.js'), 'dev'], {
    cwd: ROOT,
    env: { ...process.env, AGENTFLOW_DATA: data, AGENTFLOW_PORT: port, AGENTFLOW_HOST: '127.0.0.1', ...env },
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
  return {
    url: JSON.parse(readFileSync(join(data, 'instance.json'), 'utf8')).url,
    key: readFileSync(join(data, 'admin.key'), 'utf8').trim(),
    link,
    async kill() {
      child.kill('SIGKILL');
      await ended;
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

/** The API as a program calls it: `api(method, path, body?, headers?)` answers `{ status, etag, body }`. A body that is text goes as it is, any other as JSON. */
export const apiOf =
  (url, key) =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, etag: response.headers.get('etag'), body: json && text ? JSON.parse(text) : text };
  };
