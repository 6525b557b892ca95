// From agentflow/common/v1/common.proto


/**
 * A list of texts that may be missing.
 */
export interface StringList {
  /**
   * The texts.
   */
  'items'?: (string)[];
}

/**
 * A list of texts that may be missing.
 */
export interface StringList__Output {
  /**
   * The texts.
   */
  'items'?: (string)[];
}
