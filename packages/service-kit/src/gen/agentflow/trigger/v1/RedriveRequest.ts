// From agentflow/trigger/v1/trigger.proto


/**
 * Which to send again.
 */
export interface RedriveRequest {
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
 * Which to send again.
 */
export interface RedriveRequest__Output {
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
