/** A text that shows itself only when asked: the service kit's `Secret`. */
export interface Revealable {
  reveal(): string;
}
/** Where the servers are, by the names of the environment. A process sets those of the servers it needs. */
export interface ClusterServers {
  readonly MONGODB_URL?: Revealable | undefined;
  readonly KAFKA_BROKERS?: readonly string[] | undefined;
  readonly KAFKA_TLS?: 'on' | 'off' | undefined;
  readonly KAFKA_TLS_CA?: string | undefined;
  readonly KAFKA_SASL_MECHANISM?: 'plain' | 'scram-sha-256' | 'scram-sha-512' | undefined;
  readonly KAFKA_SASL_USERNAME?: string | undefined;
  readonly KAFKA_SASL_PASSWORD?: Revealable | undefined;
  readonly KAFKA_REPLICATION?: number | undefined;
  readonly KAFKA_MIN_INSYNC?: number | undefined;
  readonly KAFKA_PREFIX?: string | undefined;
  readonly REDIS_URL?: Revealable | undefined;
  readonly REDIS_TLS_CA?: string | undefined;
  readonly NATS_URL?: Revealable | undefined;
  readonly NATS_TLS_CA?: string | undefined;
  readonly CLICKHOUSE_URL?: Revealable | undefined;
  readonly CLICKHOUSE_TLS_CA?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_TLS_CA?: string | undefined;
  readonly S3_REGION?: string | undefined;
  readonly S3_BUCKET?: string | undefined;
  readonly S3_PREFIX?: string | undefined;
  readonly S3_ACCESS_KEY_ID?: Revealable | undefined;
  readonly S3_SECRET_ACCESS_KEY?: Revealable | undefined;
}
