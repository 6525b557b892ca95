// From agentflow/stats/v1/stats.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { LagAnswer as _agentflow_stats_v1_LagAnswer, LagAnswer__Output as _agentflow_stats_v1_LagAnswer__Output } from '../../../agentflow/stats/v1/LagAnswer.js';
import type { LagRequest as _agentflow_stats_v1_LagRequest, LagRequest__Output as _agentflow_stats_v1_LagRequest__Output } from '../../../agentflow/stats/v1/LagRequest.js';
import type { QueryAnswer as _agentflow_stats_v1_QueryAnswer, QueryAnswer__Output as _agentflow_stats_v1_QueryAnswer__Output } from '../../../agentflow/stats/v1/QueryAnswer.js';
import type { QueryRequest as _agentflow_stats_v1_QueryRequest, QueryRequest__Output as _agentflow_stats_v1_QueryRequest__Output } from '../../../agentflow/stats/v1/QueryRequest.js';

/**
 * Mirrors StatsService of packages/ports.
 */
export interface StatsServiceClient extends grpc.Client {
  /**
   * How far behind the event stream the figures are.
   */
  Lag(argument: _agentflow_stats_v1_LagRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  Lag(argument: _agentflow_stats_v1_LagRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  Lag(argument: _agentflow_stats_v1_LagRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  Lag(argument: _agentflow_stats_v1_LagRequest, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * How far behind the event stream the figures are.
   */
  lag(argument: _agentflow_stats_v1_LagRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  lag(argument: _agentflow_stats_v1_LagRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  lag(argument: _agentflow_stats_v1_LagRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  lag(argument: _agentflow_stats_v1_LagRequest, callback: grpc.requestCallback<_agentflow_stats_v1_LagAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Figures, grouped.
   */
  Query(argument: _agentflow_stats_v1_QueryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  Query(argument: _agentflow_stats_v1_QueryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  Query(argument: _agentflow_stats_v1_QueryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  Query(argument: _agentflow_stats_v1_QueryRequest, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Figures, grouped.
   */
  query(argument: _agentflow_stats_v1_QueryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  query(argument: _agentflow_stats_v1_QueryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  query(argument: _agentflow_stats_v1_QueryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  query(argument: _agentflow_stats_v1_QueryRequest, callback: grpc.requestCallback<_agentflow_stats_v1_QueryAnswer__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Mirrors StatsService of packages/ports.
 */
export interface StatsServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * How far behind the event stream the figures are.
   */
  Lag: grpc.handleUnaryCall<_agentflow_stats_v1_LagRequest__Output, _agentflow_stats_v1_LagAnswer>;
  
  /**
   * Figures, grouped.
   */
  Query: grpc.handleUnaryCall<_agentflow_stats_v1_QueryRequest__Output, _agentflow_stats_v1_QueryAnswer>;
  
}

export interface StatsServiceDefinition extends grpc.ServiceDefinition {
  Lag: MethodDefinition<_agentflow_stats_v1_LagRequest, _agentflow_stats_v1_LagAnswer, _agentflow_stats_v1_LagRequest__Output, _agentflow_stats_v1_LagAnswer__Output>
  Query: MethodDefinition<_agentflow_stats_v1_QueryRequest, _agentflow_stats_v1_QueryAnswer, _agentflow_stats_v1_QueryRequest__Output, _agentflow_stats_v1_QueryAnswer__Output>
}
