// From agentflow/execution/v1/execution.proto


/**
 * Makes the start happen once.
 */
export interface StartKey {
  /**
   * Who gave the key, e.g. `schedule:<trigger>`.
   */
  'source'?: (string);
  /**
   * Unique within the source.
   */
  'key'?: (string);
}

/**
 * Makes the start happen once.
 */
export interface StartKey__Output {
  /**
   * Who gave the key, e.g. `schedule:<trigger>`.
   */
  'source'?: (string);
  /**
   * Unique within the source.
   */
  'key'?: (string);
}
