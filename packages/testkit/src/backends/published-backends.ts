import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server that `npm run backends:up` brought up, or one node of it. */
export interface PublishedServer {
  readonly name: string;
  readonly node?: number;
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
  readonly version: string;
  /** Names in `env` that are about it. */
  readonly provides: readonly string[];
  /** Kafka: the listener of this node that asks for a login, and who may. */
  readonly sasl?: { readonly broker: string; readonly plain: Login; readonly scram: Login };
  /** Kafka: a proxy that listens at `port` and leads to `target` is found by clients that were given `127.0.0.1:<port>`, and by what the brokers tell them. */
  readonly proxied?: { readonly target: string; readonly port: number };
}
export interface Login {
  readonly username: string;
  readonly password: string;
}
export interface PublishedBackends {
  readonly env: { readonly [name: string]: string };
  readonly servers: readonly PublishedServer[];
}

/** The checkout that this file is part of: the nearest folder above that has `infra/local`. */
export function repositoryRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'infra/local/main.mjs'))) return folder;
    if (folder === dirname(folder)) throw new Error('the test kit is in no checkout of AgentFlow: there is no infra/local above it');
  }
}
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** What `backends:up` wrote (`infra/local/backends.json`), of servers that still run: after a restart of the machine the file is there and they are not. */
export function publishedBackends(file = join(repositoryRoot(), 'infra/local/backends.json')): PublishedBackends {
  if (!existsSync(file)) return { env: {}, servers: [] };
  const { env, servers } = JSON.parse(readFileSync(file, 'utf8')) as PublishedBackends;
  const running = servers.filter((server) => isRunning(server.pid));
  const names = new Set(running.flatMap((server) => server.provides));
  return { env: Object.fromEntries(Object.entries(env).filter(([name]) => names.has(name))), servers: running };
}
