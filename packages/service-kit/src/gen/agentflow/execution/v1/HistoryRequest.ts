// From agentflow/execution/v1/execution.proto


/**
 * Which events.
 */
export interface HistoryRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
  '_cursor'?: "cursor";
}

/**
 * Which events.
 */
export interface HistoryRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
}
