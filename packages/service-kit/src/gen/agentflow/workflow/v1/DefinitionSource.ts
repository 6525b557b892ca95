// From agentflow/workflow/v1/workflow.proto


/**
 * A definition as its author sent it.
 */
export interface DefinitionSource {
  /**
   * Parsed JSON.
   */
  'definitionJson'?: (string);
  /**
   * YAML text whose comments are kept.
   */
  'yaml'?: (string);
  'source'?: "definitionJson"|"yaml";
}

/**
 * A definition as its author sent it.
 */
export interface DefinitionSource__Output {
  /**
   * Parsed JSON.
   */
  'definitionJson'?: (string);
  /**
   * YAML text whose comments are kept.
   */
  'yaml'?: (string);
}
