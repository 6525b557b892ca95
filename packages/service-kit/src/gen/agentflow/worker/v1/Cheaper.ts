// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A call does not fit into its budget as it is.
 */
export interface Cheaper {
  /**
   * Of the worker's message.
   */
  'id'?: (number | string | Long);
}

/**
 * A call does not fit into its budget as it is.
 */
export interface Cheaper__Output {
  /**
   * Of the worker's message.
   */
  'id'?: (number);
}
