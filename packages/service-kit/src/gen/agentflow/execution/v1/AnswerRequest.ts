// From agentflow/execution/v1/execution.proto


/**
 * Answers a question.
 */
export interface AnswerRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The human node.
   */
  'path'?: (string);
  /**
   * Fits the node's schema.
   */
  'valueJson'?: (string);
  /**
   * Who answers.
   */
  'by'?: (string);
}

/**
 * Answers a question.
 */
export interface AnswerRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The human node.
   */
  'path'?: (string);
  /**
   * Fits the node's schema.
   */
  'valueJson'?: (string);
  /**
   * Who answers.
   */
  'by'?: (string);
}
