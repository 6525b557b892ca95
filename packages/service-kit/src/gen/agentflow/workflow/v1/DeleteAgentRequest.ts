// From agentflow/workflow/v1/workflow.proto


/**
 * Names an agent.
 */
export interface DeleteAgentRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'agent'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * Names an agent.
 */
export interface DeleteAgentRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'agent'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
