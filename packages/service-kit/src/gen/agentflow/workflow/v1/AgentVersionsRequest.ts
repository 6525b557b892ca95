// From agentflow/workflow/v1/workflow.proto


/**
 * Which versions.
 */
export interface AgentVersionsRequest {
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
  /**
   * Id or key.
   */
  'agent'?: (string);
}

/**
 * Which versions.
 */
export interface AgentVersionsRequest__Output {
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
  /**
   * Id or key.
   */
  'agent'?: (string);
}
