// From agentflow/cluster/v1/cluster.proto


/**
 * What one member owns of a domain.
 */
export interface PartitionShare {
  /**
   * Id of the member.
   */
  'owner'?: (string);
  /**
   * Numbers, rising.
   */
  'partitions'?: (number)[];
}

/**
 * What one member owns of a domain.
 */
export interface PartitionShare__Output {
  /**
   * Id of the member.
   */
  'owner'?: (string);
  /**
   * Numbers, rising.
   */
  'partitions'?: (number)[];
}
