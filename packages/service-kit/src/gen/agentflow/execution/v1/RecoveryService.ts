// From agentflow/execution/v1/recovery.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateSnapshotRequest as _agentflow_execution_v1_CreateSnapshotRequest, CreateSnapshotRequest__Output as _agentflow_execution_v1_CreateSnapshotRequest__Output } from '../../../agentflow/execution/v1/CreateSnapshotRequest.js';
import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from '../../../agentflow/execution/v1/ExecutionView.js';
import type { ExportLine as _agentflow_execution_v1_ExportLine, ExportLine__Output as _agentflow_execution_v1_ExportLine__Output } from '../../../agentflow/execution/v1/ExportLine.js';
import type { ExportRequest as _agentflow_execution_v1_ExportRequest, ExportRequest__Output as _agentflow_execution_v1_ExportRequest__Output } from '../../../agentflow/execution/v1/ExportRequest.js';
import type { ForkRequest as _agentflow_execution_v1_ForkRequest, ForkRequest__Output as _agentflow_execution_v1_ForkRequest__Output } from '../../../agentflow/execution/v1/ForkRequest.js';
import type { ImportAnswer as _agentflow_execution_v1_ImportAnswer, ImportAnswer__Output as _agentflow_execution_v1_ImportAnswer__Output } from '../../../agentflow/execution/v1/ImportAnswer.js';
import type { ImportRequest as _agentflow_execution_v1_ImportRequest, ImportRequest__Output as _agentflow_execution_v1_ImportRequest__Output } from '../../../agentflow/execution/v1/ImportRequest.js';
import type { ReplayAnswer as _agentflow_execution_v1_ReplayAnswer, ReplayAnswer__Output as _agentflow_execution_v1_ReplayAnswer__Output } from '../../../agentflow/execution/v1/ReplayAnswer.js';
import type { ReplayRequest as _agentflow_execution_v1_ReplayRequest, ReplayRequest__Output as _agentflow_execution_v1_ReplayRequest__Output } from '../../../agentflow/execution/v1/ReplayRequest.js';
import type { RestoreAnswer as _agentflow_execution_v1_RestoreAnswer, RestoreAnswer__Output as _agentflow_execution_v1_RestoreAnswer__Output } from '../../../agentflow/execution/v1/RestoreAnswer.js';
import type { RestoreSnapshotRequest as _agentflow_execution_v1_RestoreSnapshotRequest, RestoreSnapshotRequest__Output as _agentflow_execution_v1_RestoreSnapshotRequest__Output } from '../../../agentflow/execution/v1/RestoreSnapshotRequest.js';
import type { RetryAnswer as _agentflow_execution_v1_RetryAnswer, RetryAnswer__Output as _agentflow_execution_v1_RetryAnswer__Output } from '../../../agentflow/execution/v1/RetryAnswer.js';
import type { RetryRequest as _agentflow_execution_v1_RetryRequest, RetryRequest__Output as _agentflow_execution_v1_RetryRequest__Output } from '../../../agentflow/execution/v1/RetryRequest.js';
import type { SnapshotView as _agentflow_execution_v1_SnapshotView, SnapshotView__Output as _agentflow_execution_v1_SnapshotView__Output } from '../../../agentflow/execution/v1/SnapshotView.js';
import type { SnapshotsAnswer as _agentflow_execution_v1_SnapshotsAnswer, SnapshotsAnswer__Output as _agentflow_execution_v1_SnapshotsAnswer__Output } from '../../../agentflow/execution/v1/SnapshotsAnswer.js';
import type { SnapshotsRequest as _agentflow_execution_v1_SnapshotsRequest, SnapshotsRequest__Output as _agentflow_execution_v1_SnapshotsRequest__Output } from '../../../agentflow/execution/v1/SnapshotsRequest.js';

/**
 * Mirrors RecoveryService of packages/ports. Errors travel in the metadata `agentflow-error`.
 */
