// From agentflow/workflow/v1/workflow.proto


/**
 * A scripted model to put.
 */
export interface PutModelScriptRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
  /**
   * A list of `{ when?, reply, delaySeconds?, usage? }`.
   */
  'scriptJson'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * A scripted model to put.
 */
export interface PutModelScriptRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * `scripted/<name>`.
   */
  'name'?: (string);
  /**
   * A list of `{ when?, reply, delaySeconds?, usage? }`.
   */
  'scriptJson'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
