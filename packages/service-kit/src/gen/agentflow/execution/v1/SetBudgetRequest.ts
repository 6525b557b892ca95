// From agentflow/execution/v1/execution.proto


/**
 * Sets the budget of an org.
 */
export interface SetBudgetRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * What it limits; null: nothing any more.
   */
  'limitsJson'?: (string);
  /**
   * Who.
   */
  'by'?: (string);
}

/**
 * Sets the budget of an org.
 */
export interface SetBudgetRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * What it limits; null: nothing any more.
   */
  'limitsJson'?: (string);
  /**
   * Who.
   */
  'by'?: (string);
}
