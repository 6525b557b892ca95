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
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
  '_cursor'?: "cursor";
  '_fromLog'?: "fromLog";
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
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
}
