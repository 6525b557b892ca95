// From agentflow/cluster/v1/cluster.proto


/**
 * Room for tasks.
 */
export interface DomainCapacity {
  /**
   * Connected workers.
   */
  'workers'?: (number);
  /**
   * Tasks that they could take now.
   */
  'slots'?: (number);
  /**
   * Tasks that they are at.
   */
  'running'?: (number);
}

/**
 * Room for tasks.
 */
export interface DomainCapacity__Output {
  /**
   * Connected workers.
   */
  'workers'?: (number);
  /**
   * Tasks that they could take now.
   */
  'slots'?: (number);
  /**
   * Tasks that they are at.
   */
  'running'?: (number);
}
