// From agentflow/workflow/v1/workflow.proto


/**
 * Asks for node types.
 */
export interface NodeTypesRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
}

/**
 * Asks for node types.
 */
export interface NodeTypesRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
}
