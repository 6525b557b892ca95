// From agentflow/workflow/v1/workflow.proto


/**
 * Names a revision.
 */
export interface GetRevisionRequest {
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
}

/**
 * Names a revision.
 */
export interface GetRevisionRequest__Output {
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
}
