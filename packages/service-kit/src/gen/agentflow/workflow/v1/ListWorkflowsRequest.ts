// From agentflow/workflow/v1/workflow.proto


/**
 * Which workflows.
 */
export interface ListWorkflowsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Part of the name.
   */
  'search'?: (string);
  /**
   * Only of this folder.
   */
  'folder'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
  '_search'?: "search";
  '_folder'?: "folder";
  '_cursor'?: "cursor";
}

/**
 * Which workflows.
 */
export interface ListWorkflowsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Part of the name.
   */
  'search'?: (string);
  /**
   * Only of this folder.
   */
  'folder'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
}
