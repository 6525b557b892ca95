// From agentflow/execution/v1/execution.proto


/**
 * Compensates an execution.
 */
export interface CompensateRequest {
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
  /**
   * Why.
   */
  'reason'?: (string);
  '_reason'?: "reason";
}

/**
 * Compensates an execution.
 */
export interface CompensateRequest__Output {
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
  /**
   * Why.
   */
  'reason'?: (string);
}
