import http from 'node:http';
import https from 'node:https';
import { AppError } from '@agentflow/core';
import type { Target } from './check-target.js';

export interface WireRequest {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array | string | undefined;
  readonly signal: AbortSignal;
  /** Reuse connections: not for calls that must not happen twice, because a dead connection cannot be told from a lost answer. */
  readonly reuse: boolean;
}
const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 128, maxFreeSockets: 32, timeout: 30_000 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 128, maxFreeSockets: 32, timeout: 30_000 }),
};

/**
 * Sends a request to one of the target's checked addresses and resolves with the answer's head. The name is not looked up again; Host and SNI stay the name.
 * @throws AppError HTTP_UNAVAILABLE (`sent`: whether the target may have got it), and the signal's reason
 */
export function openRequest(target: Target, wire: WireRequest): Promise<http.IncomingMessage> {
  const { url, host, addresses } = target;
  const { method, headers, body, signal, reuse } = wire;
  return new Promise((resolve, reject) => {
    let sent = false;
    const options: https.RequestOptions = {
      method,
      host,
      port: url.port === '' ? undefined : url.port,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...headers },
      agent: reuse ? agents[url.protocol as 'http:' | 'https:'] : false,
      lookup: pinned(addresses),
      signal,
      maxHeaderSize: 32 * 1024,
      insecureHTTPParser: false,
    };
    const request = url.protocol === 'https:' ? https.request(options) : http.request(options);
    request.once('socket', (socket) => {
      if (!socket.connecting) sent = true;
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (sent = true));
    });
    request.once('response', resolve);
    request.once('upgrade', (_answer, socket) => {
      socket.destroy();
      reject(new AppError('HTTP_UNAVAILABLE', `${url.host} wants another protocol`, { host: url.host, sent: true }, { retryable: false }));
    });
    request.once('error', (cause: NodeJS.ErrnoException) => {
      if (signal.aborted) return reject(signal.reason);
      // A kept connection that the target had closed meanwhile: the request never reached it.
      if (request.reusedSocket && cause.code === 'ECONNRESET') return resolve(openRequest(target, { ...wire, reuse: false }));
      reject(new AppError('HTTP_UNAVAILABLE', `${method} ${url.origin} failed: ${reasonOf(cause)}`, { host: url.host, sent }, { cause }));
    });
    request.end(body);
  });
}
/** A look-up that knows nothing but the addresses that were checked. */
function pinned(addresses: readonly string[]): NonNullable<http.RequestOptions['lookup']> {
  const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_host, options, callback) => {
    if (options.all) (callback as unknown as (error: null, addresses: typeof all) => void)(null, all);
    else callback(null, all[0]!.address, all[0]!.family);
  };
}
const reasonOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;
/** Closes connections kept for reuse. */
export function closeConnections(): void {
  agents['http:'].destroy();
  agents['https:'].destroy();
}
