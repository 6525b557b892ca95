// From agentflow/common/v1/common.proto


/**
 * A code and a sentence.
 */
export interface NodeError {
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
}

/**
 * A code and a sentence.
 */
export interface NodeError__Output {
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
}
