// From agentflow/workflow/v1/workflow.proto


/**
 * One change of meaning.
 */
export interface SemanticChange {
  /**
   * `added removed changed moved`.
   */
  'kind'?: (string);
  /**
   * `node edge trigger variable input setting name`.
   */
  'what'?: (string);
  /**
   * Node path, edge, variable name.
   */
  'subject'?: (string);
  /**
   * JSON Pointer inside the subject.
   */
  'pointer'?: (string);
  /**
   * What was there.
   */
  'beforeJson'?: (string);
  /**
   * What is there.
   */
  'afterJson'?: (string);
}

/**
 * One change of meaning.
 */
export interface SemanticChange__Output {
  /**
   * `added removed changed moved`.
   */
  'kind'?: (string);
  /**
   * `node edge trigger variable input setting name`.
   */
  'what'?: (string);
  /**
   * Node path, edge, variable name.
   */
  'subject'?: (string);
  /**
   * JSON Pointer inside the subject.
   */
  'pointer'?: (string);
  /**
   * What was there.
   */
  'beforeJson'?: (string);
  /**
   * What is there.
   */
  'afterJson'?: (string);
}
