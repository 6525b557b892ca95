// From agentflow/workflow/v1/workflow.proto


/**
 * A scripted model.
 */
export interface ModelScript {
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
  /**
   * The list.
   */
  'scriptJson'?: (string);
}

/**
 * A scripted model.
 */
export interface ModelScript__Output {
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
  /**
   * The list.
   */
  'scriptJson'?: (string);
}
