// From agentflow/common/v1/common.proto


/**
 * One thing that is wrong with a document.
 */
export interface Problem {
  /**
   * JSON Pointer (RFC 6901) into the document.
   */
  'pointer'?: (string);
  /**
   * The node it is about, if any.
   */
  'nodeId'?: (string);
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * `error` or `warning`.
   */
  'severity'?: (string);
  /**
   * For people: what is wrong and what would be right.
   */
  'message'?: (string);
  /**
   * 1-based line, when the document came as text.
   */
  'line'?: (number);
  /**
   * 1-based column, when the document came as text.
   */
  'column'?: (number);
  /**
   * How an execution comes to it, for problems of soundness: a list of steps.
   */
  'traceJson'?: (string);
  '_nodeId'?: "nodeId";
  '_line'?: "line";
  '_column'?: "column";
  '_traceJson'?: "traceJson";
}

/**
 * One thing that is wrong with a document.
 */
export interface Problem__Output {
  /**
   * JSON Pointer (RFC 6901) into the document.
   */
  'pointer'?: (string);
  /**
   * The node it is about, if any.
   */
  'nodeId'?: (string);
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * `error` or `warning`.
   */
  'severity'?: (string);
  /**
   * For people: what is wrong and what would be right.
   */
  'message'?: (string);
  /**
   * 1-based line, when the document came as text.
   */
  'line'?: (number);
  /**
   * 1-based column, when the document came as text.
   */
  'column'?: (number);
  /**
   * How an execution comes to it, for problems of soundness: a list of steps.
   */
  'traceJson'?: (string);
}
