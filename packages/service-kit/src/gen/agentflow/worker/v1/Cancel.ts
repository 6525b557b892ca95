// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Stop an attempt.
 */
export interface Cancel {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * How long it may take to end.
   */
  'graceMs'?: (number | string | Long);
}

/**
 * Stop an attempt.
 */
export interface Cancel__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * How long it may take to end.
   */
  'graceMs'?: (number);
}
