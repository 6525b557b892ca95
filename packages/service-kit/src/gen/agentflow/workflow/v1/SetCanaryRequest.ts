// From agentflow/workflow/v1/workflow.proto


/**
 * The candidate and its share.
 */
export interface SetCanaryRequest {
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
   * 1 to 99.
   */
  'percent'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * The candidate and its share.
 */
export interface SetCanaryRequest__Output {
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
   * 1 to 99.
   */
  'percent'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
}
