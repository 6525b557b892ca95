import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { AppError, isAppError } from '@agentflow/core';
import type { Clock } from '@agentflow/ports';
import type { AgentRuntimeConfig } from '../config.js';
import { parseAllowList, type AllowList } from './allow-list.js';
import { checkHost, checkTarget, parseTarget, redirectTarget, type Resolve } from './check-target.js';
import { createCircuitBreakers, type CircuitBreakers, type Verdict } from './circuit-breakers.js';
import { closeConnections, openRequest } from './open-request.js';
import { ACCEPT_ENCODING, decodedBody } from './read-body.js';

/*
 * The one module that opens sockets to the outside.
 * I1  An address is parsed once: what was checked is what is dispatched, and the socket goes to an address that was checked.
 * I2  Every hop of a redirect is checked like the first.
 * I3  Nothing secret follows a redirect to another origin.
 * I4  Every answer has a bound in bytes, unpacked too, and in time.
 */
export interface EgressOptions {
  readonly clock: Clock;
  readonly config: Pick<AgentRuntimeConfig, 'AGENTFLOW_EGRESS_ALLOW' | 'AGENTFLOW_HTTP_MAX_BYTES' | 'AGENTFLOW_HTTP_TIMEOUT_MS'>;
  /** `host:port` of model servers that the operator configured: `fetch` may call them wherever they are; nodes may not. */
  readonly allowHosts?: readonly string[];
  readonly resolve?: Resolve;
}
export interface EgressRequest {
  readonly org: string;
  readonly method: string;
  readonly url: string | URL;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Uint8Array | string;
  readonly signal: AbortSignal;
  /** Headers (lower case) that hold secrets besides Authorization and Cookie. */
  readonly secretHeaders?: readonly string[];
  /** The call must not happen twice: no connection is reused. */
  readonly once?: boolean;
  /** Whether an answer of this status says that the target is down; 500, 502, 503 and 504 where left out. */
  readonly down?: (status: number) => boolean;
  /** Called with every address the call is about to go to, redirects included; throws to refuse it. */
  readonly onHop?: (url: URL) => void;
}
export interface EgressAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
}
/** WHATWG `fetch`, as far as model clients use it: text or bytes as body, streamed answers, no time limit but the signal's. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
export interface Egress {
  /** @throws AppError EGRESS_REFUSED, HTTP_UNAVAILABLE, CIRCUIT_OPEN, TIMED_OUT, and the signal's reason. Any status is an answer */
  request(request: EgressRequest): Promise<EgressAnswer>;
  /** For model clients. @throws as `request`, but CIRCUIT_OPEN and TIMED_OUT */
  readonly fetch: Fetch;
  /** A checked TCP connection, for mail. @throws AppError EGRESS_REFUSED, HTTP_UNAVAILABLE */
  connect(host: string, port: number, signal: AbortSignal): Promise<Socket>;
  /** The circuits of everything that is called through here, and of models. */
  readonly breakers: CircuitBreakers;
  close(): void;
}
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);
const HOP_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'keep-alive',
  'te',
  'trailer',
  'expect',
  'proxy-connection',
]);
const BODYLESS: ReadonlySet<number> = new Set([204, 205, 304]);
/** What a fetched stream may carry at most. */
const MAX_STREAM_BYTES = 64_000_000;

const systemResolve: Resolve = async (host) => {
  try {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
  } catch (cause) {
    throw new AppError(
      'HTTP_UNAVAILABLE',
      `the host ${host} cannot be resolved: ${(cause as NodeJS.ErrnoException).code ?? 'no answer'}`,
      { host, sent: false },
      { cause },
    );
  }
};

