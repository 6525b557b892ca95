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
  /**
   * As a canary with this share, percent.
   */
  'canary'?: (number);
  '_comment'?: "comment";
  '_canary'?: "canary";
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
  /**
   * As a canary with this share, percent.
   */
  'canary'?: (number);
}
