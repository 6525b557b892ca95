import { join } from 'node:path';

const SECURITY = 'org.apache.kafka.common.security';

/** The `server.properties` of one node. Sessions are short, so that a killed node is missed in 3 s; internal topics are small, so that a first consumer need not wait for them. */
export function kafkaProperties({ nodes, secrets, tls }, node) {
  const [clients, controllers, logins, behindProxy, proxy] = node.ports;
  const replicas = Math.min(3, nodes.length);
  const inSync = nodes.length >= 3 ? 2 : 1;
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': node.number,
    'controller.quorum.voters': nodes.map((one) => `${one.number}@127.0.0.1:${one.ports[1]}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${clients},CONTROLLER://127.0.0.1:${controllers},SASL://127.0.0.1:${logins},PROXIED://127.0.0.1:${behindProxy}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${clients},SASL://127.0.0.1:${logins},PROXIED://127.0.0.1:${proxy}`,
    'listener.security.protocol.map': `PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:${tls ? 'SASL_SSL' : 'SASL_PLAINTEXT'},PROXIED:PLAINTEXT`,
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(node.dir, 'log'),
    'num.network.threads': 2,
    'num.io.threads': 4,
    'auto.create.topics.enable': false,
    'num.partitions': 1,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'transaction.state.log.num.partitions': 5,
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    ...(tls && { 'listener.name.sasl.ssl.keystore.type': 'PEM', 'listener.name.sasl.ssl.keystore.location': tls.both }),
    'listener.name.sasl.plain.sasl.jaas.config': `${SECURITY}.plain.PlainLoginModule required user_plain="${secrets.plain}";`,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': `${SECURITY}.scram.ScramLoginModule required;`,
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': `${SECURITY}.scram.ScramLoginModule required;`,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
