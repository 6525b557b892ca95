// From agentflow/workflow/v1/workflow.proto


/**
 * Done.
 */
export interface PutModelScriptAnswer {
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
}

/**
 * Done.
 */
export interface PutModelScriptAnswer__Output {
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
}
