// From agentflow/worker/v1/worker.proto


/**
 * More room.
 */
export interface Grant {
  /**
   * How many more tasks; below zero: taken back.
   */
  'slots'?: (number);
}

/**
 * More room.
 */
export interface Grant__Output {
  /**
   * How many more tasks; below zero: taken back.
   */
  'slots'?: (number);
}
