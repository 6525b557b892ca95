// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Message `id` is durable.
 */
export interface Ack {
  /**
   * Of the worker's message.
   */
  'id'?: (number | string | Long);
}

/**
 * Message `id` is durable.
 */
export interface Ack__Output {
  /**
   * Of the worker's message.
   */
  'id'?: (number);
}
