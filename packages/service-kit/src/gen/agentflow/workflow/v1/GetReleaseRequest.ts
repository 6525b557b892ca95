// From agentflow/workflow/v1/workflow.proto


/**
 * Whose release.
 */
export interface GetReleaseRequest {
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
 * Whose release.
 */
export interface GetReleaseRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
}
