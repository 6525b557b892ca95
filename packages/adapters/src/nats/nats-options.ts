import { readFile } from 'node:fs/promises';
import { AppError } from '@agentflow/core';
import type { ConnectionOptions } from 'nats';

export interface NatsOptions {
  /** `nats://user:password@host:port`; several servers of a cluster are joined by commas. `tls://` asks for TLS. */
  readonly url: string;
  /** File of the authority that signed the servers' certificates (PEM). Asks for TLS. */
  readonly tlsCa?: string;
  /** How the server's lists of connections name this process. */
  readonly name?: string;
  /** How long a connection, a subscription or a message without an answer may take; 5 s where left out. */
  readonly timeoutMs?: number;
  /** Told of what nobody can be answered for: lost connections, messages that are no JSON. */
  readonly onFault?: (error: unknown, what: string) => void;
}
const RECONNECT_MS = 250;
/** A connection that is half open is noticed after three of these. */
const PING_MS = 1_500;

/** What the client is told. @throws AppError BAD_REQUEST when an address is none, or the file cannot be read */
export async function connectionOptions({ url, tlsCa, name = 'agentflow', timeoutMs = 5_000 }: NatsOptions): Promise<ConnectionOptions> {
  const urls = url.split(',').map((text) => parseUrl(text.trim()));
  const { username, password } = urls.find((one) => one.username !== '') ?? urls[0]!;
  const secured = tlsCa !== undefined || urls.some(({ protocol }) => protocol === 'tls:');
  const ca = tlsCa === undefined ? undefined : await readCa(tlsCa);
  return {
    servers: urls.map(({ host }) => host),
    name,
    timeout: timeoutMs,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
    reconnectJitter: RECONNECT_MS,
    // A server that refuses the password for a moment, as while it is reconfigured, must not end this process's connection for good.
    ignoreAuthErrorAbort: true,
    pingInterval: PING_MS,
    maxPingOut: 2,
    ...(username !== '' && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    ...(secured && { tls: ca === undefined ? {} : { ca } }),
  };
}
function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.hostname !== '' && (url.protocol === 'nats:' || url.protocol === 'tls:')) return url;
  throw new AppError('BAD_REQUEST', 'NATS is found at nats://host:port or tls://host:port'); // the text may hold a password
}
async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('BAD_REQUEST', `the authority's file ${file} cannot be read`, { file }, { cause });
  }
}
