import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isAppError } from '@agentflow/core';
import { createApiClient, type ApiClient } from './api-client.js';
import { CliError, usageError } from './cli-error.js';
import type { Io } from './io.js';

/** Which instance a command speaks to. */
export interface Target {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  /** Data folder, in place of AGENTFLOW_DATA. */
  readonly data?: string | undefined;
}
export interface Connection {
  readonly api: ApiClient;
  /** Whether it lives only as long as this command. */
  readonly embedded: boolean;
  close(): Promise<void>;
}
/** What `@agentflow/all-in-one` gives to those who start it. */
export interface StartedInstance {
  readonly url: string;
  readonly dataDir: string;
  readonly mode: string;
  readonly loginUrl: string;
  stop(): Promise<void>;
}
export type StartInstance = (options: {
  readonly env: Io['env'];
  readonly onProgress?: (line: string) => void;
}) => Promise<StartedInstance>;

export const dataFolder = (io: Io, target: Target): string => resolve(io.cwd, target.data ?? io.env['AGENTFLOW_DATA'] ?? '.agentflow');

/** The instance named by `--url`, or the one running on the data folder. @throws CliError when none is running */
export async function connect(io: Io, target: Target): Promise<Connection> {
  const connection = await findRunning(io, target);
  if (connection) return connection;
  const folder = dataFolder(io, target);
  throw new CliError(`no AgentFlow is running on ${folder}`, {
    code: 'NOT_RUNNING',
    hint: 'start one with `agentflow dev`, or name one with --url and --key',
  });
}
/** As `connect`, but starts an instance of its own on the same data folder, on any free port, when none is running. */
export async function connectOrStart(
  io: Io,
  target: Target,
  start: StartInstance,
  onProgress: (line: string) => void,
): Promise<Connection> {
  const running = await findRunning(io, target);
  if (running) return running;
  const folder = dataFolder(io, target);
  onProgress(`nothing is running on ${folder}: starting for this command alone`);
  // Nobody looks at a first page here, so none has to be filled.
  const instance = await startInstance(start, { AGENTFLOW_SEED: 'off', ...io.env, AGENTFLOW_DATA: folder, AGENTFLOW_PORT: '0' });
  const key = await readKey(instance.dataDir);
  if (key === undefined) {
    await instance.stop();
    throw new CliError(`${join(instance.dataDir, 'admin.key')} cannot be read`, { code: 'NO_KEY' });
  }
  return { api: createApiClient(instance.url, key), embedded: true, close: () => instance.stop() };
}
/** Starts, and turns what goes wrong into a sentence. */
export async function startInstance(start: StartInstance, env: Io['env'], onProgress?: (line: string) => void): Promise<StartedInstance> {
  try {
    return await start({ env, ...(onProgress ? { onProgress } : {}) });
  } catch (cause) {
    throw new CliError(sentenceOf(cause, env), { code: isAppError(cause) ? cause.code : 'START_FAILED', cause });
  }
}
function sentenceOf(cause: unknown, env: Io['env']): string {
  const { code, message } = cause as { readonly code?: string; readonly message?: string };
  if (code === 'EADDRINUSE')
    return `port ${env['AGENTFLOW_PORT'] ?? '8420'} is taken: stop what listens there, or set AGENTFLOW_PORT (0 takes any free one)`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `the data folder ${env['AGENTFLOW_DATA'] ?? '.agentflow'} cannot be written: ${message ?? code}`;
  return message ?? 'AgentFlow could not start';
}
async function findRunning(io: Io, target: Target): Promise<Connection | undefined> {
  const url = target.url ?? io.env['AGENTFLOW_URL'];
  const key = target.key ?? io.env['AGENTFLOW_KEY'];
  if (url !== undefined) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw usageError(`"${url}" is no http or https address`);
    const found = key ?? (await readKey(dataFolder(io, target)));
    if (found === undefined)
      throw usageError(`a key is needed for ${url}`, 'give --key, set AGENTFLOW_KEY, or name the data folder with --data');
    return opened(url, found);
  }
  const folder = dataFolder(io, target);
  const instance = await readInstance(folder);
  if (instance === undefined || !(await answers(instance))) return undefined;
  const found = key ?? (await readKey(folder));
  if (found === undefined)
    throw new CliError(`${join(folder, 'admin.key')} cannot be read`, {
      code: 'NO_KEY',
      hint: 'it belongs to whoever started AgentFlow: give --key instead',
    });
  return opened(instance, found);
}
const opened = (url: string, key: string): Connection => ({
  api: createApiClient(url, key),
  embedded: false,
  close: async () => undefined,
});

/** The URL that an instance wrote when it was ready; it may be gone since. */
async function readInstance(folder: string): Promise<string | undefined> {
  try {
    const { url } = JSON.parse(await readFile(join(folder, 'instance.json'), 'utf8')) as { readonly url?: unknown };
    return typeof url === 'string' && URL.canParse(url) ? url : undefined;
  } catch {
    return undefined; // not there, or half written by an instance that is starting
  }
}
async function readKey(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'admin.key'), 'utf8').catch(() => '');
  return text.trim() || undefined;
}
/** Whether something answers at `url` within two seconds. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url.replace(/\/+$/, '')}/health`, { signal: AbortSignal.timeout(2_000) })).status < 500;
  } catch {
    return false;
  }
}
