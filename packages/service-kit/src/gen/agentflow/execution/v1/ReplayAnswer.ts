// From agentflow/execution/v1/recovery.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What a replay found.
 */
export interface ReplayAnswer {
  /**
   * Whether every event and message came out the same.
   */
  'identical'?: (boolean);
  /**
   * `{ seq, expected, actual }`, where one did not.
   */
  'firstDifferenceJson'?: (string);
  /**
   * Events decided again.
   */
  'events'?: (number | string | Long);
}

/**
 * What a replay found.
 */
export interface ReplayAnswer__Output {
  /**
   * Whether every event and message came out the same.
   */
  'identical'?: (boolean);
  /**
   * `{ seq, expected, actual }`, where one did not.
   */
  'firstDifferenceJson'?: (string);
  /**
   * Events decided again.
   */
  'events'?: (number);
}
