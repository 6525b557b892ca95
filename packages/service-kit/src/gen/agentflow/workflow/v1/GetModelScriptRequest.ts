// From agentflow/workflow/v1/workflow.proto


/**
 * Names a scripted model.
 */
export interface GetModelScriptRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
}

/**
 * Names a scripted model.
 */
export interface GetModelScriptRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
}