export function createEgress({ clock, config, allowHosts = [], resolve = systemResolve }: EgressOptions): Egress {
  const { AGENTFLOW_HTTP_MAX_BYTES: maxBytes, AGENTFLOW_HTTP_TIMEOUT_MS: timeoutMs } = config;
  const allowList = parseAllowList(config.AGENTFLOW_EGRESS_ALLOW);
  const modelList = either(allowList, parseAllowList(allowHosts.join(',')));
  const breakers = createCircuitBreakers(clock);
  const unreachable = (error: unknown): Verdict => (isAppError(error) && error.code === 'HTTP_UNAVAILABLE' ? 'fails' : 'nothing');

  /** Follows redirects up to the answer's head. */
  const follow = async (
    request: EgressRequest,
    signal: AbortSignal,
    list: AllowList,
  ): Promise<{ readonly answer: IncomingMessage; readonly url: URL }> => {
    let url = parseTarget(request.url);
    let method = request.method.toUpperCase();
    let body = request.body;
    let headers = cleanHeaders(request.headers ?? {});
    for (let hop = 0; ; hop++) {
      request.onHop?.(url);
      const target = await checkTarget(url, list, resolve);
      if (signal.aborted) throw signal.reason;
      const answer = await openRequest(target, {
        method,
        headers: { 'accept-encoding': ACCEPT_ENCODING, ...headers },
        body,
        signal,
        reuse: !request.once,
      });
      const location = answer.headers.location;
      if (!REDIRECTS.has(answer.statusCode!) || location === undefined) return { answer, url };
      answer.destroy();
      if (hop >= MAX_REDIRECTS) throw new AppError('EGRESS_REFUSED', `more than ${MAX_REDIRECTS} redirects`, { host: url.host });
      const next = redirectTarget(url, location);
      if (answer.statusCode === 303 || ((answer.statusCode === 301 || answer.statusCode === 302) && method === 'POST')) {
        if (method !== 'HEAD') method = 'GET';
        body = undefined;
        headers = without(headers, (name) => name.startsWith('content-'));
      }
      if (next.origin !== url.origin)
        headers = without(headers, (name) => SECRET_HEADERS.has(name) || (request.secretHeaders?.includes(name) ?? false));
      url = next;
    }
  };
  const within = async <T>(outer: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController();
    const relay = (): void => controller.abort(outer.reason);
    if (outer.aborted) relay();
    outer.addEventListener('abort', relay, { once: true });
    const cancel = clock.after(timeoutMs, () =>
      controller.abort(new AppError('HTTP_UNAVAILABLE', `no answer within ${timeoutMs} ms`, { timeoutMs, sent: true })),
    );
    try {
      return await call(controller.signal);
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      cancel();
      outer.removeEventListener('abort', relay);
    }
  };

  return {
    request(request) {
      const url = parseTarget(request.url);
      const down = request.down ?? isDown;
      return breakers.run(
        { org: request.org, kind: 'http', target: url.host },
        () =>
          within(request.signal, async (signal) => {
            const { answer, url: last } = await follow(request, signal, allowList);
            const chunks: Buffer[] = [];
            try {
              if (request.method.toUpperCase() === 'HEAD' || BODYLESS.has(answer.statusCode!)) answer.resume();
              else for await (const chunk of decodedBody(answer, maxBytes)) chunks.push(chunk);
            } catch (cause) {
              answer.destroy();
              if (isAppError(cause)) throw cause;
              throw new AppError(
                'HTTP_UNAVAILABLE',
                `the answer of ${last.host} broke off: ${(cause as NodeJS.ErrnoException).code ?? 'malformed'}`,
                { host: last.host, sent: true },
                { cause },
              );
            }
            return { status: answer.statusCode!, headers: headersOf(answer), body: Buffer.concat(chunks), url: last };
          }),
        { answer: ({ status }) => (down(status) ? 'fails' : 'works'), error: unreachable },
      );
    },
    async fetch(input, init) {
      const given = new Request(input, init);
      const body = given.body === null ? undefined : new Uint8Array(await given.arrayBuffer());
      const { answer } = await follow(
        {
          org: '',
          method: given.method,
          url: given.url,
          headers: Object.fromEntries(given.headers),
          signal: given.signal,
          secretHeaders: ['x-api-key', 'api-key'],
          ...(body && { body }),
        },
        given.signal,
        modelList,
      );
      const status = answer.statusCode!;
      const headers = headersOf(answer);
      const empty = BODYLESS.has(status) || given.method === 'HEAD';
      if (empty) answer.resume();
      const stream = empty ? null : (Readable.toWeb(Readable.from(decodedBody(answer, MAX_STREAM_BYTES))) as ReadableStream);
      return new Response(stream, {
        status,
        headers: without(headers, (name) => name === 'content-encoding' || name === 'content-length'),
      });
    },
    async connect(host, port, signal) {
      const { addresses } = await checkHost(host.replace(/^\[|\]$/g, '').replace(/\.$/, ''), port, allowList, resolve);
      return new Promise((done, reject) => {
        const socket = connect({ host: addresses[0]!, port, signal });
        socket.once('connect', () => {
          socket.removeAllListeners('error');
          done(socket);
        });
        socket.once('error', (cause: NodeJS.ErrnoException) =>
          reject(
            signal.aborted
              ? signal.reason
              : new AppError(
                  'HTTP_UNAVAILABLE',
                  `${host}:${port} cannot be reached: ${cause.code ?? cause.message}`,
                  { host, port, sent: false },
                  { cause },
                ),
          ),
        );
      });
    },
    breakers,
    close: closeConnections,
  };
}
const DOWN: ReadonlySet<number> = new Set([500, 502, 503, 504]);
/** Statuses that speak of the target, not of what it was asked. */
export const isDown = (status: number): boolean => DOWN.has(status);
const either = (a: AllowList, b: AllowList): AllowList => ({
  host: (host, port) => a.host(host, port) || b.host(host, port),
  address: (address, port) => a.address(address, port) || b.address(address, port),
});
const without = (headers: { readonly [name: string]: string }, dropped: (name: string) => boolean): { [name: string]: string } =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped(name)));

/** Lower-case names; those that steer the connection are ours. @throws AppError BAD_REQUEST for names or values that are no header */
function cleanHeaders(given: { readonly [name: string]: string }): { [name: string]: string } {
  const headers: { [name: string]: string } = { 'user-agent': 'AgentFlow' };
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (HOP_HEADERS.has(lower)) continue;
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) || /[\r\n\0]/.test(value))
      throw new AppError('BAD_REQUEST', `${JSON.stringify(name.slice(0, 60))} is not a header that can be sent`, { sent: false });
    headers[lower] = value;
  }
  return headers;
}
function headersOf(answer: IncomingMessage): { [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}
