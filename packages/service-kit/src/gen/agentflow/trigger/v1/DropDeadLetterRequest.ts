// From agentflow/trigger/v1/trigger.proto


/**
 * Which to forget.
 */
export interface DropDeadLetterRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Its id.
   */
  'deadLetter'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * Which to forget.
 */
export interface DropDeadLetterRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Its id.
   */
  'deadLetter'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
