// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Asks leave; the call is made only after the `ack` with this id.
 */
export interface StepStart {
  /**
   * To be acknowledged.
   */
  'id'?: (number | string | Long);
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * Call index.
   */
  'index'?: (number);
  /**
   * Model, tool or host.
   */
  'name'?: (string);
  /**
   * Idempotency key.
   */
  'key'?: (string);
  /**
   * sha256 over the canonical request.
   */
  'requestHash'?: (string);
}

/**
 * Asks leave; the call is made only after the `ack` with this id.
 */
export interface StepStart__Output {
  /**
   * To be acknowledged.
   */
  'id'?: (number);
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * Call index.
   */
  'index'?: (number);
  /**
   * Model, tool or host.
   */
  'name'?: (string);
  /**
   * Idempotency key.
   */
  'key'?: (string);
  /**
   * sha256 over the canonical request.
   */
  'requestHash'?: (string);
}
