// From agentflow/workflow/v1/workflow.proto


/**
 * What to freeze.
 */
export interface FreezeRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * A number, or "draft"; the released one where missing.
   */
  'revisionJson'?: (string);
}

/**
 * What to freeze.
 */
export interface FreezeRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * A number, or "draft"; the released one where missing.
   */
  'revisionJson'?: (string);
}
