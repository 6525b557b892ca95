// From agentflow/execution/v1/recovery.proto


/**
 * Names an execution.
 */
export interface CreateSnapshotRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
}

/**
 * Names an execution.
 */
export interface CreateSnapshotRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
}
