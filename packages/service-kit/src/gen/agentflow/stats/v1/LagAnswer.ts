// From agentflow/stats/v1/stats.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The lag.
 */
export interface LagAnswer {
  /**
   * In events.
   */
  'events'?: (number | string | Long);
}

/**
 * The lag.
 */
export interface LagAnswer__Output {
  /**
   * In events.
   */
  'events'?: (number);
}
