// From agentflow/workflow/v1/workflow.proto


/**
 * A draft as text.
 */
export interface WorkflowYaml {
  /**
   * The text.
   */
  'yaml'?: (string);
  /**
   * Quoted, ready for the header.
   */
  'etag'?: (string);
}

/**
 * A draft as text.
 */
export interface WorkflowYaml__Output {
  /**
   * The text.
   */
  'yaml'?: (string);
  /**
   * Quoted, ready for the header.
   */
  'etag'?: (string);
}
