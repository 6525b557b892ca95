// From agentflow/worker/v1/worker.proto


/**
 * Text as it streams; lossy.
 */
export interface Delta {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * Call index.
   */
  'index'?: (number);
  /**
   * The text.
   */
  'text'?: (string);
}

/**
 * Text as it streams; lossy.
 */
export interface Delta__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * Call index.
   */
  'index'?: (number);
  /**
   * The text.
   */
  'text'?: (string);
}
