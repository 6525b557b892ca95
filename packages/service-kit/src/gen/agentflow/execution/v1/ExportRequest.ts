// From agentflow/execution/v1/recovery.proto


/**
 * Names an execution.
 */
export interface ExportRequest {
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
export interface ExportRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
}
