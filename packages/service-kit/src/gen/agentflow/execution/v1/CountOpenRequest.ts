// From agentflow/execution/v1/execution.proto


/**
 * Whose open executions.
 */
export interface CountOpenRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
}

/**
 * Whose open executions.
 */
export interface CountOpenRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
}
