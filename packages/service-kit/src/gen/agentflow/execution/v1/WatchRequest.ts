// From agentflow/execution/v1/execution.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What to watch.
 */
export interface WatchRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The first sequence number wanted; 1 is all.
   */
  'fromSeq'?: (number | string | Long);
}

/**
 * What to watch.
 */
export interface WatchRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The first sequence number wanted; 1 is all.
   */
  'fromSeq'?: (number);
}
