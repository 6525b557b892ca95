// From agentflow/execution/v1/recovery.proto


/**
 * One line of an export.
 */
export interface ExportLine {
  /**
   * JSON text without a newline.
   */
  'line'?: (string);
}

/**
 * One line of an export.
 */
export interface ExportLine__Output {
  /**
   * JSON text without a newline.
   */
  'line'?: (string);
}
