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
  /**
   * Nobody goes on with it at the moment.
   */
  'unowned'?: (boolean);
  '_unowned'?: "unowned";
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
  /**
   * Nobody goes on with it at the moment.
   */
  'unowned'?: (boolean);
}
