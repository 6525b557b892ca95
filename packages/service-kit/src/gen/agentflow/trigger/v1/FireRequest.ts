// From agentflow/trigger/v1/trigger.proto


/**
 * Fires by hand.
 */
export interface FireRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `<workflowId>.<triggerId>`.
   */
  'trigger'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  /**
   * Stands for the body or the event.
   */
  'eventJson'?: (string);
}

/**
 * Fires by hand.
 */
export interface FireRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `<workflowId>.<triggerId>`.
   */
  'trigger'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  /**
   * Stands for the body or the event.
   */
  'eventJson'?: (string);
}
