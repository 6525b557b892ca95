import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { ClusterDomain as _agentflow_cluster_v1_ClusterDomain, ClusterDomain__Output as _agentflow_cluster_v1_ClusterDomain__Output } from './agentflow/cluster/v1/ClusterDomain.js';
import type { ClusterMember as _agentflow_cluster_v1_ClusterMember, ClusterMember__Output as _agentflow_cluster_v1_ClusterMember__Output } from './agentflow/cluster/v1/ClusterMember.js';
import type { ClusterOverview as _agentflow_cluster_v1_ClusterOverview, ClusterOverview__Output as _agentflow_cluster_v1_ClusterOverview__Output } from './agentflow/cluster/v1/ClusterOverview.js';
import type { ClusterServiceClient as _agentflow_cluster_v1_ClusterServiceClient, ClusterServiceDefinition as _agentflow_cluster_v1_ClusterServiceDefinition } from './agentflow/cluster/v1/ClusterService.js';
import type { DomainBacklog as _agentflow_cluster_v1_DomainBacklog, DomainBacklog__Output as _agentflow_cluster_v1_DomainBacklog__Output } from './agentflow/cluster/v1/DomainBacklog.js';
import type { DomainCapacity as _agentflow_cluster_v1_DomainCapacity, DomainCapacity__Output as _agentflow_cluster_v1_DomainCapacity__Output } from './agentflow/cluster/v1/DomainCapacity.js';
import type { OverviewRequest as _agentflow_cluster_v1_OverviewRequest, OverviewRequest__Output as _agentflow_cluster_v1_OverviewRequest__Output } from './agentflow/cluster/v1/OverviewRequest.js';
import type { PartitionShare as _agentflow_cluster_v1_PartitionShare, PartitionShare__Output as _agentflow_cluster_v1_PartitionShare__Output } from './agentflow/cluster/v1/PartitionShare.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentflow: {
    cluster: {
      v1: {
        ClusterDomain: MessageTypeDefinition<_agentflow_cluster_v1_ClusterDomain, _agentflow_cluster_v1_ClusterDomain__Output>
        ClusterMember: MessageTypeDefinition<_agentflow_cluster_v1_ClusterMember, _agentflow_cluster_v1_ClusterMember__Output>
        ClusterOverview: MessageTypeDefinition<_agentflow_cluster_v1_ClusterOverview, _agentflow_cluster_v1_ClusterOverview__Output>
        /**
         * Mirrors ClusterService of packages/ports.
         */
        ClusterService: SubtypeConstructor<typeof grpc.Client, _agentflow_cluster_v1_ClusterServiceClient> & { service: _agentflow_cluster_v1_ClusterServiceDefinition }
        DomainBacklog: MessageTypeDefinition<_agentflow_cluster_v1_DomainBacklog, _agentflow_cluster_v1_DomainBacklog__Output>
        DomainCapacity: MessageTypeDefinition<_agentflow_cluster_v1_DomainCapacity, _agentflow_cluster_v1_DomainCapacity__Output>
        OverviewRequest: MessageTypeDefinition<_agentflow_cluster_v1_OverviewRequest, _agentflow_cluster_v1_OverviewRequest__Output>
        PartitionShare: MessageTypeDefinition<_agentflow_cluster_v1_PartitionShare, _agentflow_cluster_v1_PartitionShare__Output>
      }
    }
  }
}

