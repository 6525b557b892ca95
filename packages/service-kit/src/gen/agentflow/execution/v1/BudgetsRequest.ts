// From agentflow/execution/v1/execution.proto


/**
 * Which shared budgets.
 */
export interface BudgetsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * With the budget of this workflow.
   */
  'workflowId'?: (string);
  '_workflowId'?: "workflowId";
}

/**
 * Which shared budgets.
 */
export interface BudgetsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * With the budget of this workflow.
   */
  'workflowId'?: (string);
}
