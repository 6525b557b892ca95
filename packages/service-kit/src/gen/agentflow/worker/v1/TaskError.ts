// From agentflow/worker/v1/worker.proto


/**
 * What went wrong.
 */
export interface TaskError {
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
  /**
   * May the same attempt succeed later?
   */
  'retryable'?: (boolean);
  /**
   * Milliseconds to wait, where told.
   */
  'retryAfterMs'?: (number | string);
  /**
   * For machines, an object.
   */
  'detailsJson'?: (string);
  '_retryAfterMs'?: "retryAfterMs";
}

/**
 * What went wrong.
 */
export interface TaskError__Output {
  /**
   * For machines.
   */
  'code'?: (string);
  /**
   * For people.
   */
  'message'?: (string);
  /**
   * May the same attempt succeed later?
   */
  'retryable'?: (boolean);
  /**
   * Milliseconds to wait, where told.
   */
  'retryAfterMs'?: (number);
  /**
   * For machines, an object.
   */
  'detailsJson'?: (string);
}
