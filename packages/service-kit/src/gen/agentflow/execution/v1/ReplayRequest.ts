// From agentflow/execution/v1/recovery.proto


/**
 * Names an execution.
 */
export interface ReplayRequest {
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
export interface ReplayRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
}
