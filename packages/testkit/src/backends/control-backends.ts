import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publishedBackends, repositoryRoot, type PublishedBackends } from './published-backends.js';

export type BackendName = 'mongo' | 'kafka' | 'redis' | 'nats' | 'clickhouse' | 's3';
/**
 * `kill` is SIGKILL, `pause` and `continue` SIGSTOP and SIGCONT, `stop` an orderly end, `start` and `restart` resolve when the server is ready; `wipe` stops it and forgets its data. Ports and
 * passwords stay.
 */
export type BackendAction = 'start' | 'stop' | 'kill' | 'restart' | 'pause' | 'continue' | 'wipe';
const ANSWER_MS = 900_000;

/** Calls `infra/local/main.mjs`. Exit status and what it wrote, whatever they are. */
async function command(args: readonly string[]): Promise<{ status: number; text: string }> {
  const main = join(repositoryRoot(), 'infra/local/main.mjs');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { timeout: ANSWER_MS });
    return { status: 0, text: stdout };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { status: typeof code === 'number' ? code : 1, text: `${stdout}${stderr}` };
  }
}
/** Does something to one local server, or to one node of it. Those of `npm run backends:up` are shared: tests that hurt servers take their own (`startBackends`). @throws Error with what was said */
export async function controlBackend(action: BackendAction, name: BackendName, node?: number, dataDir?: string): Promise<void> {
  const at = dataDir === undefined ? [] : ['--data', dataDir];
  const { status, text } = await command([action, name, ...(node === undefined ? [] : [String(node)]), ...at]);
  if (status !== 0) throw new Error(`${action} ${name}: ${text.trim()}`);
}

export interface PrivateBackends extends PublishedBackends {
  readonly dataDir: string;
  control(action: BackendAction, name: BackendName, node?: number): Promise<void>;
  /** Ends the servers and deletes what they wrote. */
  stop(): Promise<void>;
}
/**
 * Servers of a test's own, beside the shared ones: it may do to them what it likes. They end with this process, even where it is killed. `names`: which of them; `kafkaNodes`, `mongoNodes`: 1 or 3; `tls`: they speak TLS, with certificates of their own.
 * @throws Error with what was said where one of them cannot be had or fails; none is left running then
 */
export async function startBackends(
  names: readonly BackendName[],
  {
    kafkaNodes = 1,
    mongoNodes = 1,
    tls = false,
  }: { readonly kafkaNodes?: 1 | 3; readonly mongoNodes?: 1 | 3; readonly tls?: boolean } = {},
): Promise<PrivateBackends> {
  const dataDir = mkdtempSync(join(tmpdir(), 'agentflow-backends-'));
  const stop = async () => {
    await command(['down', '--data', dataDir]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const { status, text } = await command([
    'up',
    ...names,
    '--kafka-nodes',
    String(kafkaNodes),
    '--mongo-nodes',
    String(mongoNodes),
    ...(tls ? ['--tls'] : []),
    '--data',
    dataDir,
    '--owner',
    String(process.pid),
  ]);
  if (status !== 0) {
    await stop();
    throw new Error(`${names.join(', ')} could not be brought up: ${text.trim()}`);
  }
  return {
    ...publishedBackends(join(dataDir, 'backends.json')),
    dataDir,
    stop,
    control: (action, name, node) => controlBackend(action, name, node, dataDir),
  };
}
