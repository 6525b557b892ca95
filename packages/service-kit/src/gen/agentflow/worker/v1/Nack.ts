// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Message `id` was refused for good.
 */
export interface Nack {
  /**
   * Of the worker's message.
   */
  'id'?: (number | string | Long);
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
}

/**
 * Message `id` was refused for good.
 */
export interface Nack__Output {
  /**
   * Of the worker's message.
   */
  'id'?: (number);
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
}
