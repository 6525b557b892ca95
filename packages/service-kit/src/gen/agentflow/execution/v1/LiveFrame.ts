// From agentflow/execution/v1/execution.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One frame of SSE and WebSocket.
 */
export interface LiveFrame {
  /**
   * E.g. `node_completed`.
   */
  'type'?: (string);
  /**
   * The event's sequence number; missing on deltas.
   */
  'id'?: (number | string | Long);
  /**
   * An object; its names are snake_case.
   */
  'payloadJson'?: (string);
  '_id'?: "id";
}

/**
 * One frame of SSE and WebSocket.
 */
export interface LiveFrame__Output {
  /**
   * E.g. `node_completed`.
   */
  'type'?: (string);
  /**
   * The event's sequence number; missing on deltas.
   */
  'id'?: (number);
  /**
   * An object; its names are snake_case.
   */
  'payloadJson'?: (string);
}
