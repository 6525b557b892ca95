// From agentflow/trigger/v1/trigger.proto


/**
 * Switches a trigger.
 */
export interface SetEnabledRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `<workflowId>.<triggerId>`.
   */
  'trigger'?: (string);
  /**
   * On or off.
   */
  'enabled'?: (boolean);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * Switches a trigger.
 */
export interface SetEnabledRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `<workflowId>.<triggerId>`.
   */
  'trigger'?: (string);
  /**
   * On or off.
   */
  'enabled'?: (boolean);
  /**
   * Who asks.
   */
  'by'?: (string);
}
