// From agentflow/worker/v1/worker.proto


/**
 * Who the worker is.
 */
export interface Hello {
  /**
   * Its id.
   */
  'worker'?: (string);
  /**
   * Node types and tools it can do.
   */
  'capabilities'?: (string)[];
  /**
   * Tokens of attempts it is at.
   */
  'running'?: (string)[];
  /**
   * Tokens of results it holds.
   */
  'unacked'?: (string)[];
}

/**
 * Who the worker is.
 */
export interface Hello__Output {
  /**
   * Its id.
   */
  'worker'?: (string);
  /**
   * Node types and tools it can do.
   */
  'capabilities'?: (string)[];
  /**
   * Tokens of attempts it is at.
   */
  'running'?: (string)[];
  /**
   * Tokens of results it holds.
   */
  'unacked'?: (string)[];
}
