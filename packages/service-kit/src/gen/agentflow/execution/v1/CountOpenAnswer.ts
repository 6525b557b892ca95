// From agentflow/execution/v1/execution.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A count.
 */
export interface CountOpenAnswer {
  /**
   * Executions that have not ended.
   */
  'open'?: (number | string | Long);
}

/**
 * A count.
 */
export interface CountOpenAnswer__Output {
  /**
   * Executions that have not ended.
   */
  'open'?: (number);
}
