// From agentflow/worker/v1/worker.proto


/**
 * How a recorded call is undone.
 */
export interface StepCompensation {
  /**
   * The tool.
   */
  'tool'?: (string);
  /**
   * Its arguments, templates over `compensated` included.
   */
  'argumentsJson'?: (string);
}

/**
 * How a recorded call is undone.
 */
export interface StepCompensation__Output {
  /**
   * The tool.
   */
  'tool'?: (string);
  /**
   * Its arguments, templates over `compensated` included.
   */
  'argumentsJson'?: (string);
}
