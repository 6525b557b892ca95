// From agentflow/worker/v1/worker.proto


/**
 * A task that a worker runs, or whose answers it keeps.
 */
export interface OfferedTask {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * Which try.
   */
  'attempt'?: (number);
}

/**
 * A task that a worker runs, or whose answers it keeps.
 */
export interface OfferedTask__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * Which try.
   */
  'attempt'?: (number);
}
