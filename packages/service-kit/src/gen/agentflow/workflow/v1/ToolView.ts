// From agentflow/workflow/v1/workflow.proto


/**
 * A tool.
 */
export interface ToolView {
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * For people.
   */
  'title'?: (string);
  /**
   * For people and models.
   */
  'description'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
  /**
   * JSON Schema.
   */
  'parametersJson'?: (string);
  /**
   * JSON Schema.
   */
  'outputJson'?: (string);
}

/**
 * A tool.
 */
export interface ToolView__Output {
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * For people.
   */
  'title'?: (string);
  /**
   * For people and models.
   */
  'description'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
  /**
   * JSON Schema.
   */
  'parametersJson'?: (string);
  /**
   * JSON Schema.
   */
  'outputJson'?: (string);
}
