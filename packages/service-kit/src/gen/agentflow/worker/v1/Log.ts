// From agentflow/worker/v1/worker.proto


/**
 * A line of a log.
 */
export interface Log {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * `debug info warn error`.
   */
  'level'?: (string);
  /**
   * The line.
   */
  'message'?: (string);
}

/**
 * A line of a log.
 */
export interface Log__Output {
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * `debug info warn error`.
   */
  'level'?: (string);
  /**
   * The line.
   */
  'message'?: (string);
}
