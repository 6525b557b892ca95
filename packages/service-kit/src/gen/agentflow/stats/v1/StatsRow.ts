// From agentflow/stats/v1/stats.proto

import type { Durations as _agentflow_stats_v1_Durations, Durations__Output as _agentflow_stats_v1_Durations__Output } from '../../../agentflow/stats/v1/Durations.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Figures of one group.
 */
export interface StatsRow {
  /**
   * The group, by the names asked for.
   */
  'group'?: ({[key: string]: string});
  /**
   * How many.
   */
  'count'?: (number | string | Long);
  /**
   * How many of them failed.
   */
  'failed'?: (number | string | Long);
  /**
   * Tokens sent.
   */
  'inputTokens'?: (number | string | Long);
  /**
   * Tokens received.
   */
  'outputTokens'?: (number | string | Long);
  /**
   * USD, a decimal string.
   */
  'cost'?: (string);
  /**
   * How long they took.
   */
  'durationMs'?: (_agentflow_stats_v1_Durations | null);
}

/**
 * Figures of one group.
 */
export interface StatsRow__Output {
  /**
   * The group, by the names asked for.
   */
  'group'?: ({[key: string]: string});
  /**
   * How many.
   */
  'count'?: (number);
  /**
   * How many of them failed.
   */
  'failed'?: (number);
  /**
   * Tokens sent.
   */
  'inputTokens'?: (number);
  /**
   * Tokens received.
   */
  'outputTokens'?: (number);
  /**
   * USD, a decimal string.
   */
  'cost'?: (string);
  /**
   * How long they took.
   */
  'durationMs'?: (_agentflow_stats_v1_Durations__Output);
}
