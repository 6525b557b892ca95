// From agentflow/trigger/v1/trigger.proto


/**
 * Names a trigger.
 */
export interface GetRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `<workflowId>.<triggerId>`.
   */
  'trigger'?: (string);
}

/**
 * Names a trigger.
 */
export interface GetRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `<workflowId>.<triggerId>`.
   */
  'trigger'?: (string);
}
