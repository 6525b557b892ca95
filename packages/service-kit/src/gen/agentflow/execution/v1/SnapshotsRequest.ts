// From agentflow/execution/v1/recovery.proto


/**
 * Which snapshots.
 */
export interface SnapshotsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Of this execution only.
   */
  'executionId'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
  '_executionId'?: "executionId";
  '_cursor'?: "cursor";
}

/**
 * Which snapshots.
 */
export interface SnapshotsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Of this execution only.
   */
  'executionId'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
}
