// From agentflow/execution/v1/execution.proto


/**
 * Resumes an execution.
 */
export interface ResumeRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * Resumes an execution.
 */
export interface ResumeRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
