// From agentflow/execution/v1/execution.proto


/**
 * Names a large value.
 */
export interface ValueRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution that holds it.
   */
  'executionId'?: (string);
  /**
   * `sha256:<hex>`.
   */
  'digest'?: (string);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
  '_fromLog'?: "fromLog";
}

/**
 * Names a large value.
 */
export interface ValueRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution that holds it.
   */
  'executionId'?: (string);
  /**
   * `sha256:<hex>`.
   */
  'digest'?: (string);
  /**
   * As its log has it, whoever is asked.
   */
  'fromLog'?: (boolean);
}
