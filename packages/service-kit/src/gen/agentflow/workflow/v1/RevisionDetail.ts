// From agentflow/workflow/v1/workflow.proto


/**
 * A revision with its definition.
 */
export interface RevisionDetail {
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
  /**
   * As published.
   */
  'definitionJson'?: (string);
}

/**
 * A revision with its definition.
 */
export interface RevisionDetail__Output {
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
  /**
   * As published.
   */
  'definitionJson'?: (string);
}
