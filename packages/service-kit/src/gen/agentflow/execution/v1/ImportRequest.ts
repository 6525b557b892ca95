// From agentflow/execution/v1/recovery.proto


/**
 * What to import.
 */
export interface ImportRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The lines of an export.
   */
  'text'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to import.
 */
export interface ImportRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The lines of an export.
   */
  'text'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
