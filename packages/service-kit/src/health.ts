import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@agentflow/core';
import type { Readiness, Service } from '@agentflow/ports';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** A service's own Prometheus registry: every series carries the label `service`. With `process: true` the process's CPU, memory and event loop are in it (one registry of a process). */
export function createMetricsRegistry(service: string, options: { readonly process?: boolean } = {}): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (options.process) collectDefaultMetrics({ register: registry });
  return registry;
}
/**
 * The text of many registries as one page: each metric's HELP and TYPE once (what Prometheus demands), all series under it.
 * prom-client's own merge refuses metrics of one name in two registries, which is the normal case for services that share this kit.
 */
export async function renderMetrics(registries: readonly Registry[]): Promise<string> {
  const blocks = new Map<string, { head: string[]; series: string[] }>();
  for (const text of await Promise.all(registries.map((registry) => registry.metrics()))) {
    let block: { head: string[]; series: string[] } | undefined;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      if (line.startsWith('# HELP ')) {
        const name = line.split(' ', 3)[2]!;
        const known = blocks.get(name);
        block = known ?? { head: [], series: [] };
        if (!known) blocks.set(name, block);
        block.head = [line];
      } else if (line.startsWith('#')) block && (block.head = [block.head[0]!, line]);
      else block?.series.push(line);
    }
  }
  return [...blocks.values()].map(({ head, series }) => [...head, ...series].join('\n') + '\n').join('\n');
}
export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

export interface AdminDeps {
  ready(): Promise<Readiness>;
  readonly registries: readonly Registry[];
  /** In place of `registries`, where which there are is known later. */
  readonly metricsText?: () => Promise<string>;
  /** Whether `/ready` names the dependencies; off where the port is open to all (CONTRACT 2: status alone). */
  readonly details?: boolean;
}
/** Answers GET and HEAD of `/health`, `/ready` and `/metrics`; resolves `false`, having written nothing, for any other path. */
export function createAdminHandler(deps: AdminDeps): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0];
    if (path !== '/health' && path !== '/ready' && path !== '/metrics') return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    const send = (status: number, type: string, body: string): true => {
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : body);
      return true;
    };
    if (path === '/health') return send(200, 'application/json', '{"status":"ok"}');
    if (path === '/metrics') return send(200, METRICS_CONTENT_TYPE, await (deps.metricsText?.() ?? renderMetrics(deps.registries)));
    const { ready, checks } = await deps.ready().catch((): Readiness => ({ ready: false, checks: {} }));
    const body = { status: ready ? 'ready' : 'not ready', ...(deps.details ? { checks } : {}) };
    return send(ready ? 200 : 503, 'application/json', JSON.stringify(body));
  };
}
export interface AdminServer extends Service {
  /** The port it listens on, once started. */
  port(): number;
}
/** A small server for the three paths alone: what a service of its own process shows to probes and to Prometheus. `port` 0: any free one. */
export function createAdminServer(deps: AdminDeps & { readonly host: string; readonly port: number }): AdminServer {
  const handle = createAdminHandler(deps);
  let server: Server | undefined;
  const fail = (response: ServerResponse): void => void (response.headersSent ? response.destroy() : response.writeHead(500).end());
  return {
    name: 'admin',
    port: () => {
      if (!server?.listening) throw new AppError('UNAVAILABLE', 'the admin server has not started');
      return (server.address() as AddressInfo).port;
    },
    start: () =>
      new Promise((resolve, reject) => {
        server = createServer((request, response) => {
          handle(request, response).then(
            (done) => void (done || response.writeHead(404).end()),
            () => fail(response),
          );
        });
        server.once('error', (error) =>
          reject(new AppError('UNAVAILABLE', `cannot listen on ${deps.host}:${deps.port}: ${error.message}`, {}, { cause: error })),
        );
        server.listen(deps.port, deps.host, () => resolve());
      }),
    stop: async () => {
      const open = server;
      if (!open?.listening) return;
      await new Promise<void>((resolve) => {
        open.close(() => resolve());
        open.closeAllConnections();
      });
    },
    ready: async () => ({ ready: server?.listening === true, checks: {} }),
  };
}

/** What another process of ours says of itself at `<url>/ready`; one that is silent for so long, or says what we cannot read, is not ready. Never throws. */
export function readinessOf(url: string, timeoutMs: number): Promise<Readiness> {
  const silent: Readiness = { ready: false, checks: { process: 'no answer' } };
  return new Promise((resolve) => {
    const request = get(`${url}/ready`, { timeout: timeoutMs, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text.length < 65_536 ? (text += chunk) : request.destroy()));
      response.on('error', () => resolve(silent));
      response.on('end', () => {
        try {
          const { checks } = JSON.parse(text) as { readonly checks?: Readiness['checks'] };
          resolve({ ready: response.statusCode === 200, checks: checks ?? {} });
        } catch {
          resolve(silent);
        }
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(silent));
  });
}
