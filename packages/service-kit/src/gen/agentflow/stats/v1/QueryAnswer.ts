// From agentflow/stats/v1/stats.proto

import type { StatsRow as _agentflow_stats_v1_StatsRow, StatsRow__Output as _agentflow_stats_v1_StatsRow__Output } from '../../../agentflow/stats/v1/StatsRow.js';

/**
 * Figures.
 */
export interface QueryAnswer {
  /**
   * One per group.
   */
  'rows'?: (_agentflow_stats_v1_StatsRow)[];
}

/**
 * Figures.
 */
export interface QueryAnswer__Output {
  /**
   * One per group.
   */
  'rows'?: (_agentflow_stats_v1_StatsRow__Output)[];
}
