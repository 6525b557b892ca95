// From agentflow/trigger/v1/trigger.proto


/**
 * Which dead letters.
 */
export interface DeadLettersRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * At most so many.
   */
  'pageSize'?: (number);
}

/**
 * Which dead letters.
 */
export interface DeadLettersRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * At most so many.
   */
  'pageSize'?: (number);
}
