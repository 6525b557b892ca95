// From agentflow/workflow/v1/workflow.proto


/**
 * USD per million tokens.
 */
export interface ModelPrice {
  /**
   * Sent, a decimal string.
   */
  'input'?: (string);
  /**
   * Received, a decimal string.
   */
  'output'?: (string);
  /**
   * Day of the price list.
   */
  'asOf'?: (string);
}

/**
 * USD per million tokens.
 */
export interface ModelPrice__Output {
  /**
   * Sent, a decimal string.
   */
  'input'?: (string);
  /**
   * Received, a decimal string.
   */
  'output'?: (string);
  /**
   * Day of the price list.
   */
  'asOf'?: (string);
}
