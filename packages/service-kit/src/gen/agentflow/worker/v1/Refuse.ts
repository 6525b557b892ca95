// From agentflow/worker/v1/worker.proto


/**
 * Not now.
 */
export interface Refuse {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * Why.
   */
  'reason'?: (string);
}

/**
 * Not now.
 */
export interface Refuse__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * Why.
   */
  'reason'?: (string);
}
