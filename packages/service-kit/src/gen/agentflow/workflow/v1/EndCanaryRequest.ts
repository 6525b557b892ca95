// From agentflow/workflow/v1/workflow.proto


/**
 * Which canary ends.
 */
export interface EndCanaryRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Only if it is this one.
   */
  'revision'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_revision'?: "revision";
}

/**
 * Which canary ends.
 */
export interface EndCanaryRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Only if it is this one.
   */
  'revision'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
}
