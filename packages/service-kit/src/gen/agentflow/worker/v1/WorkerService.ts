// From agentflow/worker/v1/worker.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CoordinatorMessage as _agentflow_worker_v1_CoordinatorMessage, CoordinatorMessage__Output as _agentflow_worker_v1_CoordinatorMessage__Output } from '../../../agentflow/worker/v1/CoordinatorMessage.js';
import type { WorkerMessage as _agentflow_worker_v1_WorkerMessage, WorkerMessage__Output as _agentflow_worker_v1_WorkerMessage__Output } from '../../../agentflow/worker/v1/WorkerMessage.js';

/**
 * Mirrors the messages of packages/ports, worker-link. One stream per worker process.
 */
export interface WorkerServiceClient extends grpc.Client {
  /**
   * Begins with `hello`; each side sends as it has something to say.
   * buf:lint:ignore RPC_REQUEST_STANDARD_NAME
   */
  Connect(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentflow_worker_v1_WorkerMessage, _agentflow_worker_v1_CoordinatorMessage__Output>;
  Connect(options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentflow_worker_v1_WorkerMessage, _agentflow_worker_v1_CoordinatorMessage__Output>;
  /**
   * Begins with `hello`; each side sends as it has something to say.
   * buf:lint:ignore RPC_REQUEST_STANDARD_NAME
   */
  connect(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentflow_worker_v1_WorkerMessage, _agentflow_worker_v1_CoordinatorMessage__Output>;
  connect(options?: grpc.CallOptions): grpc.ClientDuplexStream<_agentflow_worker_v1_WorkerMessage, _agentflow_worker_v1_CoordinatorMessage__Output>;
  
}

/**
 * Mirrors the messages of packages/ports, worker-link. One stream per worker process.
 */
export interface WorkerServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Begins with `hello`; each side sends as it has something to say.
   * buf:lint:ignore RPC_REQUEST_STANDARD_NAME
   */
  Connect: grpc.handleBidiStreamingCall<_agentflow_worker_v1_WorkerMessage__Output, _agentflow_worker_v1_CoordinatorMessage>;
  
}

export interface WorkerServiceDefinition extends grpc.ServiceDefinition {
  Connect: MethodDefinition<_agentflow_worker_v1_WorkerMessage, _agentflow_worker_v1_CoordinatorMessage, _agentflow_worker_v1_WorkerMessage__Output, _agentflow_worker_v1_CoordinatorMessage__Output>
}
