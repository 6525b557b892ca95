import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { orgId, type Json } from '@agentflow/core';
import { startBackends, whyNoBackend, type PrivateBackends } from '@agentflow/testkit';
import { createIdSource } from '../system/id-source.js';
import { createSystemClock } from '../system/system-clock.js';
import type { ClusterServers } from './cluster-servers.js';
import { openClusterStores, type ClusterStoreName, type ClusterStores, type ClusterStoresDeps } from './open-cluster-stores.js';

const ORG = orgId('default');
const clock = createSystemClock();
const deps: ClusterStoresDeps = { service: 'trial', clock, ids: createIdSource(), logger: { warn: () => undefined } };
const room = randomBytes(4).toString('hex');
type Env = Record<string, string>;
/** The settings as a process has them: what is secret shows itself only when asked. */
const settings = (env: Env): ClusterServers =>
  Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      /_URL$|PASSWORD$|_KEY(_ID)?$/.test(name) ? { reveal: () => text } : name === 'KAFKA_BROKERS' ? text.split(',') : text,
    ]),
  ) as ClusterServers;
const without =
  (name: string) =>
  (env: Env): Env =>
    Object.fromEntries(Object.entries(env).filter(([one]) => one !== name));
const WRONG = 'a-wrong-password';
/** Another password in a URL, or in place of a setting. */
const refused =
  (name: string) =>
  (env: Env): Env => {
    const text = env[name] as string;
    return { ...env, [name]: URL.canParse(text) ? Object.assign(new URL(text), { password: WRONG }).href : WRONG };
  };

interface Case {
  readonly store: ClusterStoreName;
  readonly use: (stores: ClusterStores) => Promise<Json>;
  readonly noAuthority: (env: Env) => Env;
  readonly wrongPassword: (env: Env) => Env;
}
const CASES: { readonly [server: string]: Case } = {
  mongodb: {
    store: 'documents',
    async use({ documents }) {
      await documents.put(ORG, 'things', room, { n: 1 });
      return (await documents.get(ORG, 'things', room))?.value ?? null;
    },
    noAuthority: (env) => ({ ...env, MONGODB_URL: (env['MONGODB_URL'] as string).replace(/&tlsCAFile=[^&]*/, '') }),
    wrongPassword: refused('MONGODB_URL'),
  },
  kafka: {
    store: 'bus',
    async use({ bus }) {
      await bus.publish('t', [{ key: 'a', headers: {}, value: '{"n":1}' }]);
      return { n: 1 };
    },
    noAuthority: without('KAFKA_TLS_CA'),
    wrongPassword: refused('KAFKA_SASL_PASSWORD'),
  },
  redis: {
    store: 'keyValue',
    async use({ keyValue }) {
      await keyValue.set(room, '{"n":1}', { ttlMs: 10_000 });
      return JSON.parse((await keyValue.get(room)) ?? 'null') as Json;
    },
    noAuthority: without('REDIS_TLS_CA'),
    wrongPassword: refused('REDIS_URL'),
  },
  nats: {
    store: 'peers',
    async use({ peers }) {
      const subscription = await peers.subscribe(ORG, room, async ({ payload }) => payload);
      try {
        return await peers.ask(ORG, room, { n: 1 }, 5_000);
      } finally {
        await subscription.close();
      }
    },
    noAuthority: without('NATS_TLS_CA'),
    wrongPassword: refused('NATS_URL'),
  },
  s3: {
    store: 'objects',
    async use({ objects }) {
      await objects.put(`default/${room}`, Buffer.from('{"n":1}'));
      return JSON.parse(Buffer.from((await objects.get(`default/${room}`)) ?? []).toString()) as Json;
    },
    noAuthority: without('S3_TLS_CA'),
    wrongPassword: refused('S3_SECRET_ACCESS_KEY'),
  },
  clickhouse: {
    store: 'metrics',
    use: async () => ({ n: 1 }),
    noAuthority: without('CLICKHOUSE_TLS_CA'),
    wrongPassword: refused('CLICKHOUSE_URL'),
  },
};

