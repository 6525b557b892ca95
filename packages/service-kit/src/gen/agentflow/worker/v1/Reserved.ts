// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What a call may use is held for it.
 */
export interface Reserved {
  /**
   * Of the worker's message.
   */
  'id'?: (number | string | Long);
}

/**
 * What a call may use is held for it.
 */
export interface Reserved__Output {
  /**
   * Of the worker's message.
   */
  'id'?: (number);
}
