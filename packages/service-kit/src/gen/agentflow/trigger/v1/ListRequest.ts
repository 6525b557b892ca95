// From agentflow/trigger/v1/trigger.proto


/**
 * Which triggers.
 */
export interface ListRequest {
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
   * Only of this workflow.
   */
  'workflowId'?: (string);
  '_workflowId'?: "workflowId";
}

/**
 * Which triggers.
 */
export interface ListRequest__Output {
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
   * Only of this workflow.
   */
  'workflowId'?: (string);
}
