// From agentflow/trigger/v1/trigger.proto


/**
 * What was started.
 */
export interface FireAnswer {
  /**
   * The execution.
   */
  'executionId'?: (string);
}

/**
 * What was started.
 */
export interface FireAnswer__Output {
  /**
   * The execution.
   */
  'executionId'?: (string);
}
