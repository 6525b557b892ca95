// From agentflow/workflow/v1/workflow.proto


/**
 * A published version.
 */
export interface RevisionView {
  /**
   * 1..n.
   */
  'revision'?: (number);
  /**
   * Of the definition without layout.
   */
  'digest'?: (string);
  /**
   * Versions that were resolved, an object.
   */
  'pinsJson'?: (string);
  /**
   * What was new.
   */
  'comment'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'publishedAt'?: (string);
  /**
   * Who published it.
   */
  'publishedBy'?: (string);
  /**
   * Whether executions run it by default.
   */
  'released'?: (boolean);
}

/**
 * A published version.
 */
export interface RevisionView__Output {
  /**
   * 1..n.
   */
  'revision'?: (number);
  /**
   * Of the definition without layout.
   */
  'digest'?: (string);
  /**
   * Versions that were resolved, an object.
   */
  'pinsJson'?: (string);
  /**
   * What was new.
   */
  'comment'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'publishedAt'?: (string);
  /**
   * Who published it.
   */
  'publishedBy'?: (string);
  /**
   * Whether executions run it by default.
   */
  'released'?: (boolean);
}
