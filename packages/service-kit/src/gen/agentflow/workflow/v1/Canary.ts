// From agentflow/workflow/v1/workflow.proto


/**
 * A revision that runs a share of the new executions.
 */
export interface Canary {
  /**
   * The revision.
   */
  'revision'?: (number);
  /**
   * The definition is stored under it.
   */
  'digest'?: (string);
  /**
   * JSON Schema of its input.
   */
  'inputsJson'?: (string);
  /**
   * 1 to 99.
   */
  'percent'?: (number);
}

/**
 * A revision that runs a share of the new executions.
 */
export interface Canary__Output {
  /**
   * The revision.
   */
  'revision'?: (number);
  /**
   * The definition is stored under it.
   */
  'digest'?: (string);
  /**
   * JSON Schema of its input.
   */
  'inputsJson'?: (string);
  /**
   * 1 to 99.
   */
  'percent'?: (number);
}
