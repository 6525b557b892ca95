// From agentflow/execution/v1/execution.proto


/**
 * Which nodes.
 */
export interface NodesRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The last path seen.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
  '_cursor'?: "cursor";
  '_fromLog'?: "fromLog";
}

/**
 * Which nodes.
 */
export interface NodesRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The last path seen.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
}
