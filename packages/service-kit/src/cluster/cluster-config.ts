import { z } from 'zod';
import { LOG_LEVELS } from '../logger.js';
import { secretText } from '../parse-config.js';

/** What a service of its own process reads from the environment, in shapes that its schema is put together from. Addresses of servers may carry passwords: they never print. */

const port = (preset: number) => z.coerce.number().int().min(0).max(65_535).default(preset);
const file = () => z.string().optional();
const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
const HOST_PORT = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/;
/** `host:port`. */
const address = () => z.string().regex(HOST_PORT, 'must be host:port');
const addresses = () =>
  z
    .string()
    .transform(list)
    .refine((items) => items.length > 0 && items.every((item) => HOST_PORT.test(item)), 'must be host:port, with commas between');
/** A URL of one of these schemes; its text is secret, because it may hold a password. */
const secretUrl = (...schemes: readonly string[]) =>
  secretText().refine(
    (secret) => {
      const scheme = /^([a-z][a-z0-9+]*):\/\/[^\s]+$/.exec(secret.reveal())?.[1];
      return scheme !== undefined && schemes.includes(scheme);
    },
    `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  );

/** Of every process. */
export const processShape = {
  /** The address it listens on. */
  AGENTFLOW_HOST: z.string().default('127.0.0.1'),
  /** The name or address under which the other processes reach it; the one it listens on where left out. */
  AGENTFLOW_ADVERTISE_HOST: z
    .string()
    .regex(/^[A-Za-z0-9._:-]+$/, 'must be a host name or an address')
    .optional(),
  AGENTFLOW_LOG_LEVEL: z
    .enum(LOG_LEVELS as [string, ...string[]] as ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info'),
};
/** `/health`, `/ready` and `/metrics` of a process that has no other HTTP door. 0: any free port. */
export const adminShape = { AGENTFLOW_HTTP_PORT: port(8431) };
/** The gRPC door. 0: any free port. */
export const grpcShape = { AGENTFLOW_GRPC_PORT: port(8430) };
/** The key that seals credentials, and that the ids of keyed starts are derived from: the same for all processes. 32 bytes, hex or base64. */
export const masterKeyShape = {
  AGENTFLOW_MASTER_KEY: secretText().refine((key) => isMasterKey(key.reveal()), 'must be 32 bytes as 64 hex digits or base64'),
};
const isMasterKey = (text: string): boolean => /^[0-9a-fA-F]{64}$/.test(text.trim()) || Buffer.from(text.trim(), 'base64').length === 32;
/** Domains that a process serves. */
const DOMAIN = /^(\*|[a-z][a-z0-9-]{0,31})$/;
export const domainsShape = {
  /** With commas between; `*`: the master's and all that workflows name. */
  AGENTFLOW_DOMAINS: z
    .string()
    .default('*')
    .transform(list)
    .refine(
      (names) => names.length > 0 && names.every((name) => DOMAIN.test(name)),
      'must be names of small letters, digits and dashes, or *, with commas',
    ),
};
/** Where another service is, when it is not to be found through membership: behind a load balancer of gRPC, for example. */
export const addressShape = {
  designer: { AGENTFLOW_DESIGNER_ADDRESS: address().optional() },
  scheduler: { AGENTFLOW_SCHEDULER_ADDRESS: address().optional() },
  metrics: { AGENTFLOW_METRICS_ADDRESS: address().optional() },
};
/** The servers, each as its driver takes it. */
export const serverShapes = {
  mongodb: { MONGODB_URL: secretUrl('mongodb', 'mongodb+srv') },
  kafka: {
    KAFKA_BROKERS: addresses(),
    KAFKA_TLS: z.enum(['on', 'off']).default('off'),
    KAFKA_TLS_CA: file(),
    KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
    KAFKA_SASL_USERNAME: z.string().optional(),
    KAFKA_SASL_PASSWORD: secretText().optional(),
    KAFKA_REPLICATION: z.coerce.number().int().min(1).max(9).default(1),
    KAFKA_MIN_INSYNC: z.coerce.number().int().min(1).max(9).default(1),
    /** Put before the names of topics and groups, so that several installations share brokers. */
    KAFKA_PREFIX: z
      .string()
      .regex(/^[A-Za-z0-9._-]{0,40}$/, 'must be letters, digits, dots, dashes and underscores')
      .default(''),
  },
  redis: { REDIS_URL: secretUrl('redis', 'rediss'), REDIS_TLS_CA: file() },
  nats: { NATS_URL: secretUrl('nats', 'tls'), NATS_TLS_CA: file() },
  clickhouse: { CLICKHOUSE_URL: secretUrl('http', 'https'), CLICKHOUSE_TLS_CA: file() },
  s3: {
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    S3_TLS_CA: file(),
    S3_REGION: z.string().default('us-east-1'),
    S3_BUCKET: z.string().min(3),
    S3_PREFIX: z.string().default(''),
    S3_ACCESS_KEY_ID: secretText().optional(),
    S3_SECRET_ACCESS_KEY: secretText().optional(),
  },
};
