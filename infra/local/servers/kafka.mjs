import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, checkSum } from '../cached.mjs';
import { kafkaBrokers } from '../kafka-metadata.mjs';
import { kafkaProperties } from '../kafka-properties.mjs';
import { Unavailable, needPrograms, run } from '../programs.mjs';

const VERSION = '4.3.0';
const jars = (name) => fileURLToPath(new URL(`../kafka-jars/${name}`, import.meta.url));
const JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/** A cluster has one id, which every node is formatted with: 16 random bytes. */
function clusterId(place) {
  const file = join(place.dir, 'cluster.id');
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('base64url').replace(/^-/, 'A'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/**
 * Apache Kafka without ZooKeeper: one node, or three that are broker and controller each. Ports of a node: clients, controllers, clients that log in by SASL, and two for a
 * proxy: brokers tell clients where they are, so that one in front of them has to have an address that they tell.
 */
export const kafka = {
  name: 'kafka',
  portsPerNode: 5,
  /** Nobody of ours listens at the last: it is the proxy's. */
  ownPorts: 4,
  secrets: ['plain', 'scram'],
  data: ['log'],
  stopMs: 30_000,
  /** Leaving in order takes a majority of controllers. The last of three has none, waits for minutes, and nothing is lost by its end: what it acknowledged is with the operating system. */
  lastCannotLeave: true,
  async obtain({ cache, say }) {
    needPrograms(['java'], 'Kafka');
    const folder = await cached(
      cache,
      `kafka-${VERSION}`,
      async (filling) => {
        needPrograms(['mvn'], "downloading Kafka's jars");
        say("downloading Kafka's jars (48 MB)");
        const options = ['-q', '-B', '-ntp', '-Dstyle.color=never', '-f', jars('pom.xml'), `-Dkafka.version=${VERSION}`];
        await run('mvn', [...options, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${filling}`]);
        for (const line of readFileSync(jars('jars.sha256'), 'utf8').trim().split('\n')) {
          const [sum, name] = line.split(/\s+/);
          if (!existsSync(join(filling, name))) throw new Unavailable(`Maven did not bring ${name}`);
          await checkSum(join(filling, name), sum);
        }
      },
      say,
    );
    return { folder, version: VERSION };
  },
  async prepare(place, { folder }, say) {
    for (const node of place.nodes) {
      const properties = join(node.dir, 'server.properties');
      writeFileSync(properties, kafkaProperties(place, node), { mode: 0o600 });
      if (existsSync(join(node.dir, 'log/meta.properties'))) continue;
      say(`formatting node ${node.number}`);
      const scram = ['256', '512'].flatMap((bits) => ['--add-scram', `SCRAM-SHA-${bits}=[name=scram,password=${place.secrets.scram}]`]);
      const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId(place), '-c', properties, ...scram];
      await run('java', ['-Xmx128m', ...JVM, '-cp', `${folder}/*`, ...format], { cwd: node.dir });
    }
  },
  command: (_place, node, { folder }) => ({
    program: 'java',
    args: [
      ...[
        '-Xms128m',
        '-Xmx512m',
        ...JVM,
        '-Dorg.slf4j.simpleLogger.showDateTime=true',
        '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS',
      ],
      ...['-cp', `${folder}/*`, 'kafka.Kafka', join(node.dir, 'server.properties')],
    ],
  }),
  /** After a kill the cluster takes a node for alive until its old session is over: what it says of itself counts, not that of others. */
  hasStarted: (log) => log.includes('Kafka Server started'),
  ready: async (_place, node) => (await kafkaBrokers(node.ports[0])).includes(node.ports[0]),
  env: ({ nodes, secrets, tls }) => ({
    KAFKA_BROKERS: nodes.map((node) => `127.0.0.1:${node.ports[tls ? 2 : 0]}`).join(','),
    ...(tls && {
      ...{ KAFKA_TLS: 'on', KAFKA_TLS_CA: tls.ca, KAFKA_SASL_MECHANISM: 'scram-sha-512' },
      ...{ KAFKA_SASL_USERNAME: 'scram', KAFKA_SASL_PASSWORD: secrets.scram },
    }),
    KAFKA_REPLICATION: String(Math.min(3, nodes.length)),
    KAFKA_MIN_INSYNC: nodes.length >= 3 ? '2' : '1',
  }),
  /** For tests: the listener that asks for a login, and who may; the one whose clients come through a proxy at `port`. */
  details: ({ secrets }, node) => ({
    sasl: {
      broker: `127.0.0.1:${node.ports[2]}`,
      plain: { username: 'plain', password: secrets.plain },
      scram: { username: 'scram', password: secrets.scram },
    },
    proxied: { target: `127.0.0.1:${node.ports[3]}`, port: node.ports[4] },
  }),
};