/** Where somebody has brought servers up, ones of our own can be had. */
const noServers = whyNoBackend('MONGODB_URL');
if (noServers !== undefined) console.warn(`SKIPPED: servers over TLS: ${noServers}`);

describe('servers that speak TLS and ask for a login', () => {
  let backends: PrivateBackends | undefined;
  let missing = '';
  let front: Server | undefined;
  const sockets = new Set<Socket>();
  const env: Env = {};

  beforeAll(async () => {
    if (noServers !== undefined) return;
    backends = await startBackends(['mongo', 'kafka', 'redis', 'nats', 's3', 'clickhouse'], { tls: true }).catch((error: unknown) => {
      if (!/cannot be had here/.test(String(error))) throw error;
      missing = String(error);
      return undefined;
    });
    Object.assign(env, backends?.env, { KAFKA_PREFIX: `${room}.`, S3_PREFIX: room });
    // As a library ClickHouse speaks no TLS: something in front of it does, as in front of many.
    if (backends) {
      const plain = new URL(env['CLICKHOUSE_URL'] as string);
      const [cert, key] = ['server.pem', 'server.key'].map((name) =>
        readFileSync(join((backends as PrivateBackends).dataDir, 'tls', name)),
      );
      front = createServer({ cert: cert!, key: key! }, (client) => {
        const upstream = connect(Number(plain.port), plain.hostname);
        for (const socket of [client, upstream]) {
          sockets.add(socket);
          socket.on('error', () => undefined).on('close', () => (client.destroy(), upstream.destroy()));
        }
        client.pipe(upstream).pipe(client);
      }).on('tlsClientError', () => undefined);
      await new Promise<void>((resolve) => front?.listen(0, '127.0.0.1', resolve));
      const at = Object.assign(new URL(plain), { protocol: 'https:', port: String((front.address() as AddressInfo).port) });
      Object.assign(env, { CLICKHOUSE_URL: at.href.replace('http:', 'https:'), CLICKHOUSE_TLS_CA: join(backends.dataDir, 'tls/ca.pem') });
    }
  }, 300_000);
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    front?.close();
    await backends?.stop();
  }, 60_000);

  /** What readiness says of the server, and what its use comes to; the error's text where it cannot be opened. */
  async function trial(server: string, { store, use }: Case, given: Env, patienceMs: number): Promise<{ said: string; value: Json }> {
    const stores = await openClusterStores(settings(given), [store], deps).catch((error: unknown) => error as Error);
    if (stores instanceof Error) return { said: `${stores.message} ${JSON.stringify(stores)}`, value: null };
    try {
      let said = '';
      for (const until = clock.monotonic() + patienceMs; said !== 'ok' && clock.monotonic() < until;) {
        said = (await stores.lifecycle.ready()).checks[server] ?? '';
        if (said !== 'ok') await new Promise<void>((resolve) => clock.after(200, resolve));
      }
      return { said, value: said === 'ok' ? await use(stores as unknown as ClusterStores) : null };
    } finally {
      await stores.close();
    }
  }
  (noServers === undefined ? it : it.skip).each(Object.entries(CASES))(
    '%s lets us in by its certificate and our password, and nobody by half of it',
    async (server, one) => {
      const needed = { mongodb: 'MONGODB_URL', kafka: 'KAFKA_BROKERS', redis: 'REDIS_URL', nats: 'NATS_URL', s3: 'S3_ENDPOINT' };
      const name = (needed as Record<string, string>)[server] ?? 'CLICKHOUSE_URL';
      if (env[name] === undefined) return console.warn(`SKIPPED: ${server} over TLS: ${missing || 'there is no such server'}`);
      expect(await trial(server, one, env, 20_000)).toEqual({ said: 'ok', value: { n: 1 } });
      const believed = await trial(server, one, one.noAuthority(env), 1_500);
      const entered = await trial(server, one, one.wrongPassword(env), 1_500);
      console.info(
        `${server}: without the authority: ${believed.said.slice(0, 120)}; with a wrong password: ${entered.said.slice(0, 120)}`,
      );
      for (const { said, value } of [believed, entered]) {
        expect(said).not.toBe('ok');
        expect(value).toBeNull();
        expect(said).not.toContain(WRONG);
      }
    },
    60_000,
  );
});
