// From agentflow/execution/v1/recovery.proto


/**
 * One difference between two revisions, and what it means for the execution.
 */
export interface PlanChange {
  /**
   * Where the node stands in the definition.
   */
  'path'?: (string);
  /**
   * Its id.
   */
  'nodeId'?: (string);
  /**
   * `added`, `removed`, `type`, `edges` or `config`.
   */
  'change'?: (string);
  /**
   * What comes of it.
   */
  'effect'?: (string);
}

/**
 * One difference between two revisions, and what it means for the execution.
 */
export interface PlanChange__Output {
  /**
   * Where the node stands in the definition.
   */
  'path'?: (string);
  /**
   * Its id.
   */
  'nodeId'?: (string);
  /**
   * `added`, `removed`, `type`, `edges` or `config`.
   */
  'change'?: (string);
  /**
   * What comes of it.
   */
  'effect'?: (string);
}
