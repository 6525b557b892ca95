import { AppError } from '@agentflow/core';
import type { NatsConnection } from 'nats';
import { connectionOptions, type NatsOptions } from './nats-options.js';

type Driver = typeof import('nats');
/** A connection that is there again after every outage. */
export interface NatsLink {
  readonly driver: Driver;
  /** The connection once it stands. @throws AppError UNAVAILABLE after `ms` */
  connected(ms: number): Promise<NatsConnection>;
  /** The connection, standing or not, once there has been one. */
  readonly current: NatsConnection | undefined;
  readonly isUp: boolean;
  close(): Promise<void>;
}
const FIRST_RETRY_MS = { first: 100, most: 2_000 };

/**
 * Connects in the background and goes on trying for ever: a process starts, and goes on, without NATS. After the first connection the client itself comes back.
 * @throws AppError BAD_REQUEST when the options are wrong
 */
export async function openNatsLink(options: NatsOptions): Promise<NatsLink> {
  const { onFault = () => undefined } = options;
  const settings = await connectionOptions(options);
  const loaded = await import('nats');
  const driver = (loaded as unknown as { default?: Driver }).default ?? loaded; // CommonJS
  let current: NatsConnection | undefined;
  let up = false;
  let closing = false;
  let wake: (() => void) | undefined;
  const waiting = new Set<(connection: NatsConnection) => void>();

  const stands = (connection: NatsConnection): void => {
    up = true;
    for (const tell of waiting) tell(connection);
    waiting.clear();
  };
  const follow = async (connection: NatsConnection): Promise<void> => {
    for await (const { type, data } of connection.status()) {
      if (type === 'disconnect' || type === 'staleConnection') up = false;
      else if (type === 'reconnect') stands(connection);
      else if (type === 'error') onFault(data, 'the connection to NATS');
    }
  };
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const connect = async (): Promise<void> => {
    for (let backoff = FIRST_RETRY_MS.first; !closing; backoff = Math.min(backoff * 2, FIRST_RETRY_MS.most)) {
      try {
        const connection = await driver.connect({ ...settings });
        if (closing) return await connection.close();
        current = connection;
        stands(connection);
        void follow(connection);
        void connection.closed().then(() => void (up = false));
        return;
      } catch (error) {
        if (backoff === FIRST_RETRY_MS.first) onFault(error, 'connecting to NATS');
        await rest(backoff);
      }
    }
  };
  const connecting = connect();

  return {
    driver,
    get current() {
      return current;
    },
    get isUp() {
      return up;
    },
    connected(ms) {
      if (closing) return Promise.reject(closed());
      if (up) return Promise.resolve(current!);
      return new Promise((resolve, reject) => {
        const tell = (connection: NatsConnection): void => {
          clearTimeout(timer);
          resolve(connection);
        };
        const timer = setTimeout(() => {
          waiting.delete(tell);
          reject(closing ? closed() : new AppError('UNAVAILABLE', 'NATS cannot be reached', { sent: false }));
        }, ms);
        waiting.add(tell);
      });
    },
    async close() {
      closing = true;
      up = false;
      wake?.();
      await connecting;
    },
  };
}
const closed = (): AppError => new AppError('UNAVAILABLE', 'the connection to NATS is closed', { sent: false });
