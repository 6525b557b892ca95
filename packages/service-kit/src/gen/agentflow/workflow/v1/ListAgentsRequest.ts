// From agentflow/workflow/v1/workflow.proto


/**
 * Which agents.
 */
export interface ListAgentsRequest {
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
 * Which agents.
 */
export interface ListAgentsRequest__Output {
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
