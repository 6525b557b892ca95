// From agentflow/worker/v1/worker.proto


/**
 * Tasks that a worker has.
 */
export interface HeldTasks {
  /**
   * Of their attempts.
   */
  'tokens'?: (string)[];
}

/**
 * Tasks that a worker has.
 */
export interface HeldTasks__Output {
  /**
   * Of their attempts.
   */
  'tokens'?: (string)[];
}
