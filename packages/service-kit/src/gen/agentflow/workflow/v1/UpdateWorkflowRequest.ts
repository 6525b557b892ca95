// From agentflow/workflow/v1/workflow.proto


/**
 * What to change beside the definition.
 */
export interface UpdateWorkflowRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Moves it to this folder.
   */
  'folder'?: (string);
  /**
   * Calls it this.
   */
  'name'?: (string);
  /**
   * Only if it has this ETag.
   */
  'ifMatch'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_folder'?: "folder";
  '_name'?: "name";
  '_ifMatch'?: "ifMatch";
}

/**
 * What to change beside the definition.
 */
export interface UpdateWorkflowRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Moves it to this folder.
   */
  'folder'?: (string);
  /**
   * Calls it this.
   */
  'name'?: (string);
  /**
   * Only if it has this ETag.
   */
  'ifMatch'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