export interface RecoveryServiceClient extends grpc.Client {
  /**
   * Writes a snapshot now.
   */
  CreateSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  CreateSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  CreateSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  CreateSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  /**
   * Writes a snapshot now.
   */
  createSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  createSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  createSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  createSnapshot(argument: _agentflow_execution_v1_CreateSnapshotRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotView__Output>): grpc.ClientUnaryCall;
  
  /**
   * An execution as lines of JSON that another installation can open.
   */
  Export(argument: _agentflow_execution_v1_ExportRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_ExportLine__Output>;
  Export(argument: _agentflow_execution_v1_ExportRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_ExportLine__Output>;
  /**
   * An execution as lines of JSON that another installation can open.
   */
  export(argument: _agentflow_execution_v1_ExportRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_ExportLine__Output>;
  export(argument: _agentflow_execution_v1_ExportRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_ExportLine__Output>;
  
  /**
   * A new execution that begins with the first part of another's history.
   */
  Fork(argument: _agentflow_execution_v1_ForkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Fork(argument: _agentflow_execution_v1_ForkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Fork(argument: _agentflow_execution_v1_ForkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Fork(argument: _agentflow_execution_v1_ForkRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * A new execution that begins with the first part of another's history.
   */
  fork(argument: _agentflow_execution_v1_ForkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  fork(argument: _agentflow_execution_v1_ForkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  fork(argument: _agentflow_execution_v1_ForkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  fork(argument: _agentflow_execution_v1_ForkRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes such lines in, as evidence.
   */
  Import(argument: _agentflow_execution_v1_ImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  Import(argument: _agentflow_execution_v1_ImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  Import(argument: _agentflow_execution_v1_ImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  Import(argument: _agentflow_execution_v1_ImportRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Takes such lines in, as evidence.
   */
  import(argument: _agentflow_execution_v1_ImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  import(argument: _agentflow_execution_v1_ImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  import(argument: _agentflow_execution_v1_ImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  import(argument: _agentflow_execution_v1_ImportRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ImportAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Decides the recorded history again and compares.
   */
  Replay(argument: _agentflow_execution_v1_ReplayRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  Replay(argument: _agentflow_execution_v1_ReplayRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  Replay(argument: _agentflow_execution_v1_ReplayRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  Replay(argument: _agentflow_execution_v1_ReplayRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Decides the recorded history again and compares.
   */
  replay(argument: _agentflow_execution_v1_ReplayRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  replay(argument: _agentflow_execution_v1_ReplayRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  replay(argument: _agentflow_execution_v1_ReplayRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  replay(argument: _agentflow_execution_v1_ReplayRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ReplayAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Rebuilds the state from a snapshot and what follows it in the log.
   */
  RestoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  RestoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  RestoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  RestoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Rebuilds the state from a snapshot and what follows it in the log.
   */
  restoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  restoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  restoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  restoreSnapshot(argument: _agentflow_execution_v1_RestoreSnapshotRequest, callback: grpc.requestCallback<_agentflow_execution_v1_RestoreAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Goes on with a failed or stopped execution.
   */
  Retry(argument: _agentflow_execution_v1_RetryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  Retry(argument: _agentflow_execution_v1_RetryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  Retry(argument: _agentflow_execution_v1_RetryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  Retry(argument: _agentflow_execution_v1_RetryRequest, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Goes on with a failed or stopped execution.
   */
  retry(argument: _agentflow_execution_v1_RetryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  retry(argument: _agentflow_execution_v1_RetryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  retry(argument: _agentflow_execution_v1_RetryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  retry(argument: _agentflow_execution_v1_RetryRequest, callback: grpc.requestCallback<_agentflow_execution_v1_RetryAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Snapshots of an execution, or of an org.
   */
  Snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  Snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  Snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  Snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Snapshots of an execution, or of an org.
   */
  snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  snapshots(argument: _agentflow_execution_v1_SnapshotsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SnapshotsAnswer__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Mirrors RecoveryService of packages/ports. Errors travel in the metadata `agentflow-error`.
 */
export interface RecoveryServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Writes a snapshot now.
   */
  CreateSnapshot: grpc.handleUnaryCall<_agentflow_execution_v1_CreateSnapshotRequest__Output, _agentflow_execution_v1_SnapshotView>;
  
  /**
   * An execution as lines of JSON that another installation can open.
   */
  Export: grpc.handleServerStreamingCall<_agentflow_execution_v1_ExportRequest__Output, _agentflow_execution_v1_ExportLine>;
  
  /**
   * A new execution that begins with the first part of another's history.
   */
  Fork: grpc.handleUnaryCall<_agentflow_execution_v1_ForkRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * Takes such lines in, as evidence.
   */
  Import: grpc.handleUnaryCall<_agentflow_execution_v1_ImportRequest__Output, _agentflow_execution_v1_ImportAnswer>;
  
  /**
   * Decides the recorded history again and compares.
   */
  Replay: grpc.handleUnaryCall<_agentflow_execution_v1_ReplayRequest__Output, _agentflow_execution_v1_ReplayAnswer>;
  
  /**
   * Rebuilds the state from a snapshot and what follows it in the log.
   */
  RestoreSnapshot: grpc.handleUnaryCall<_agentflow_execution_v1_RestoreSnapshotRequest__Output, _agentflow_execution_v1_RestoreAnswer>;
  
  /**
   * Goes on with a failed or stopped execution.
   */
  Retry: grpc.handleUnaryCall<_agentflow_execution_v1_RetryRequest__Output, _agentflow_execution_v1_RetryAnswer>;
  
  /**
   * Snapshots of an execution, or of an org.
   */
  Snapshots: grpc.handleUnaryCall<_agentflow_execution_v1_SnapshotsRequest__Output, _agentflow_execution_v1_SnapshotsAnswer>;
  
}

export interface RecoveryServiceDefinition extends grpc.ServiceDefinition {
  CreateSnapshot: MethodDefinition<_agentflow_execution_v1_CreateSnapshotRequest, _agentflow_execution_v1_SnapshotView, _agentflow_execution_v1_CreateSnapshotRequest__Output, _agentflow_execution_v1_SnapshotView__Output>
  Export: MethodDefinition<_agentflow_execution_v1_ExportRequest, _agentflow_execution_v1_ExportLine, _agentflow_execution_v1_ExportRequest__Output, _agentflow_execution_v1_ExportLine__Output>
  Fork: MethodDefinition<_agentflow_execution_v1_ForkRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_ForkRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  Import: MethodDefinition<_agentflow_execution_v1_ImportRequest, _agentflow_execution_v1_ImportAnswer, _agentflow_execution_v1_ImportRequest__Output, _agentflow_execution_v1_ImportAnswer__Output>
  Replay: MethodDefinition<_agentflow_execution_v1_ReplayRequest, _agentflow_execution_v1_ReplayAnswer, _agentflow_execution_v1_ReplayRequest__Output, _agentflow_execution_v1_ReplayAnswer__Output>
  RestoreSnapshot: MethodDefinition<_agentflow_execution_v1_RestoreSnapshotRequest, _agentflow_execution_v1_RestoreAnswer, _agentflow_execution_v1_RestoreSnapshotRequest__Output, _agentflow_execution_v1_RestoreAnswer__Output>
  Retry: MethodDefinition<_agentflow_execution_v1_RetryRequest, _agentflow_execution_v1_RetryAnswer, _agentflow_execution_v1_RetryRequest__Output, _agentflow_execution_v1_RetryAnswer__Output>
  Snapshots: MethodDefinition<_agentflow_execution_v1_SnapshotsRequest, _agentflow_execution_v1_SnapshotsAnswer, _agentflow_execution_v1_SnapshotsRequest__Output, _agentflow_execution_v1_SnapshotsAnswer__Output>
}
