// From agentflow/workflow/v1/workflow.proto


/**
 * What runs under a digest.
 */
export interface FrozenDefinition {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Of the whole revision.
   */
  'digest'?: (string);
  /**
   * As it runs, with a layout.
   */
  'definitionJson'?: (string);
  /**
   * Versions that were resolved, an object.
   */
  'pinsJson'?: (string);
}

/**
 * What runs under a digest.
 */
export interface FrozenDefinition__Output {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Of the whole revision.
   */
  'digest'?: (string);
  /**
   * As it runs, with a layout.
   */
  'definitionJson'?: (string);
  /**
   * Versions that were resolved, an object.
   */
  'pinsJson'?: (string);
}
