// From agentflow/execution/v1/recovery.proto


/**
 * A recorded call that would be made again.
 */
export interface RepeatedCall {
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * Its call index.
   */
  'index'?: (number);
  /**
   * Tool or host called.
   */
  'name'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
}

/**
 * A recorded call that would be made again.
 */
export interface RepeatedCall__Output {
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * Its call index.
   */
  'index'?: (number);
  /**
   * Tool or host called.
   */
  'name'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
}
