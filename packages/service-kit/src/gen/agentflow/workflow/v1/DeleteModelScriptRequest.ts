// From agentflow/workflow/v1/workflow.proto


/**
 * Names a scripted model.
 */
export interface DeleteModelScriptRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * Names a scripted model.
 */
export interface DeleteModelScriptRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
