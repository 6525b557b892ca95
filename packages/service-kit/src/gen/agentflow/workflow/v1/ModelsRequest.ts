// From agentflow/workflow/v1/workflow.proto


/**
 * Asks for models.
 */
export interface ModelsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
}

/**
 * Asks for models.
 */
export interface ModelsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
}
