import { randomBytes } from 'node:crypto';
import { serverEnvironment } from '../../infra/local/cluster-environment.mjs';
import { publishedFile } from '../../infra/local/folders.mjs';

/** The servers of the environment or of `backends:up`, in rooms of our own: a database, topics and objects that nobody else uses. `undefined` where there are no servers. */
export function ownRooms(env = process.env) {
  const name = `e2e${randomBytes(4).toString('hex')}`;
  let known;
  try {
    known = { ...serverEnvironment(env, publishedFile), ...env };
  } catch {
    return undefined;
  }
  const at = (url, path) => Object.assign(new URL(url), { pathname: `/${path}` }).href;
  return {
    ...known,
    MONGODB_URL: at(known.MONGODB_URL, name),
    REDIS_URL: at(known.REDIS_URL, 1 + (Number.parseInt(name.slice(3), 16) % 15)),
    CLICKHOUSE_URL: at(known.CLICKHOUSE_URL, name),
    KAFKA_PREFIX: `${name}.`,
    S3_PREFIX: name,
  };
}
/** Takes the rooms away again: what is kept in Redis runs out by itself. A room that cannot be taken away is named, and left. */
export async function clearRooms(env) {
  const work = {
    async MongoDB() {
      const { createConnection } = (await import('mongoose')).default;
      const connection = await createConnection(env.MONGODB_URL, { serverSelectionTimeoutMS: 3_000 }).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
    async ClickHouse() {
      const { createClient } = await import('@clickhouse/client');
      const url = new URL(env.CLICKHOUSE_URL);
      const database = url.pathname.slice(1);
      const client = createClient({ url: url.origin, username: url.username, password: url.password });
      await client.command({ query: `DROP DATABASE IF EXISTS ${database}` });
      await client.close();
    },
    async Kafka() {
      const { Kafka, logLevel } = (await import('kafkajs')).default;
      const admin = new Kafka({ brokers: env.KAFKA_BROKERS.split(','), logLevel: logLevel.NOTHING, retry: { retries: 2 } }).admin();
      await admin.connect();
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(env.KAFKA_PREFIX));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      await admin.disconnect();
    },
    async S3() {
      const { createS3ObjectStore } = await import('../../packages/adapters/dist/index.js');
      const objects = await createS3ObjectStore({
        bucket: env.S3_BUCKET,
        prefix: env.S3_PREFIX,
        region: env.S3_REGION,
        endpoint: env.S3_ENDPOINT,
        credentials: { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY },
      });
      await objects.deletePrefix('');
      await objects.close();
    },
  };
  for (const [name, clear] of Object.entries(work))
    await clear().catch((error) => console.log(`      ${name}: what was written stays (${error.message})`));
}
