// From agentflow/execution/v1/execution.proto


/**
 * Names an execution.
 */
export interface GetRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
  '_fromLog'?: "fromLog";
}

/**
 * Names an execution.
 */
export interface GetRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
}
