// From agentflow/workflow/v1/workflow.proto


/**
 * Asks for tools.
 */
export interface ToolsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
}

/**
 * Asks for tools.
 */
export interface ToolsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
}
