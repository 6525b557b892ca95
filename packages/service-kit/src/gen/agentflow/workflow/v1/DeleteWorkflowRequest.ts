// From agentflow/workflow/v1/workflow.proto


/**
 * What to delete.
 */
export interface DeleteWorkflowRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Only if it has this ETag.
   */
  'ifMatch'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_ifMatch'?: "ifMatch";
}

/**
 * What to delete.
 */
export interface DeleteWorkflowRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Only if it has this ETag.
   */
  'ifMatch'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
