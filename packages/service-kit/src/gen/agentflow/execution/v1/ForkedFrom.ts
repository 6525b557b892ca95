// From agentflow/execution/v1/execution.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Where a fork branched off.
 */
export interface ForkedFrom {
  /**
   * The other execution.
   */
  'executionId'?: (string);
  /**
   * How many of its events stand before the fork's own.
   */
  'seq'?: (number | string | Long);
}

/**
 * Where a fork branched off.
 */
export interface ForkedFrom__Output {
  /**
   * The other execution.
   */
  'executionId'?: (string);
  /**
   * How many of its events stand before the fork's own.
   */
  'seq'?: (number);
}
