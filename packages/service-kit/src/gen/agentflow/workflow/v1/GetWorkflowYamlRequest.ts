// From agentflow/workflow/v1/workflow.proto


/**
 * Names a workflow.
 */
export interface GetWorkflowYamlRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
}

/**
 * Names a workflow.
 */
export interface GetWorkflowYamlRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
}
