// From agentflow/execution/v1/execution.proto


/**
 * A part of an execution that another one runs.
 */
export interface DelegatedView {
  /**
   * The node that it began with.
   */
  'path'?: (string);
  /**
   * Who runs it.
   */
  'executionId'?: (string);
}

/**
 * A part of an execution that another one runs.
 */
export interface DelegatedView__Output {
  /**
   * The node that it began with.
   */
  'path'?: (string);
  /**
   * Who runs it.
   */
  'executionId'?: (string);
}
