// From agentflow/execution/v1/coordination.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DeliverAnswer as _agentflow_execution_v1_DeliverAnswer, DeliverAnswer__Output as _agentflow_execution_v1_DeliverAnswer__Output } from '../../../agentflow/execution/v1/DeliverAnswer.js';
import type { DeliverRequest as _agentflow_execution_v1_DeliverRequest, DeliverRequest__Output as _agentflow_execution_v1_DeliverRequest__Output } from '../../../agentflow/execution/v1/DeliverRequest.js';

/**
 * Mirrors CoordinationService of packages/ports.
 */
export interface CoordinationServiceClient extends grpc.Client {
  /**
   * Hands a message to an execution of this owner; answers once what it led to is durable.
   */
  Deliver(argument: _agentflow_execution_v1_DeliverRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  Deliver(argument: _agentflow_execution_v1_DeliverRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  Deliver(argument: _agentflow_execution_v1_DeliverRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  Deliver(argument: _agentflow_execution_v1_DeliverRequest, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Hands a message to an execution of this owner; answers once what it led to is durable.
   */
  deliver(argument: _agentflow_execution_v1_DeliverRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  deliver(argument: _agentflow_execution_v1_DeliverRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  deliver(argument: _agentflow_execution_v1_DeliverRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  deliver(argument: _agentflow_execution_v1_DeliverRequest, callback: grpc.requestCallback<_agentflow_execution_v1_DeliverAnswer__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Mirrors CoordinationService of packages/ports.
 */
export interface CoordinationServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Hands a message to an execution of this owner; answers once what it led to is durable.
   */
  Deliver: grpc.handleUnaryCall<_agentflow_execution_v1_DeliverRequest__Output, _agentflow_execution_v1_DeliverAnswer>;
  
}

export interface CoordinationServiceDefinition extends grpc.ServiceDefinition {
  Deliver: MethodDefinition<_agentflow_execution_v1_DeliverRequest, _agentflow_execution_v1_DeliverAnswer, _agentflow_execution_v1_DeliverRequest__Output, _agentflow_execution_v1_DeliverAnswer__Output>
}
