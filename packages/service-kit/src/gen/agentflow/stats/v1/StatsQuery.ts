// From agentflow/stats/v1/stats.proto

import type { StatsFilter as _agentflow_stats_v1_StatsFilter, StatsFilter__Output as _agentflow_stats_v1_StatsFilter__Output } from '../../../agentflow/stats/v1/StatsFilter.js';
import type { Long } from '@grpc/proto-loader';

/**
 * A question about figures.
 */
export interface StatsQuery {
  /**
   * `execution`, `node` or `model-call`.
   */
  'kind'?: (string);
  /**
   * Epoch milliseconds, inclusive.
   */
  'from'?: (number | string | Long);
  /**
   * Epoch milliseconds, exclusive.
   */
  'to'?: (number | string | Long);
  /**
   * `day hour workflow model status nodeType execution`.
   */
  'groupBy'?: (string)[];
  /**
   * Only these.
   */
  'where'?: (_agentflow_stats_v1_StatsFilter | null);
  /**
   * At most so many rows.
   */
  'limit'?: (number);
}

/**
 * A question about figures.
 */
export interface StatsQuery__Output {
  /**
   * `execution`, `node` or `model-call`.
   */
  'kind'?: (string);
  /**
   * Epoch milliseconds, inclusive.
   */
  'from'?: (number);
  /**
   * Epoch milliseconds, exclusive.
   */
  'to'?: (number);
  /**
   * `day hour workflow model status nodeType execution`.
   */
  'groupBy'?: (string)[];
  /**
   * Only these.
   */
  'where'?: (_agentflow_stats_v1_StatsFilter__Output);
  /**
   * At most so many rows.
   */
  'limit'?: (number);
}
