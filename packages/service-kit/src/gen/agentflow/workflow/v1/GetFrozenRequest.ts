// From agentflow/workflow/v1/workflow.proto


/**
 * Which frozen definition.
 */
export interface GetFrozenRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * It is stored under it.
   */
  'digest'?: (string);
  /**
   * Whose layout it is shown in.
   */
  'workflow'?: (string);
  /**
   * Of that workflow.
   */
  'revision'?: (number);
  '_workflow'?: "workflow";
  '_revision'?: "revision";
}

/**
 * Which frozen definition.
 */
export interface GetFrozenRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * It is stored under it.
   */
  'digest'?: (string);
  /**
   * Whose layout it is shown in.
   */
  'workflow'?: (string);
  /**
   * Of that workflow.
   */
  'revision'?: (number);
}
