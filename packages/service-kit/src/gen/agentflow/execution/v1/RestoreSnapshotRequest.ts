// From agentflow/execution/v1/recovery.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Names a snapshot.
 */
export interface RestoreSnapshotRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Which of its snapshots.
   */
  'version'?: (number | string | Long);
}

/**
 * Names a snapshot.
 */
export interface RestoreSnapshotRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Which of its snapshots.
   */
  'version'?: (number);
}
