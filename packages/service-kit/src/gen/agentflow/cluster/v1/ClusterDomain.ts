// From agentflow/cluster/v1/cluster.proto

import type { PartitionShare as _agentflow_cluster_v1_PartitionShare, PartitionShare__Output as _agentflow_cluster_v1_PartitionShare__Output } from '../../../agentflow/cluster/v1/PartitionShare.js';
import type { DomainCapacity as _agentflow_cluster_v1_DomainCapacity, DomainCapacity__Output as _agentflow_cluster_v1_DomainCapacity__Output } from '../../../agentflow/cluster/v1/DomainCapacity.js';
import type { DomainBacklog as _agentflow_cluster_v1_DomainBacklog, DomainBacklog__Output as _agentflow_cluster_v1_DomainBacklog__Output } from '../../../agentflow/cluster/v1/DomainBacklog.js';

/**
 * A domain and who serves it.
 */
export interface ClusterDomain {
  /**
   * Its name.
   */
  'domain'?: (string);
  /**
   * How many partitions it has.
   */
  'partitions'?: (number);
  /**
   * How many of them have an owner.
   */
  'owned'?: (number);
  /**
   * Who owns how much.
   */
  'owners'?: (_agentflow_cluster_v1_PartitionShare)[];
  /**
   * Workers and their room.
   */
  'capacity'?: (_agentflow_cluster_v1_DomainCapacity | null);
  /**
   * What waits.
   */
  'backlog'?: (_agentflow_cluster_v1_DomainBacklog | null);
  /**
   * ok, short or down.
   */
  'health'?: (string);
}

/**
 * A domain and who serves it.
 */
export interface ClusterDomain__Output {
  /**
   * Its name.
   */
  'domain'?: (string);
  /**
   * How many partitions it has.
   */
  'partitions'?: (number);
  /**
   * How many of them have an owner.
   */
  'owned'?: (number);
  /**
   * Who owns how much.
   */
  'owners'?: (_agentflow_cluster_v1_PartitionShare__Output)[];
  /**
   * Workers and their room.
   */
  'capacity'?: (_agentflow_cluster_v1_DomainCapacity__Output);
  /**
   * What waits.
   */
  'backlog'?: (_agentflow_cluster_v1_DomainBacklog__Output);
  /**
   * ok, short or down.
   */
  'health'?: (string);
}
