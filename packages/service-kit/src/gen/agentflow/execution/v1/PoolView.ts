// From agentflow/execution/v1/execution.proto


/**
 * A budget over executions.
 */
export interface PoolView {
  /**
   * What it limits, or null.
   */
  'limitsJson'?: (string);
  /**
   * In this day or month, or ever: cost, tokens, calls.
   */
  'spentJson'?: (string);
  /**
   * Handed out to open executions: cost, tokens, calls.
   */
  'heldJson'?: (string);
  /**
   * How many executions hold something.
   */
  'executions'?: (number);
}

/**
 * A budget over executions.
 */
export interface PoolView__Output {
  /**
   * What it limits, or null.
   */
  'limitsJson'?: (string);
  /**
   * In this day or month, or ever: cost, tokens, calls.
   */
  'spentJson'?: (string);
  /**
   * Handed out to open executions: cost, tokens, calls.
   */
  'heldJson'?: (string);
  /**
   * How many executions hold something.
   */
  'executions'?: (number);
}
