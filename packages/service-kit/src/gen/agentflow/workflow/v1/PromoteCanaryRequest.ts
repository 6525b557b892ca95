// From agentflow/workflow/v1/workflow.proto


/**
 * Which canary is released to all.
 */
export interface PromoteCanaryRequest {
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
 * Which canary is released to all.
 */
export interface PromoteCanaryRequest__Output {
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
