// From agentflow/cluster/v1/cluster.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ClusterOverview as _agentflow_cluster_v1_ClusterOverview, ClusterOverview__Output as _agentflow_cluster_v1_ClusterOverview__Output } from '../../../agentflow/cluster/v1/ClusterOverview.js';
import type { OverviewRequest as _agentflow_cluster_v1_OverviewRequest, OverviewRequest__Output as _agentflow_cluster_v1_OverviewRequest__Output } from '../../../agentflow/cluster/v1/OverviewRequest.js';

/**
 * Mirrors ClusterService of packages/ports.
 */
export interface ClusterServiceClient extends grpc.Client {
  /**
   * Everything at once, as it is known now.
   */
  Overview(argument: _agentflow_cluster_v1_OverviewRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  Overview(argument: _agentflow_cluster_v1_OverviewRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  Overview(argument: _agentflow_cluster_v1_OverviewRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  Overview(argument: _agentflow_cluster_v1_OverviewRequest, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  /**
   * Everything at once, as it is known now.
   */
  overview(argument: _agentflow_cluster_v1_OverviewRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  overview(argument: _agentflow_cluster_v1_OverviewRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  overview(argument: _agentflow_cluster_v1_OverviewRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  overview(argument: _agentflow_cluster_v1_OverviewRequest, callback: grpc.requestCallback<_agentflow_cluster_v1_ClusterOverview__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Mirrors ClusterService of packages/ports.
 */
export interface ClusterServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Everything at once, as it is known now.
   */
  Overview: grpc.handleUnaryCall<_agentflow_cluster_v1_OverviewRequest__Output, _agentflow_cluster_v1_ClusterOverview>;
  
}

export interface ClusterServiceDefinition extends grpc.ServiceDefinition {
  Overview: MethodDefinition<_agentflow_cluster_v1_OverviewRequest, _agentflow_cluster_v1_ClusterOverview, _agentflow_cluster_v1_OverviewRequest__Output, _agentflow_cluster_v1_ClusterOverview__Output>
}
