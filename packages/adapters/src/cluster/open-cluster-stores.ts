import { AppError } from '@agentflow/core';
import type {
  Clock,
  DocumentStore,
  EventBus,
  ExecutionStore,
  IdSource,
  KeyValue,
  MailOutbox,
  Membership,
  MetricsStore,
  ObjectStore,
  PeerBus,
  Service,
} from '@agentflow/ports';
import type { ClusterServers } from './cluster-servers.js';
import { kafkaOptionsOf } from './kafka-options-of.js';
import { readCa } from './read-ca.js';
import { createStoreHealth, type WatchedServer } from './store-health.js';

/** Every port as real servers carry it. */
export interface ClusterStores {
  readonly executions: ExecutionStore;
  readonly documents: DocumentStore;
  readonly membership: Membership;
  readonly outbox: MailOutbox;
  readonly bus: EventBus;
  readonly peers: PeerBus;
  readonly keyValue: KeyValue;
  readonly objects: ObjectStore;
  readonly metrics: MetricsStore;
}
export type ClusterStoreName = keyof ClusterStores;
export interface ClusterStoresDeps {
  /** Which service opens them: how the servers' own lists of connections name it. */
  readonly service: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: { warn(fields: object, message: string): void };
}
interface Opened {
  readonly stores: Partial<ClusterStores>;
  readonly watched: WatchedServer;
  close(): Promise<void>;
}
type Opener = (servers: ClusterServers, deps: ClusterStoresDeps) => Promise<Opened>;

const SERVER_OF = {
  executions: 'mongodb',
  documents: 'mongodb',
  membership: 'mongodb',
  outbox: 'mongodb',
  bus: 'kafka',
  peers: 'nats',
  keyValue: 'redis',
  objects: 's3',
  metrics: 'clickhouse',
} as const satisfies Record<ClusterStoreName, string>;

const need = <T>(name: string, value: T | undefined): T => {
  if (value === undefined) throw new AppError('CONFIG_INVALID', `${name} must be set`);
  return value;
};
const faults =
  ({ logger }: ClusterStoresDeps, server: string) =>
  (err: unknown, what: string): void =>
    logger.warn({ err, what, server }, 'a server gave trouble');
const answering = async (ready: Promise<{ readonly ready: boolean; readonly detail: string }>): Promise<void> => {
  const { ready: there, detail } = await ready;
  if (!there) throw new AppError('UNAVAILABLE', detail);
};

