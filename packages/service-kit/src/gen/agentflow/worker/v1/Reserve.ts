// From agentflow/worker/v1/worker.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Asks leave for a call; it is made only after the `reserved` with this id.
 */
export interface Reserve {
  /**
   * To be answered.
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
   * Model or tool.
   */
  'name'?: (string);
  /**
   * `asked only cheaper`.
   */
  'route'?: (string);
  /**
   * At most, USD; unset: not known.
   */
  'cost'?: (string);
  /**
   * At most.
   */
  'tokens'?: (number | string | Long);
  /**
   * At most.
   */
  'calls'?: (number);
  '_cost'?: "cost";
}

/**
 * Asks leave for a call; it is made only after the `reserved` with this id.
 */
export interface Reserve__Output {
  /**
   * To be answered.
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
   * Model or tool.
   */
  'name'?: (string);
  /**
   * `asked only cheaper`.
   */
  'route'?: (string);
  /**
   * At most, USD; unset: not known.
   */
  'cost'?: (string);
  /**
   * At most.
   */
  'tokens'?: (number);
  /**
   * At most.
   */
  'calls'?: (number);
}
