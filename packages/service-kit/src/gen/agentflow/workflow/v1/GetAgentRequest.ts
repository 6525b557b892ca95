// From agentflow/workflow/v1/workflow.proto


/**
 * Names an agent.
 */
export interface GetAgentRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'agent'?: (string);
  /**
   * The latest where missing.
   */
  'version'?: (number);
  '_version'?: "version";
}

/**
 * Names an agent.
 */
export interface GetAgentRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'agent'?: (string);
  /**
   * The latest where missing.
   */
  'version'?: (number);
}
