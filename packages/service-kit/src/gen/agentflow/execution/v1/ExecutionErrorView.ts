// From agentflow/execution/v1/execution.proto


/**
 * An error of an execution.
 */
export interface ExecutionErrorView {
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
  /**
   * The node it comes from.
   */
  'path'?: (string);
  '_path'?: "path";
}

/**
 * An error of an execution.
 */
export interface ExecutionErrorView__Output {
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
  /**
   * The node it comes from.
   */
  'path'?: (string);
}
