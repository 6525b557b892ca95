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
  '_cursor'?: "cursor";
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
}
