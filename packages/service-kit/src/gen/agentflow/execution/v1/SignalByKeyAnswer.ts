// From agentflow/execution/v1/execution.proto


/**
 * A keyed signal that was accepted.
 */
export interface SignalByKeyAnswer {
  /**
   * Its id, given or made.
   */
  'id'?: (string);
  /**
   * Whether a waiter was there to get it.
   */
  'delivered'?: (boolean);
}

/**
 * A keyed signal that was accepted.
 */
export interface SignalByKeyAnswer__Output {
  /**
   * Its id, given or made.
   */
  'id'?: (string);
  /**
   * Whether a waiter was there to get it.
   */
  'delivered'?: (boolean);
}
