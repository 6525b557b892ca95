// From agentflow/execution/v1/execution.proto


/**
 * What an execution waits for.
 */
export interface WaitingView {
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * `human`, `signal`, `mutex`, `timer` or `uncertain`.
   */
  'kind'?: (string);
  /**
   * What is asked.
   */
  'prompt'?: (string);
  /**
   * JSON Schema of the answer.
   */
  'schemaJson'?: (string);
  /**
   * Until when.
   */
  'expiresAt'?: (string);
  /**
   * For `uncertain`: what is known of the call, an object.
   */
  'evidenceJson'?: (string);
  /**
   * For `signal`: the name that is waited for.
   */
  'signal'?: (string);
  /**
   * For `signal`: the key, if it is not the execution that is addressed.
   */
  'key'?: (string);
  /**
   * For `signal` of a container: all names that it looks at, a list.
   */
  'signalsJson'?: (string);
  /**
   * The state that a statemachine is in.
   */
  'state'?: (string);
  '_prompt'?: "prompt";
  '_expiresAt'?: "expiresAt";
  '_signal'?: "signal";
  '_key'?: "key";
  '_state'?: "state";
}

/**
 * What an execution waits for.
 */
export interface WaitingView__Output {
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * `human`, `signal`, `mutex`, `timer` or `uncertain`.
   */
  'kind'?: (string);
  /**
   * What is asked.
   */
  'prompt'?: (string);
  /**
   * JSON Schema of the answer.
   */
  'schemaJson'?: (string);
  /**
   * Until when.
   */
  'expiresAt'?: (string);
  /**
   * For `uncertain`: what is known of the call, an object.
   */
  'evidenceJson'?: (string);
  /**
   * For `signal`: the name that is waited for.
   */
  'signal'?: (string);
  /**
   * For `signal`: the key, if it is not the execution that is addressed.
   */
  'key'?: (string);
  /**
   * For `signal` of a container: all names that it looks at, a list.
   */
  'signalsJson'?: (string);
  /**
   * The state that a statemachine is in.
   */
  'state'?: (string);
}
