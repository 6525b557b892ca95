import { AppError } from '@agentflow/core';
import type { KafkaOptions } from '../kafka/kafka-options.js';
import type { ClusterServers } from './cluster-servers.js';
import { readCa } from './read-ca.js';

/** What the driver takes, of what the environment says. @throws AppError CONFIG_INVALID naming what is missing or cannot be read */
export async function kafkaOptionsOf(servers: ClusterServers, clientId: string): Promise<KafkaOptions> {
  const {
    KAFKA_BROKERS: brokers,
    KAFKA_TLS: tls,
    KAFKA_TLS_CA: caFile,
    KAFKA_REPLICATION: replication,
    KAFKA_MIN_INSYNC: minInsync,
  } = servers;
  if (brokers === undefined) throw new AppError('CONFIG_INVALID', 'KAFKA_BROKERS must be set');
  const secured = tls === 'on' || caFile !== undefined;
  const sasl = saslOf(servers);
  return {
    brokers,
    clientId,
    ...(secured ? { tls: caFile === undefined ? true : { ca: await readCa('KAFKA_TLS_CA', caFile) } } : {}),
    ...(sasl ? { sasl } : {}),
    ...(replication === undefined ? {} : { replication }),
    ...(minInsync === undefined ? {} : { minInsync }),
    ...(servers.KAFKA_PREFIX ? { prefix: servers.KAFKA_PREFIX } : {}),
  };
}
function saslOf({
  KAFKA_SASL_MECHANISM: mechanism,
  KAFKA_SASL_USERNAME: username,
  KAFKA_SASL_PASSWORD: password,
}: ClusterServers): KafkaOptions['sasl'] {
  if (mechanism === undefined && username === undefined && password === undefined) return undefined;
  if (mechanism === undefined || username === undefined || password === undefined)
    throw new AppError('CONFIG_INVALID', 'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD are set together');
  return { mechanism, username, password: password.reveal() };
}
