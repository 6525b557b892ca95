// From agentflow/execution/v1/recovery.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What a restore found.
 */
export interface RestoreAnswer {
  /**
   * Whether snapshot and tail give what the whole log gives.
   */
  'identical'?: (boolean);
  /**
   * Of the execution.
   */
  'version'?: (number | string | Long);
  /**
   * Events folded onto the snapshot.
   */
  'events'?: (number | string | Long);
}

/**
 * What a restore found.
 */
export interface RestoreAnswer__Output {
  /**
   * Whether snapshot and tail give what the whole log gives.
   */
  'identical'?: (boolean);
  /**
   * Of the execution.
   */
  'version'?: (number);
  /**
   * Events folded onto the snapshot.
   */
  'events'?: (number);
}
