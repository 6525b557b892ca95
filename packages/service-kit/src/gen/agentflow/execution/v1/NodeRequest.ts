// From agentflow/execution/v1/execution.proto


/**
 * Names a node.
 */
export interface NodeRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * A path, or a bare id where that is clear.
   */
  'path'?: (string);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
  '_fromLog'?: "fromLog";
}

/**
 * Names a node.
 */
export interface NodeRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * A path, or a bare id where that is clear.
   */
  'path'?: (string);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
}