/** A driver loads only when its server is asked for. */
const OPENERS: { readonly [server in (typeof SERVER_OF)[ClusterStoreName]]: Opener } = {
  async mongodb(servers, deps) {
    const { openMongoStores } = await import('../mongodb/open-mongo-stores.js');
    const { ping, close, ...stores } = await openMongoStores({
      url: need('MONGODB_URL', servers.MONGODB_URL).reveal(),
      ids: deps.ids,
      appName: `agentflow-${deps.service}`,
    });
    return { stores, watched: { name: 'mongodb', needed: true, ping }, close };
  },
  async kafka(servers, deps) {
    const { createKafkaEventBus } = await import('../kafka/create-kafka-event-bus.js');
    const options = await kafkaOptionsOf(servers, `agentflow-${deps.service}`);
    const bus = await createKafkaEventBus({
      ...options,
      onTrouble: ({ error, ...about }) => deps.logger.warn({ err: error, ...about, server: 'kafka' }, 'a server gave trouble'),
    });
    return { stores: { bus }, watched: { name: 'kafka', needed: false, ping: () => answering(bus.ready()) }, close: () => bus.close() };
  },
  async nats(servers, deps) {
    const { createNatsPeerBus } = await import('../nats/nats-peer-bus.js');
    const tlsCa = servers.NATS_TLS_CA;
    const peers = await createNatsPeerBus({
      url: need('NATS_URL', servers.NATS_URL).reveal(),
      name: `agentflow-${deps.service}`,
      onFault: faults(deps, 'nats'),
      ...(tlsCa === undefined ? {} : { tlsCa }),
    });
    return {
      stores: { peers },
      watched: { name: 'nats', needed: false, ping: () => answering(peers.ready()) },
      close: () => peers.close(),
    };
  },
  async redis(servers, deps) {
    const { createRedisKeyValue } = await import('../redis/create-redis-key-value.js');
    const ca = servers.REDIS_TLS_CA;
    const keyValue = await createRedisKeyValue({
      url: need('REDIS_URL', servers.REDIS_URL).reveal(),
      ...(ca !== undefined && { tlsCa: await readCa('REDIS_TLS_CA', ca) }),
      onTrouble: ({ message, error }) => faults(deps, 'redis')(error, message),
    });
    return {
      stores: { keyValue },
      watched: { name: 'redis', needed: false, ping: () => answering(keyValue.ready()) },
      close: () => keyValue.close(),
    };
  },
  async s3(servers) {
    const { createS3ObjectStore } = await import('../s3/create-s3-object-store.js');
    const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_PREFIX: prefix, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = servers;
    const ca = servers.S3_TLS_CA;
    if ((id === undefined) !== (secret === undefined))
      throw new AppError(
        'CONFIG_INVALID',
        'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together, or neither: then as the environment of AWS says',
      );
    const objects = await createS3ObjectStore({
      bucket: need('S3_BUCKET', servers.S3_BUCKET),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(region === undefined ? {} : { region }),
      ...(prefix === undefined ? {} : { prefix }),
      ...(ca !== undefined && { tlsCa: await readCa('S3_TLS_CA', ca) }),
      ...(id === undefined || secret === undefined ? {} : { credentials: { accessKeyId: id.reveal(), secretAccessKey: secret.reveal() } }),
    });
    return {
      stores: { objects },
      watched: { name: 's3', needed: false, ping: () => answering(objects.ready()) },
      close: () => objects.close(),
    };
  },
  async clickhouse(servers, deps) {
    const { createClickHouseMetricsStore } = await import('../clickhouse/clickhouse-metrics-store.js');
    const metrics = await createClickHouseMetricsStore({
      url: need('CLICKHOUSE_URL', servers.CLICKHOUSE_URL).reveal(),
      ...(servers.CLICKHOUSE_TLS_CA !== undefined && { tlsCa: servers.CLICKHOUSE_TLS_CA }),
      onFault: faults(deps, 'clickhouse'),
    });
    return {
      stores: { metrics },
      watched: { name: 'clickhouse', needed: true, ping: () => answering(metrics.ready()) },
      close: () => metrics.close(),
    };
  },
};

/**
 * Opens what a service needs, and no server more. `lifecycle` says for readiness which servers answer; `close` ends their connections.
 * @throws AppError CONFIG_INVALID or BAD_REQUEST for settings that cannot be right, UNAVAILABLE while a server without which nothing works is not there
 */
export async function openClusterStores<N extends ClusterStoreName>(
  servers: ClusterServers,
  names: readonly N[],
  deps: ClusterStoresDeps,
): Promise<Pick<ClusterStores, N> & { readonly lifecycle: Service; close(): Promise<void> }> {
  const needed = [...new Set(names.map((name) => SERVER_OF[name]))];
  const opening = await Promise.allSettled(needed.map((server) => OPENERS[server](servers, deps)));
  const opened = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => {
    const ends = await Promise.allSettled(opened.map((one) => one.close()));
    for (const end of ends)
      if (end.status === 'rejected') deps.logger.warn({ err: end.reason as unknown }, 'a connection did not close cleanly');
  };
  const failed = opening.find((one) => one.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  const all = Object.assign({}, ...opened.map((one) => one.stores)) as ClusterStores;
  const chosen = Object.fromEntries(names.map((name) => [name, all[name]])) as unknown as Pick<ClusterStores, N>;
  return {
    ...chosen,
    lifecycle: createStoreHealth(
      opened.map((one) => one.watched),
      deps.clock,
    ),
    close,
  };
}
