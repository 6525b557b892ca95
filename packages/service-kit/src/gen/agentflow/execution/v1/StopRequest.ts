// From agentflow/execution/v1/execution.proto


/**
 * Stops an execution.
 */
export interface StopRequest {
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
 * Stops an execution.
 */
export interface StopRequest__Output {
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
