// From agentflow/trigger/v1/trigger.proto


/**
 * An event that was sent again.
 */
export interface Redriven {
  /**
   * RFC 3339.
   */
  'at'?: (string);
  /**
   * Who asked.
   */
  'by'?: (string);
  /**
   * What it started.
   */
  'executionId'?: (string);
  /**
   * Why it started nothing.
   */
  'error'?: (string);
  '_executionId'?: "executionId";
  '_error'?: "error";
}

/**
 * An event that was sent again.
 */
export interface Redriven__Output {
  /**
   * RFC 3339.
   */
  'at'?: (string);
  /**
   * Who asked.
   */
  'by'?: (string);
  /**
   * What it started.
   */
  'executionId'?: (string);
  /**
   * Why it started nothing.
   */
  'error'?: (string);
}
