// From agentflow/execution/v1/execution.proto


/**
 * Pauses an execution.
 */
export interface PauseRequest {
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
 * Pauses an execution.
 */
export interface PauseRequest__Output {
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
