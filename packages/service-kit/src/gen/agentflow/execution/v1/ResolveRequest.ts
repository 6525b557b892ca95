// From agentflow/execution/v1/execution.proto


/**
 * Resolves an uncertain effect.
 */
export interface ResolveRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The node whose effect it is.
   */
  'path'?: (string);
  /**
   * `done`, `not_done`, `repeat` or `compensate`.
   */
  'resolution'?: (string);
  /**
   * For `done`: what the call answered.
   */
  'outputJson'?: (string);
  /**
   * Who decides.
   */
  'by'?: (string);
}

/**
 * Resolves an uncertain effect.
 */
export interface ResolveRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The node whose effect it is.
   */
  'path'?: (string);
  /**
   * `done`, `not_done`, `repeat` or `compensate`.
   */
  'resolution'?: (string);
  /**
   * For `done`: what the call answered.
   */
  'outputJson'?: (string);
  /**
   * Who decides.
   */
  'by'?: (string);
}
