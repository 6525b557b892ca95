// From agentflow/workflow/v1/workflow.proto


/**
 * A candidate beside the released revision.
 */
export interface CanaryView {
  /**
   * The revision.
   */
  'revision'?: (number);
  /**
   * Its share of new executions, 1 to 99.
   */
  'percent'?: (number);
  /**
   * RFC 3339 UTC.
   */
  'startedAt'?: (string);
  /**
   * Who started it.
   */
  'startedBy'?: (string);
}

/**
 * A candidate beside the released revision.
 */
export interface CanaryView__Output {
  /**
   * The revision.
   */
  'revision'?: (number);
  /**
   * Its share of new executions, 1 to 99.
   */
  'percent'?: (number);
  /**
   * RFC 3339 UTC.
   */
  'startedAt'?: (string);
  /**
   * Who started it.
   */
  'startedBy'?: (string);
}
