// From agentflow/execution/v1/recovery.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One snapshot.
 */
export interface SnapshotView {
  /**
   * `<execution>.<version>`.
   */
  'id'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Commits it contains.
   */
  'version'?: (number | string | Long);
  /**
   * Bytes.
   */
  'size'?: (number | string | Long);
  /**
   * When it was written.
   */
  'createdAt'?: (string);
  /**
   * `ok` or `refused`.
   */
  'status'?: (string);
  /**
   * Why it is refused.
   */
  'reason'?: (string);
  /**
   * Of its state.
   */
  'sha256'?: (string);
  '_reason'?: "reason";
  '_sha256'?: "sha256";
}

/**
 * One snapshot.
 */
export interface SnapshotView__Output {
  /**
   * `<execution>.<version>`.
   */
  'id'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Commits it contains.
   */
  'version'?: (number);
  /**
   * Bytes.
   */
  'size'?: (number);
  /**
   * When it was written.
   */
  'createdAt'?: (string);
  /**
   * `ok` or `refused`.
   */
  'status'?: (string);
  /**
   * Why it is refused.
   */
  'reason'?: (string);
  /**
   * Of its state.
   */
  'sha256'?: (string);
}
