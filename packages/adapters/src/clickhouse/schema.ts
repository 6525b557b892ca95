/** The table of measurements, without its database. */
export const TABLE = 'metric_records';

/**
 * What brings a database up to date, in order; every statement may run again, and by several processes at once. A record's `at` belongs to its id (both come from one event),
 * so that a repeat has the same sorting key and lies in the same partition: merges, and FINAL before them, leave one of each.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS ${TABLE} (
    org LowCardinality(String),
    kind LowCardinality(String),
    id String,
    at DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD),
    execution_id String CODEC(ZSTD),
    workflow_id LowCardinality(String),
    path String CODEC(ZSTD),
    node_type LowCardinality(String),
    model LowCardinality(String),
    status LowCardinality(String),
    duration_ms Float64,
    input_tokens UInt64,
    output_tokens UInt64,
    cost Decimal(38, 12),
    trial Bool,
    extra String CODEC(ZSTD),
    INDEX by_execution execution_id TYPE bloom_filter GRANULARITY 4
  ) ENGINE = ReplacingMergeTree
  PARTITION BY toYYYYMM(at)
  ORDER BY (org, kind, at, id)`,
  `ALTER TABLE ${TABLE} ADD COLUMN IF NOT EXISTS revision LowCardinality(String)`,
];
/** How long records are kept: set where it is not what is wanted yet. */
export const ttlOf = (days: number): string => `toDateTime(at) + toIntervalDay(${days})`;
