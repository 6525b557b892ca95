import { AppError } from '@agentflow/core';
import type { KeyValue } from '@agentflow/ports';
import type { Redis } from 'ioredis';
import { COMPARE_AND_SET, INCREMENT } from './redis-scripts.js';

export interface RedisOptions {
  /** `redis://user:password@host:port/database`, `rediss://` over TLS. */
  readonly url: string;
  /** PEM of the certificate authorities to trust with `rediss://`; the system's where left out. */
  readonly tlsCa?: string;
  /** Put before each key (`agentflow:`). */
  readonly prefix?: string;
  /** How long one call may take (50 ms): a hint that comes late is worth less than going on without it. */
  readonly budgetMs?: number;
  /** Hears when Redis goes away and when it is back. */
  readonly onTrouble?: (trouble: { readonly message: string; readonly error?: unknown }) => void;
}
export interface RedisKeyValue extends KeyValue {
  ready(): Promise<{ readonly ready: boolean; readonly detail: string }>;
  close(): Promise<void>;
}
interface WithScripts extends Redis {
  compareAndSwap(key: string, expected: string, value: string, ttl: string): Promise<number>;
  incrementWithin(key: string, by: number, ttl: string): Promise<string>;
}
const LONGEST_RECONNECT_MS = 1_000;
/** How often readiness asks before it says no, and the pause between. */
const PINGS = 2;
const PING_PAUSE_MS = 400;
/** So many calls in a row without an answer: the connection is taken for half-open and made anew. */
const SILENT_CALLS = 3;

/**
 * Redis as the store of hints. Reconnects for ever; while it is away nothing waits for it: `get` answers `null` at once, as if the hint had vanished, which every caller must
 * be ready for; whatever writes or claims (`set`, `compareAndSet`, `delete`, `increment`) fails as UNAVAILABLE, so that nobody takes a claim for granted that nobody else
 * saw. A call that ran out of its budget may still have been carried out.
 */
export async function createRedisKeyValue(options: RedisOptions): Promise<RedisKeyValue> {
  const { Redis } = await import('ioredis');
  const { url, tlsCa, prefix = 'agentflow:', budgetMs = 50, onTrouble = () => undefined } = options;
  const client = new Redis(url, {
    keyPrefix: prefix,
    commandTimeout: budgetMs,
    connectTimeout: 2_000,
    keepAlive: 10_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // a repeat after the reconnect would add twice
    maxRetriesPerRequest: 0,
    retryStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries - 1, 10), LONGEST_RECONNECT_MS),
    reconnectOnError: (error) => /^(READONLY|LOADING|MASTERDOWN)/.test(error.message), // a replica that took over, or one that is starting
    scripts: {
      compareAndSwap: { lua: COMPARE_AND_SET, numberOfKeys: 1 },
      incrementWithin: { lua: INCREMENT, numberOfKeys: 1 },
    },
    ...(tlsCa !== undefined ? { tls: { ca: tlsCa } } : {}),
  }) as WithScripts;
  let away = false;
  let silent = 0;
  let closed = false;
  const gone = (error?: unknown): void => {
    if (away || closed) return;
    away = true;
    onTrouble({ message: 'Redis is away', error });
  };
  client.on('error', gone);
  client.on('close', () => gone());
  client.on('ready', () => {
    silent = 0;
    if (away) onTrouble({ message: 'Redis is back' });
    away = false;
  });

  async function call<T>(doing: string, ask: () => Promise<T>): Promise<T> {
    try {
      if (client.status !== 'ready') throw new Error(`the connection is ${client.status}`);
      const answer = await ask();
      silent = 0;
      return answer;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (/not an integer|out of range|WRONGTYPE/.test(message)) throw notWhole(error);
      if (message === 'Command timed out' && ++silent >= SILENT_CALLS) {
        silent = 0;
        client.disconnect(true);
      }
      throw new AppError(
        'UNAVAILABLE',
        `Redis does not answer: ${doing}`,
        { why: message.slice(0, 200) },
        { cause: error, retryAfterSeconds: 1 },
      );
    }
  }
  const ttlText = (ttlMs: number | undefined): string => (ttlMs === undefined ? '' : String(Math.max(1, Math.ceil(ttlMs))));
  return {
    get: (key) => call('get', () => client.get(key)).catch(() => null),
    async set(key, value, { ttlMs, onlyIf } = {}) {
      const ttl = ttlText(ttlMs);
      const answer = await call('set', () => {
        if (onlyIf === 'absent') return ttl ? client.set(key, value, 'PX', ttl, 'NX') : client.set(key, value, 'NX');
        return ttl ? client.set(key, value, 'PX', ttl) : client.set(key, value);
      });
      return answer === 'OK';
    },
    compareAndSet: async (key, expected, value, ttlMs) =>
      (await call('compare and set', () => client.compareAndSwap(key, expected, value, ttlText(ttlMs)))) === 1,
    delete: async (key) => (await call('delete', () => client.del(key))) === 1,
    async increment(key, by, ttlMs) {
      const sum = await call('increment', () => client.incrementWithin(key, by, ttlText(ttlMs)));
      if (sum === '') throw notWhole();
      return Number(sum);
    },
    async ready() {
      // The budget of a call is short, on purpose; one that was missed on a busy machine does not mean that nobody is there.
      for (let tries = 1; ; tries++) {
        try {
          await call('ping', () => client.ping());
          return { ready: true, detail: 'ok' };
        } catch (error) {
          if (tries === PINGS) return { ready: false, detail: (error as AppError).message };
          await new Promise((resolve) => setTimeout(resolve, PING_PAUSE_MS));
        }
      }
    },
    async close() {
      closed = true;
      client.disconnect();
    },
  };
}
const notWhole = (cause?: unknown): AppError =>
  new AppError('BAD_REQUEST', 'the value under this key is not a whole number, or the sum would not be one', {}, { cause });
