// From agentflow/stats/v1/stats.proto


/**
 * Restricts a question.
 */
export interface StatsFilter {
  /**
   * Only of this workflow.
   */
  'workflowId'?: (string);
  /**
   * Only of this execution.
   */
  'executionId'?: (string);
  /**
   * Only of this model.
   */
  'model'?: (string);
  '_workflowId'?: "workflowId";
  '_executionId'?: "executionId";
  '_model'?: "model";
}

/**
 * Restricts a question.
 */
export interface StatsFilter__Output {
  /**
   * Only of this workflow.
   */
  'workflowId'?: (string);
  /**
   * Only of this execution.
   */
  'executionId'?: (string);
  /**
   * Only of this model.
   */
  'model'?: (string);
}
