// From agentflow/execution/v1/execution.proto


/**
 * Which effects.
 */
export interface EffectsRequest {
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
 * Which effects.
 */
export interface EffectsRequest__Output {
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
