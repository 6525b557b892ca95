// From agentflow/workflow/v1/workflow.proto


/**
 * One line of who changed what new executions run.
 */
export interface ReleaseChange {
  /**
   * Of the line.
   */
  'id'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'at'?: (string);
  /**
   * Who.
   */
  'by'?: (string);
  /**
   * What was done.
   */
  'action'?: (string);
  /**
   * Whom it is about.
   */
  'revision'?: (number);
  /**
   * The candidate's share afterwards, or null.
   */
  'percent'?: (number);
  /**
   * What was released before, or null.
   */
  'before'?: (number);
  '_percent'?: "percent";
  '_before'?: "before";
}

/**
 * One line of who changed what new executions run.
 */
export interface ReleaseChange__Output {
  /**
   * Of the line.
   */
  'id'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'at'?: (string);
  /**
   * Who.
   */
  'by'?: (string);
  /**
   * What was done.
   */
  'action'?: (string);
  /**
   * Whom it is about.
   */
  'revision'?: (number);
  /**
   * The candidate's share afterwards, or null.
   */
  'percent'?: (number);
  /**
   * What was released before, or null.
   */
  'before'?: (number);
}
