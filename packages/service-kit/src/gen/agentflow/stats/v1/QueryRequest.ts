// From agentflow/stats/v1/stats.proto

import type { StatsQuery as _agentflow_stats_v1_StatsQuery, StatsQuery__Output as _agentflow_stats_v1_StatsQuery__Output } from '../../../agentflow/stats/v1/StatsQuery.js';

/**
 * A question of a tenant.
 */
export interface QueryRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * What is asked.
   */
  'query'?: (_agentflow_stats_v1_StatsQuery | null);
}

/**
 * A question of a tenant.
 */
export interface QueryRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * What is asked.
   */
  'query'?: (_agentflow_stats_v1_StatsQuery__Output);
}
