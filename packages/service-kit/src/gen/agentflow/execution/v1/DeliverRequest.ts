// From agentflow/execution/v1/coordination.proto


/**
 * A message between executions.
 */
export interface DeliverRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution whose commit holds it.
   */
  'from'?: (string);
  /**
   * The receiver and its command.
   */
  'messageJson'?: (string);
}

/**
 * A message between executions.
 */
export interface DeliverRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution whose commit holds it.
   */
  'from'?: (string);
  /**
   * The receiver and its command.
   */
  'messageJson'?: (string);
}
