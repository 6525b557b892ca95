// From agentflow/workflow/v1/workflow.proto


/**
 * Which revisions.
 */
export interface ListRevisionsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
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
 * Which revisions.
 */
export interface ListRevisionsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * At most so many.
   */
  'pageSize'?: (number);
}
