// From agentflow/worker/v1/worker.proto


/**
 * Goes on, and is kept until the next owner has adopted it.
 */
export interface Released {
  /**
   * Of the attempt.
   */
  'token'?: (string);
}

/**
 * Goes on, and is kept until the next owner has adopted it.
 */
export interface Released__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
}
