// From agentflow/execution/v1/recovery.proto


/**
 * Before what a fork branches off.
 */
export interface ForkPoint {
  /**
   * A node.
   */
  'path'?: (string);
  /**
   * Number of one of its calls.
   */
  'step'?: (number);
  '_step'?: "step";
}

/**
 * Before what a fork branches off.
 */
export interface ForkPoint__Output {
  /**
   * A node.
   */
  'path'?: (string);
  /**
   * Number of one of its calls.
   */
  'step'?: (number);
}
