import { randomBytes } from 'node:crypto';
import { orgId } from '@agentflow/core';
import { provideBackend, whyNoBackend } from '@agentflow/testkit';
import { createIdSource } from '../system/id-source.js';
import { createSystemClock } from '../system/system-clock.js';
import type { ClusterServers } from './cluster-servers.js';
import { openClusterStores, type ClusterStoresDeps } from './open-cluster-stores.js';

const deps: ClusterStoresDeps = { service: 'trial', clock: createSystemClock(), ids: createIdSource(), logger: { warn: () => undefined } };
const secret = (text: string) => ({ reveal: () => text });
const ORG = orgId('default');
const why = whyNoBackend('MONGODB_URL') ?? whyNoBackend('REDIS_URL');
if (why !== undefined) console.warn(`SKIPPED: the stores of a cluster: ${why}`);

describe('the stores of a cluster', () => {
  it('are refused by name where a setting is missing, and nothing stays open', async () => {
    await expect(openClusterStores({}, ['keyValue'], deps)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'REDIS_URL must be set',
    });
    await expect(openClusterStores({ S3_BUCKET: 'b', S3_ACCESS_KEY_ID: secret('x') }, ['objects'], deps)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('S3_SECRET_ACCESS_KEY'),
    });
  });

  it('open without servers that can be done without: readiness names them', async () => {
    const servers: ClusterServers = {
      KAFKA_BROKERS: ['127.0.0.1:9'],
      REDIS_URL: secret('redis://127.0.0.1:9'),
      NATS_URL: secret('nats://127.0.0.1:9'),
      S3_BUCKET: 'nobody',
      S3_ENDPOINT: 'http://127.0.0.1:9',
      S3_ACCESS_KEY_ID: secret('x'),
      S3_SECRET_ACCESS_KEY: secret('y'),
    };
    const stores = await openClusterStores(servers, ['bus', 'keyValue', 'peers', 'objects'], deps);
    const { ready, checks } = await stores.lifecycle.ready();
    expect(ready).toBe(true);
    expect(Object.keys(checks).sort()).toEqual(['kafka', 'nats', 'redis', 's3']);
    for (const state of Object.values(checks)) expect(state).not.toBe('ok');
    await stores.close();
  });

  (why === undefined ? it : it.skip)('open what a service needs and no server more', async () => {
    const mongo = new URL(await provideBackend('MONGODB_URL'));
    mongo.pathname = `/stores${randomBytes(4).toString('hex')}`;
    const servers = { MONGODB_URL: secret(mongo.href), REDIS_URL: secret(await provideBackend('REDIS_URL')) };
    const stores = await openClusterStores(servers, ['documents', 'membership', 'keyValue'], deps);
    try {
      expect(await stores.lifecycle.ready()).toEqual({ ready: true, checks: { mongodb: 'ok', redis: 'ok' } });
      await stores.documents.put(ORG, 'things', 'a', { n: 1 });
      expect((await stores.documents.get(ORG, 'things', 'a'))?.value).toEqual({ n: 1 });
      expect(Object.keys(stores).sort()).toEqual(['close', 'documents', 'keyValue', 'lifecycle', 'membership']);
    } finally {
      await stores.close();
      const { createConnection } = (await import('mongoose')).default;
      const connection = await createConnection(mongo.href).asPromise();
      await connection.dropDatabase();
      await connection.close();
    }
  });
});
