// From agentflow/cluster/v1/cluster.proto

import type { ClusterDomain as _agentflow_cluster_v1_ClusterDomain, ClusterDomain__Output as _agentflow_cluster_v1_ClusterDomain__Output } from '../../../agentflow/cluster/v1/ClusterDomain.js';
import type { ClusterMember as _agentflow_cluster_v1_ClusterMember, ClusterMember__Output as _agentflow_cluster_v1_ClusterMember__Output } from '../../../agentflow/cluster/v1/ClusterMember.js';

/**
 * How the platform stands.
 */
export interface ClusterOverview {
  /**
   * When, RFC 3339.
   */
  'at'?: (string);
  /**
   * ok, short or down.
   */
  'health'?: (string);
  /**
   * By name, the master's first.
   */
  'domains'?: (_agentflow_cluster_v1_ClusterDomain)[];
  /**
   * Oldest first.
   */
  'members'?: (_agentflow_cluster_v1_ClusterMember)[];
}

/**
 * How the platform stands.
 */
export interface ClusterOverview__Output {
  /**
   * When, RFC 3339.
   */
  'at'?: (string);
  /**
   * ok, short or down.
   */
  'health'?: (string);
  /**
   * By name, the master's first.
   */
  'domains'?: (_agentflow_cluster_v1_ClusterDomain__Output)[];
  /**
   * Oldest first.
   */
  'members'?: (_agentflow_cluster_v1_ClusterMember__Output)[];
}
