// From agentflow/workflow/v1/workflow.proto


/**
 * What to compare.
 */
export interface DiffRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * A revision number, or `draft`.
   */
  'from'?: (string);
  /**
   * A revision number, or `draft`.
   */
  'to'?: (string);
}

/**
 * What to compare.
 */
export interface DiffRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * A revision number, or `draft`.
   */
  'from'?: (string);
  /**
   * A revision number, or `draft`.
   */
  'to'?: (string);
}
