// From agentflow/execution/v1/recovery.proto


/**
 * Another revision.
 */
export interface RevisionChoice {
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Digest of the frozen revision.
   */
  'digest'?: (string);
}

/**
 * Another revision.
 */
export interface RevisionChoice__Output {
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Digest of the frozen revision.
   */
  'digest'?: (string);
}
