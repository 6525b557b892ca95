// From agentflow/cluster/v1/cluster.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A process.
 */
export interface ClusterMember {
  /**
   * Unique per start.
   */
  'id'?: (string);
  /**
   * Which service it is.
   */
  'service'?: (string);
  /**
   * host:port of its gRPC door; empty where it has none.
   */
  'address'?: (string);
  /**
   * Where its health is.
   */
  'httpUrl'?: (string);
  /**
   * Domains it serves.
   */
  'domains'?: (string)[];
  /**
   * Of the product.
   */
  'version'?: (string);
  /**
   * RFC 3339.
   */
  'startedAt'?: (string);
  /**
   * It hands over.
   */
  'leaving'?: (boolean);
  /**
   * Since its last heartbeat, milliseconds.
   */
  'seenMsAgo'?: (number | string | Long);
  /**
   * Partitions it owns.
   */
  'partitions'?: (number);
  /**
   * What it tells of its load, an object.
   */
  'figuresJson'?: (string);
}

/**
 * A process.
 */
export interface ClusterMember__Output {
  /**
   * Unique per start.
   */
  'id'?: (string);
  /**
   * Which service it is.
   */
  'service'?: (string);
  /**
   * host:port of its gRPC door; empty where it has none.
   */
  'address'?: (string);
  /**
   * Where its health is.
   */
  'httpUrl'?: (string);
  /**
   * Domains it serves.
   */
  'domains'?: (string)[];
  /**
   * Of the product.
   */
  'version'?: (string);
  /**
   * RFC 3339.
   */
  'startedAt'?: (string);
  /**
   * It hands over.
   */
  'leaving'?: (boolean);
  /**
   * Since its last heartbeat, milliseconds.
   */
  'seenMsAgo'?: (number);
  /**
   * Partitions it owns.
   */
  'partitions'?: (number);
  /**
   * What it tells of its load, an object.
   */
  'figuresJson'?: (string);
}
