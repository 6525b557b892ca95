import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';

type Settings = { readonly [name: string]: string };
interface Recipe {
  readonly image: string;
  readonly port: number;
  /** Kafka tells its clients where it is: its port outside has to be known before it starts. */
  readonly samePort?: boolean;
  readonly ready: { readonly log: RegExp } | { readonly http: string };
  set(container: GenericContainer, port: number): GenericContainer;
  furnish?(started: StartedTestContainer): Promise<unknown>;
  env(address: string): Settings;
}
const PASSWORD = 'container';
/** The same images as `infra/compose.yaml`. */
const RECIPES: { readonly [lead: string]: Recipe } = {
  MONGODB_URL: {
    image: 'mongo:8.0',
    port: 27017,
    ready: { log: /Waiting for connections/ },
    set: (container) => container.withCommand(['--replSet', 'rs0', '--bind_ip_all']),
    furnish: (started) =>
      started.exec([
        'mongosh',
        '--quiet',
        '--eval',
        'rs.initiate({_id:"rs0",members:[{_id:0,host:"127.0.0.1:27017"}]}); while (!db.hello().isWritablePrimary) sleep(50)',
      ]),
    env: (address) => ({ MONGODB_URL: `mongodb://${address}/agentflow?directConnection=true` }),
  },
  KAFKA_BROKERS: {
    image: 'apache/kafka:4.1.1',
    port: 9092,
    samePort: true,
    ready: { log: /Kafka Server started/ },
    set: (container, port) =>
      container.withEnvironment({
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:19093',
        KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:19093`,
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      }),
    env: (address) => ({ KAFKA_BROKERS: address, KAFKA_REPLICATION: '1', KAFKA_MIN_INSYNC: '1' }),
  },
  REDIS_URL: {
    image: 'redis:8.2',
    port: 6379,
    ready: { log: /Ready to accept connections/ },
    set: (container) => container.withCommand(['redis-server', '--appendonly', 'yes', '--requirepass', PASSWORD]),
    env: (address) => ({ REDIS_URL: `redis://default:${PASSWORD}@${address}` }),
  },
  NATS_URL: {
    image: 'nats:2.12-alpine',
    port: 4222,
    ready: { log: /Server is ready/ },
    set: (container) => container.withCommand(['-js', '--user', 'agentflow', '--pass', PASSWORD]),
    env: (address) => ({ NATS_URL: `nats://agentflow:${PASSWORD}@${address}` }),
  },
  CLICKHOUSE_URL: {
    image: 'clickhouse/clickhouse-server:25.8',
    port: 8123,
    ready: { http: '/ping' },
    set: (container) =>
      container.withEnvironment({ CLICKHOUSE_USER: 'agentflow', CLICKHOUSE_PASSWORD: PASSWORD, CLICKHOUSE_DB: 'agentflow' }),
    env: (address) => ({ CLICKHOUSE_URL: `http://agentflow:${PASSWORD}@${address}/agentflow` }),
  },
  S3_ENDPOINT: {
    image: 'versity/versitygw:v1.8.0',
    port: 7070,
    ready: { http: '/health' },
    set: (container) =>
      container
        .withEntrypoint(['sh', '-c'])
        .withCommand([
          'mkdir -p /data/agentflow /sidecar && PATH="$PATH:/app" && exec versitygw --health /health --port :7070 posix --sidecar /sidecar /data',
        ])
        .withEnvironment({ ROOT_ACCESS_KEY: 'agentflow', ROOT_SECRET_KEY: PASSWORD }),
    env: (address) => ({
      S3_ENDPOINT: `http://${address}`,
      S3_REGION: 'us-east-1',
      S3_BUCKET: 'agentflow',
      S3_PREFIX: '',
      S3_ACCESS_KEY_ID: 'agentflow',
      S3_SECRET_ACCESS_KEY: PASSWORD,
    }),
  },
};

/** Asks the daemon behind a socket for a sign of life; half a second is long on the same machine. In a process of its own, so that a caller that registers tests need not wait for a promise. */
const PING = `const r=require('http').get({socketPath:process.argv[1],path:'/_ping',timeout:500},(a)=>process.exit(a.statusCode===200?0:1));r.on('error',()=>process.exit(1));r.on('timeout',()=>process.exit(1))`;

const answered = new Map<string, boolean>();
/** Whether a Docker daemon answers at its socket (`DOCKER_HOST=unix://...`, else `/var/run/docker.sock`). Asked once. */
export function dockerAnswers(socket = process.env.DOCKER_HOST?.replace(/^unix:\/\//, '') ?? '/var/run/docker.sock'): boolean {
  if (!existsSync(socket)) return false;
  let answer = answered.get(socket);
  if (answer === undefined) {
    const { status } = spawnSync(process.execPath, ['-e', PING, socket], { stdio: 'ignore', timeout: 3000 });
    answered.set(socket, (answer = status === 0));
  }
  return answer;
}
const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const started = new Map<string, Promise<Settings>>();
/** Settings of a container that is started for this process; its reaper ends it when the process is gone. Testcontainers is loaded only now. */
export function containerFor(lead: string): Promise<Settings> {
  let settings = started.get(lead);
  if (!settings) started.set(lead, (settings = start(lead)));
  return settings;
}
async function start(lead: string): Promise<Settings> {
  const recipe = RECIPES[lead];
  if (!recipe) throw new Error(`no container is known that gives ${lead}`);
  const { GenericContainer, Wait } = await import('testcontainers');
  const port = recipe.samePort ? await freePort() : recipe.port;
  const wait = 'log' in recipe.ready ? Wait.forLogMessage(recipe.ready.log) : Wait.forHttp(recipe.ready.http, recipe.port);
  const container = recipe
    .set(new GenericContainer(recipe.image), port)
    .withExposedPorts(recipe.samePort ? { container: port, host: port } : port)
    .withWaitStrategy(wait)
    .withStartupTimeout(180_000);
  const running = await container.start();
  await recipe.furnish?.(running);
  return recipe.env(`127.0.0.1:${running.getMappedPort(port)}`);
}
