// From agentflow/execution/v1/execution.proto


/**
 * A large value.
 */
export interface ValueAnswer {
  /**
   * Its JSON text, as stored.
   */
  'json'?: (string);
}

/**
 * A large value.
 */
export interface ValueAnswer__Output {
  /**
   * Its JSON text, as stored.
   */
  'json'?: (string);
}
