// From agentflow/workflow/v1/workflow.proto


/**
 * Which credentials.
 */
export interface ListCredentialsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
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
 * Which credentials.
 */
export interface ListCredentialsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * At most so many.
   */
  'pageSize'?: (number);
}
