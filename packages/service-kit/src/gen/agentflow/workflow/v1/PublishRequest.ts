// From agentflow/workflow/v1/workflow.proto


/**
 * What to publish.
 */
export interface PublishRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * What is new.
   */
  'comment'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_comment'?: "comment";
}

/**
 * What to publish.
 */
export interface PublishRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * What is new.
   */
  'comment'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
