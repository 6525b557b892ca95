// From agentflow/workflow/v1/workflow.proto


/**
 * What to release.
 */
export interface RollbackRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * The revision.
   */
  'revision'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to release.
 */
export interface RollbackRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * The revision.
   */
  'revision'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
}
