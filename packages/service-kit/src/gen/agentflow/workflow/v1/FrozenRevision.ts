// From agentflow/workflow/v1/workflow.proto


/**
 * What an execution needs of a revision.
 */
export interface FrozenRevision {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name at this revision.
   */
  'workflowName'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * The definition is stored under it.
   */
  'digest'?: (string);
  /**
   * JSON Schema of the input.
   */
  'inputsJson'?: (string);
}

/**
 * What an execution needs of a revision.
 */
export interface FrozenRevision__Output {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name at this revision.
   */
  'workflowName'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * The definition is stored under it.
   */
  'digest'?: (string);
  /**
   * JSON Schema of the input.
   */
  'inputsJson'?: (string);
}
