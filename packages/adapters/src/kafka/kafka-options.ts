import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { KafkaConfig, SASLOptions } from 'kafkajs';

export interface KafkaAddress {
  readonly host: string;
  readonly port: number;
}
export interface KafkaOptions {
  /** `host:port`; one that answers is enough to find the others. */
  readonly brokers: readonly string[];
  /** How we name ourselves to the brokers (`agentflow`). */
  readonly clientId?: string;
  /** `true`: the certificate authorities of the system. `ca`: PEM of those to trust instead; `cert`, `key`: PEM of our own, where brokers ask for one. */
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** Of topics that we create: partitions (12), copies (1), copies that must have a message before it counts as durable (1). */
  readonly partitions?: number;
  readonly replication?: number;
  readonly minInsync?: number;
  /** Put before the names of topics and groups, so that several systems share brokers; consumers see topics without it. */
  readonly prefix?: string;
  /** How long `publish`, `lag` and the start of a subscription try before they fail as UNAVAILABLE (30 s). */
  readonly deadlineMs?: number;
  /** One request to one broker (5 s): one that does not answer in time costs the connection. */
  readonly requestTimeoutMs?: number;
  /** A member that was not heard of for so long has left its group (10 s; brokers allow 6 s at least). */
  readonly sessionTimeoutMs?: number;
  /** Where a broker that advertises this address is really reached, as behind forwarded ports. */
  readonly reach?: (advertised: KafkaAddress) => KafkaAddress;
  /** Hears what passes by itself: lost brokers, handlers that threw. */
  readonly onTrouble?: (trouble: KafkaTrouble) => void;
}
export interface KafkaTrouble {
  /** A sentence. */
  readonly message: string;
  readonly topic?: string;
  readonly group?: string;
  readonly partition?: number;
  readonly error?: unknown;
}
/** All that has a default, filled in. */
export type KafkaSettings = KafkaOptions &
  Required<
    Pick<
      KafkaOptions,
      | 'clientId'
      | 'partitions'
      | 'replication'
      | 'minInsync'
      | 'prefix'
      | 'deadlineMs'
      | 'requestTimeoutMs'
      | 'sessionTimeoutMs'
      | 'onTrouble'
    >
  >;
export const withDefaults = (options: KafkaOptions): KafkaSettings => ({
  clientId: 'agentflow',
  partitions: 12,
  replication: 1,
  minInsync: 1,
  prefix: '',
  deadlineMs: 30_000,
  requestTimeoutMs: 5_000,
  sessionTimeoutMs: 10_000,
  onTrouble: () => undefined,
  ...options,
});

/** What kafkajs is created with. Its own retries are few and short: ours know deadlines. */
export function toClientConfig(settings: KafkaSettings): KafkaConfig {
  const { tls, sasl, reach = (advertised) => advertised } = settings;
  return {
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    connectionTimeout: Math.min(3_000, settings.requestTimeoutMs),
    requestTimeout: settings.requestTimeoutMs,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 },
    ...(tls ? { ssl: tls === true ? true : { ...tls } } : {}),
    ...(sasl ? { sasl: sasl as SASLOptions } : {}),
    socketFactory({ host, port, ssl, onConnect }) {
      const address = reach({ host, port });
      const socket = ssl
        ? connectTls({ ...address, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
        : connectTcp(address, onConnect);
      socket.setKeepAlive(true, 10_000);
      socket.setNoDelay(true);
      socket.setMaxListeners(50); // kafkajs ends a socket that is still connecting several times over
      return socket;
    },
    // Its log repeats every lost connection several times over; what matters is reported as trouble.
    logCreator: () => () => undefined,
  };
}
