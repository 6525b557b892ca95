// From agentflow/worker/v1/worker.proto


/**
 * Is heard by this owner from now on.
 */
export interface Adopted {
  /**
   * Of the attempt.
   */
  'token'?: (string);
}

/**
 * Is heard by this owner from now on.
 */
export interface Adopted__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
}
