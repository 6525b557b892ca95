// From agentflow/execution/v1/execution.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AddItemsRequest as _agentflow_execution_v1_AddItemsRequest, AddItemsRequest__Output as _agentflow_execution_v1_AddItemsRequest__Output } from '../../../agentflow/execution/v1/AddItemsRequest.js';
import type { AnswerRequest as _agentflow_execution_v1_AnswerRequest, AnswerRequest__Output as _agentflow_execution_v1_AnswerRequest__Output } from '../../../agentflow/execution/v1/AnswerRequest.js';
import type { BudgetsAnswer as _agentflow_execution_v1_BudgetsAnswer, BudgetsAnswer__Output as _agentflow_execution_v1_BudgetsAnswer__Output } from '../../../agentflow/execution/v1/BudgetsAnswer.js';
import type { BudgetsRequest as _agentflow_execution_v1_BudgetsRequest, BudgetsRequest__Output as _agentflow_execution_v1_BudgetsRequest__Output } from '../../../agentflow/execution/v1/BudgetsRequest.js';
import type { CompensateRequest as _agentflow_execution_v1_CompensateRequest, CompensateRequest__Output as _agentflow_execution_v1_CompensateRequest__Output } from '../../../agentflow/execution/v1/CompensateRequest.js';
import type { CountOpenAnswer as _agentflow_execution_v1_CountOpenAnswer, CountOpenAnswer__Output as _agentflow_execution_v1_CountOpenAnswer__Output } from '../../../agentflow/execution/v1/CountOpenAnswer.js';
import type { CountOpenRequest as _agentflow_execution_v1_CountOpenRequest, CountOpenRequest__Output as _agentflow_execution_v1_CountOpenRequest__Output } from '../../../agentflow/execution/v1/CountOpenRequest.js';
import type { EffectsAnswer as _agentflow_execution_v1_EffectsAnswer, EffectsAnswer__Output as _agentflow_execution_v1_EffectsAnswer__Output } from '../../../agentflow/execution/v1/EffectsAnswer.js';
import type { EffectsRequest as _agentflow_execution_v1_EffectsRequest, EffectsRequest__Output as _agentflow_execution_v1_EffectsRequest__Output } from '../../../agentflow/execution/v1/EffectsRequest.js';
import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from '../../../agentflow/execution/v1/ExecutionView.js';
import type { GetRequest as _agentflow_execution_v1_GetRequest, GetRequest__Output as _agentflow_execution_v1_GetRequest__Output } from '../../../agentflow/execution/v1/GetRequest.js';
import type { HistoryAnswer as _agentflow_execution_v1_HistoryAnswer, HistoryAnswer__Output as _agentflow_execution_v1_HistoryAnswer__Output } from '../../../agentflow/execution/v1/HistoryAnswer.js';
import type { HistoryRequest as _agentflow_execution_v1_HistoryRequest, HistoryRequest__Output as _agentflow_execution_v1_HistoryRequest__Output } from '../../../agentflow/execution/v1/HistoryRequest.js';
import type { ListAnswer as _agentflow_execution_v1_ListAnswer, ListAnswer__Output as _agentflow_execution_v1_ListAnswer__Output } from '../../../agentflow/execution/v1/ListAnswer.js';
import type { ListRequest as _agentflow_execution_v1_ListRequest, ListRequest__Output as _agentflow_execution_v1_ListRequest__Output } from '../../../agentflow/execution/v1/ListRequest.js';
import type { LiveFrame as _agentflow_execution_v1_LiveFrame, LiveFrame__Output as _agentflow_execution_v1_LiveFrame__Output } from '../../../agentflow/execution/v1/LiveFrame.js';
import type { NodeDetailView as _agentflow_execution_v1_NodeDetailView, NodeDetailView__Output as _agentflow_execution_v1_NodeDetailView__Output } from '../../../agentflow/execution/v1/NodeDetailView.js';
import type { NodeRequest as _agentflow_execution_v1_NodeRequest, NodeRequest__Output as _agentflow_execution_v1_NodeRequest__Output } from '../../../agentflow/execution/v1/NodeRequest.js';
import type { NodesAnswer as _agentflow_execution_v1_NodesAnswer, NodesAnswer__Output as _agentflow_execution_v1_NodesAnswer__Output } from '../../../agentflow/execution/v1/NodesAnswer.js';
import type { NodesRequest as _agentflow_execution_v1_NodesRequest, NodesRequest__Output as _agentflow_execution_v1_NodesRequest__Output } from '../../../agentflow/execution/v1/NodesRequest.js';
import type { PauseRequest as _agentflow_execution_v1_PauseRequest, PauseRequest__Output as _agentflow_execution_v1_PauseRequest__Output } from '../../../agentflow/execution/v1/PauseRequest.js';
import type { PresentAnswer as _agentflow_execution_v1_PresentAnswer, PresentAnswer__Output as _agentflow_execution_v1_PresentAnswer__Output } from '../../../agentflow/execution/v1/PresentAnswer.js';
import type { PresentRequest as _agentflow_execution_v1_PresentRequest, PresentRequest__Output as _agentflow_execution_v1_PresentRequest__Output } from '../../../agentflow/execution/v1/PresentRequest.js';
import type { ResolveRequest as _agentflow_execution_v1_ResolveRequest, ResolveRequest__Output as _agentflow_execution_v1_ResolveRequest__Output } from '../../../agentflow/execution/v1/ResolveRequest.js';
import type { ResumeRequest as _agentflow_execution_v1_ResumeRequest, ResumeRequest__Output as _agentflow_execution_v1_ResumeRequest__Output } from '../../../agentflow/execution/v1/ResumeRequest.js';
import type { SetBudgetRequest as _agentflow_execution_v1_SetBudgetRequest, SetBudgetRequest__Output as _agentflow_execution_v1_SetBudgetRequest__Output } from '../../../agentflow/execution/v1/SetBudgetRequest.js';
import type { SignalAnswer as _agentflow_execution_v1_SignalAnswer, SignalAnswer__Output as _agentflow_execution_v1_SignalAnswer__Output } from '../../../agentflow/execution/v1/SignalAnswer.js';
import type { SignalByKeyAnswer as _agentflow_execution_v1_SignalByKeyAnswer, SignalByKeyAnswer__Output as _agentflow_execution_v1_SignalByKeyAnswer__Output } from '../../../agentflow/execution/v1/SignalByKeyAnswer.js';
import type { SignalByKeyRequest as _agentflow_execution_v1_SignalByKeyRequest, SignalByKeyRequest__Output as _agentflow_execution_v1_SignalByKeyRequest__Output } from '../../../agentflow/execution/v1/SignalByKeyRequest.js';
import type { SignalRequest as _agentflow_execution_v1_SignalRequest, SignalRequest__Output as _agentflow_execution_v1_SignalRequest__Output } from '../../../agentflow/execution/v1/SignalRequest.js';
import type { StartAnswer as _agentflow_execution_v1_StartAnswer, StartAnswer__Output as _agentflow_execution_v1_StartAnswer__Output } from '../../../agentflow/execution/v1/StartAnswer.js';
import type { StartRequest as _agentflow_execution_v1_StartRequest, StartRequest__Output as _agentflow_execution_v1_StartRequest__Output } from '../../../agentflow/execution/v1/StartRequest.js';
import type { StopRequest as _agentflow_execution_v1_StopRequest, StopRequest__Output as _agentflow_execution_v1_StopRequest__Output } from '../../../agentflow/execution/v1/StopRequest.js';
import type { ValueAnswer as _agentflow_execution_v1_ValueAnswer, ValueAnswer__Output as _agentflow_execution_v1_ValueAnswer__Output } from '../../../agentflow/execution/v1/ValueAnswer.js';
import type { ValueRequest as _agentflow_execution_v1_ValueRequest, ValueRequest__Output as _agentflow_execution_v1_ValueRequest__Output } from '../../../agentflow/execution/v1/ValueRequest.js';
import type { WatchRequest as _agentflow_execution_v1_WatchRequest, WatchRequest__Output as _agentflow_execution_v1_WatchRequest__Output } from '../../../agentflow/execution/v1/WatchRequest.js';

/**
 * Mirrors ExecutionService of packages/ports. Errors travel in the metadata `agentflow-error`.
 */
export interface ExecutionServiceClient extends grpc.Client {
  /**
   * Adds items to a map that runs.
   */
  AddItems(argument: _agentflow_execution_v1_AddItemsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  AddItems(argument: _agentflow_execution_v1_AddItemsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  AddItems(argument: _agentflow_execution_v1_AddItemsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  AddItems(argument: _agentflow_execution_v1_AddItemsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Adds items to a map that runs.
   */
  addItems(argument: _agentflow_execution_v1_AddItemsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  addItems(argument: _agentflow_execution_v1_AddItemsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  addItems(argument: _agentflow_execution_v1_AddItemsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  addItems(argument: _agentflow_execution_v1_AddItemsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Answers a human node.
   */
  Answer(argument: _agentflow_execution_v1_AnswerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Answer(argument: _agentflow_execution_v1_AnswerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Answer(argument: _agentflow_execution_v1_AnswerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Answer(argument: _agentflow_execution_v1_AnswerRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Answers a human node.
   */
  answer(argument: _agentflow_execution_v1_AnswerRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  answer(argument: _agentflow_execution_v1_AnswerRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  answer(argument: _agentflow_execution_v1_AnswerRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  answer(argument: _agentflow_execution_v1_AnswerRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * How the budgets stand that executions share.
   */
  Budgets(argument: _agentflow_execution_v1_BudgetsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  Budgets(argument: _agentflow_execution_v1_BudgetsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  Budgets(argument: _agentflow_execution_v1_BudgetsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  Budgets(argument: _agentflow_execution_v1_BudgetsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * How the budgets stand that executions share.
   */
  budgets(argument: _agentflow_execution_v1_BudgetsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  budgets(argument: _agentflow_execution_v1_BudgetsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  budgets(argument: _agentflow_execution_v1_BudgetsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  budgets(argument: _agentflow_execution_v1_BudgetsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Undoes what has been done, latest first.
   */
  Compensate(argument: _agentflow_execution_v1_CompensateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Compensate(argument: _agentflow_execution_v1_CompensateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Compensate(argument: _agentflow_execution_v1_CompensateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Compensate(argument: _agentflow_execution_v1_CompensateRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Undoes what has been done, latest first.
   */
  compensate(argument: _agentflow_execution_v1_CompensateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  compensate(argument: _agentflow_execution_v1_CompensateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  compensate(argument: _agentflow_execution_v1_CompensateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  compensate(argument: _agentflow_execution_v1_CompensateRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * How many executions of a workflow have not ended.
   */
  CountOpen(argument: _agentflow_execution_v1_CountOpenRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  CountOpen(argument: _agentflow_execution_v1_CountOpenRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  CountOpen(argument: _agentflow_execution_v1_CountOpenRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  CountOpen(argument: _agentflow_execution_v1_CountOpenRequest, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * How many executions of a workflow have not ended.
   */
  countOpen(argument: _agentflow_execution_v1_CountOpenRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  countOpen(argument: _agentflow_execution_v1_CountOpenRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  countOpen(argument: _agentflow_execution_v1_CountOpenRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  countOpen(argument: _agentflow_execution_v1_CountOpenRequest, callback: grpc.requestCallback<_agentflow_execution_v1_CountOpenAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Calls that changed, or may have changed, something outside.
   */
  Effects(argument: _agentflow_execution_v1_EffectsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  Effects(argument: _agentflow_execution_v1_EffectsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  Effects(argument: _agentflow_execution_v1_EffectsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  Effects(argument: _agentflow_execution_v1_EffectsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Calls that changed, or may have changed, something outside.
   */
  effects(argument: _agentflow_execution_v1_EffectsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  effects(argument: _agentflow_execution_v1_EffectsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  effects(argument: _agentflow_execution_v1_EffectsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  effects(argument: _agentflow_execution_v1_EffectsRequest, callback: grpc.requestCallback<_agentflow_execution_v1_EffectsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * One execution, as durable.
   */
  Get(argument: _agentflow_execution_v1_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentflow_execution_v1_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentflow_execution_v1_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Get(argument: _agentflow_execution_v1_GetRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * One execution, as durable.
   */
  get(argument: _agentflow_execution_v1_GetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  get(argument: _agentflow_execution_v1_GetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  get(argument: _agentflow_execution_v1_GetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  get(argument: _agentflow_execution_v1_GetRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Recorded events, oldest first.
   */
  History(argument: _agentflow_execution_v1_HistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  History(argument: _agentflow_execution_v1_HistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  History(argument: _agentflow_execution_v1_HistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  History(argument: _agentflow_execution_v1_HistoryRequest, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Recorded events, oldest first.
   */
  history(argument: _agentflow_execution_v1_HistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  history(argument: _agentflow_execution_v1_HistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  history(argument: _agentflow_execution_v1_HistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  history(argument: _agentflow_execution_v1_HistoryRequest, callback: grpc.requestCallback<_agentflow_execution_v1_HistoryAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Executions of an org, newest first.
   */
  List(argument: _agentflow_execution_v1_ListRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  List(argument: _agentflow_execution_v1_ListRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  List(argument: _agentflow_execution_v1_ListRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  List(argument: _agentflow_execution_v1_ListRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Executions of an org, newest first.
   */
  list(argument: _agentflow_execution_v1_ListRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  list(argument: _agentflow_execution_v1_ListRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  list(argument: _agentflow_execution_v1_ListRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  list(argument: _agentflow_execution_v1_ListRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ListAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * One node in full.
   */
  Node(argument: _agentflow_execution_v1_NodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  Node(argument: _agentflow_execution_v1_NodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  Node(argument: _agentflow_execution_v1_NodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  Node(argument: _agentflow_execution_v1_NodeRequest, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  /**
   * One node in full.
   */
  node(argument: _agentflow_execution_v1_NodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  node(argument: _agentflow_execution_v1_NodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  node(argument: _agentflow_execution_v1_NodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  node(argument: _agentflow_execution_v1_NodeRequest, callback: grpc.requestCallback<_agentflow_execution_v1_NodeDetailView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Nodes of an execution in path order.
   */
  Nodes(argument: _agentflow_execution_v1_NodesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  Nodes(argument: _agentflow_execution_v1_NodesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  Nodes(argument: _agentflow_execution_v1_NodesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  Nodes(argument: _agentflow_execution_v1_NodesRequest, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Nodes of an execution in path order.
   */
  nodes(argument: _agentflow_execution_v1_NodesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  nodes(argument: _agentflow_execution_v1_NodesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  nodes(argument: _agentflow_execution_v1_NodesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  nodes(argument: _agentflow_execution_v1_NodesRequest, callback: grpc.requestCallback<_agentflow_execution_v1_NodesAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Pauses: attempts in flight finish, nothing new starts.
   */
  Pause(argument: _agentflow_execution_v1_PauseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Pause(argument: _agentflow_execution_v1_PauseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Pause(argument: _agentflow_execution_v1_PauseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Pause(argument: _agentflow_execution_v1_PauseRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Pauses: attempts in flight finish, nothing new starts.
   */
  pause(argument: _agentflow_execution_v1_PauseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  pause(argument: _agentflow_execution_v1_PauseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  pause(argument: _agentflow_execution_v1_PauseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  pause(argument: _agentflow_execution_v1_PauseRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * The present state as frames.
   */
  Present(argument: _agentflow_execution_v1_PresentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  Present(argument: _agentflow_execution_v1_PresentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  Present(argument: _agentflow_execution_v1_PresentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  Present(argument: _agentflow_execution_v1_PresentRequest, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * The present state as frames.
   */
  present(argument: _agentflow_execution_v1_PresentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  present(argument: _agentflow_execution_v1_PresentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  present(argument: _agentflow_execution_v1_PresentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  present(argument: _agentflow_execution_v1_PresentRequest, callback: grpc.requestCallback<_agentflow_execution_v1_PresentAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Says what became of an effect nobody knows the outcome of.
   */
  Resolve(argument: _agentflow_execution_v1_ResolveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Resolve(argument: _agentflow_execution_v1_ResolveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Resolve(argument: _agentflow_execution_v1_ResolveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Resolve(argument: _agentflow_execution_v1_ResolveRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Says what became of an effect nobody knows the outcome of.
   */
  resolve(argument: _agentflow_execution_v1_ResolveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  resolve(argument: _agentflow_execution_v1_ResolveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  resolve(argument: _agentflow_execution_v1_ResolveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  resolve(argument: _agentflow_execution_v1_ResolveRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Goes on after a pause.
   */
  Resume(argument: _agentflow_execution_v1_ResumeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Resume(argument: _agentflow_execution_v1_ResumeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Resume(argument: _agentflow_execution_v1_ResumeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Resume(argument: _agentflow_execution_v1_ResumeRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Goes on after a pause.
   */
  resume(argument: _agentflow_execution_v1_ResumeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  resume(argument: _agentflow_execution_v1_ResumeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  resume(argument: _agentflow_execution_v1_ResumeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  resume(argument: _agentflow_execution_v1_ResumeRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets the budget of the org.
   */
  SetBudget(argument: _agentflow_execution_v1_SetBudgetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  SetBudget(argument: _agentflow_execution_v1_SetBudgetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  SetBudget(argument: _agentflow_execution_v1_SetBudgetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  SetBudget(argument: _agentflow_execution_v1_SetBudgetRequest, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Sets the budget of the org.
   */
  setBudget(argument: _agentflow_execution_v1_SetBudgetRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  setBudget(argument: _agentflow_execution_v1_SetBudgetRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  setBudget(argument: _agentflow_execution_v1_SetBudgetRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  setBudget(argument: _agentflow_execution_v1_SetBudgetRequest, callback: grpc.requestCallback<_agentflow_execution_v1_BudgetsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sends a signal to an execution.
   */
  Signal(argument: _agentflow_execution_v1_SignalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  Signal(argument: _agentflow_execution_v1_SignalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  Signal(argument: _agentflow_execution_v1_SignalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  Signal(argument: _agentflow_execution_v1_SignalRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Sends a signal to an execution.
   */
  signal(argument: _agentflow_execution_v1_SignalRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  signal(argument: _agentflow_execution_v1_SignalRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  signal(argument: _agentflow_execution_v1_SignalRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  signal(argument: _agentflow_execution_v1_SignalRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SignalAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sends a signal to whichever execution waits for it under a key.
   */
  SignalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  SignalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  SignalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  SignalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Sends a signal to whichever execution waits for it under a key.
   */
  signalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  signalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  signalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  signalByKey(argument: _agentflow_execution_v1_SignalByKeyRequest, callback: grpc.requestCallback<_agentflow_execution_v1_SignalByKeyAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Starts an execution; answers once its first commit is durable, or with `wait_ms` once it ended.
   */
  Start(argument: _agentflow_execution_v1_StartRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  Start(argument: _agentflow_execution_v1_StartRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  Start(argument: _agentflow_execution_v1_StartRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  Start(argument: _agentflow_execution_v1_StartRequest, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Starts an execution; answers once its first commit is durable, or with `wait_ms` once it ended.
   */
  start(argument: _agentflow_execution_v1_StartRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  start(argument: _agentflow_execution_v1_StartRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  start(argument: _agentflow_execution_v1_StartRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  start(argument: _agentflow_execution_v1_StartRequest, callback: grpc.requestCallback<_agentflow_execution_v1_StartAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stops for good.
   */
  Stop(argument: _agentflow_execution_v1_StopRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Stop(argument: _agentflow_execution_v1_StopRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Stop(argument: _agentflow_execution_v1_StopRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  Stop(argument: _agentflow_execution_v1_StopRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  /**
   * Stops for good.
   */
  stop(argument: _agentflow_execution_v1_StopRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  stop(argument: _agentflow_execution_v1_StopRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  stop(argument: _agentflow_execution_v1_StopRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  stop(argument: _agentflow_execution_v1_StopRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ExecutionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * The JSON text of a large value.
   */
  Value(argument: _agentflow_execution_v1_ValueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  Value(argument: _agentflow_execution_v1_ValueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  Value(argument: _agentflow_execution_v1_ValueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  Value(argument: _agentflow_execution_v1_ValueRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * The JSON text of a large value.
   */
  value(argument: _agentflow_execution_v1_ValueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  value(argument: _agentflow_execution_v1_ValueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  value(argument: _agentflow_execution_v1_ValueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  value(argument: _agentflow_execution_v1_ValueRequest, callback: grpc.requestCallback<_agentflow_execution_v1_ValueAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Frames from a sequence number on, then live until the end. Cancel the call to stop watching.
   */
  Watch(argument: _agentflow_execution_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_LiveFrame__Output>;
  Watch(argument: _agentflow_execution_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_LiveFrame__Output>;
  /**
   * Frames from a sequence number on, then live until the end. Cancel the call to stop watching.
   */
  watch(argument: _agentflow_execution_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_LiveFrame__Output>;
  watch(argument: _agentflow_execution_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_agentflow_execution_v1_LiveFrame__Output>;
  
}

/**
 * Mirrors ExecutionService of packages/ports. Errors travel in the metadata `agentflow-error`.
 */
export interface ExecutionServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Adds items to a map that runs.
   */
  AddItems: grpc.handleUnaryCall<_agentflow_execution_v1_AddItemsRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * Answers a human node.
   */
  Answer: grpc.handleUnaryCall<_agentflow_execution_v1_AnswerRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * How the budgets stand that executions share.
   */
  Budgets: grpc.handleUnaryCall<_agentflow_execution_v1_BudgetsRequest__Output, _agentflow_execution_v1_BudgetsAnswer>;
  
  /**
   * Undoes what has been done, latest first.
   */
  Compensate: grpc.handleUnaryCall<_agentflow_execution_v1_CompensateRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * How many executions of a workflow have not ended.
   */
  CountOpen: grpc.handleUnaryCall<_agentflow_execution_v1_CountOpenRequest__Output, _agentflow_execution_v1_CountOpenAnswer>;
  
  /**
   * Calls that changed, or may have changed, something outside.
   */
  Effects: grpc.handleUnaryCall<_agentflow_execution_v1_EffectsRequest__Output, _agentflow_execution_v1_EffectsAnswer>;
  
  /**
   * One execution, as durable.
   */
  Get: grpc.handleUnaryCall<_agentflow_execution_v1_GetRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * Recorded events, oldest first.
   */
  History: grpc.handleUnaryCall<_agentflow_execution_v1_HistoryRequest__Output, _agentflow_execution_v1_HistoryAnswer>;
  
  /**
   * Executions of an org, newest first.
   */
  List: grpc.handleUnaryCall<_agentflow_execution_v1_ListRequest__Output, _agentflow_execution_v1_ListAnswer>;
  
  /**
   * One node in full.
   */
  Node: grpc.handleUnaryCall<_agentflow_execution_v1_NodeRequest__Output, _agentflow_execution_v1_NodeDetailView>;
  
  /**
   * Nodes of an execution in path order.
   */
  Nodes: grpc.handleUnaryCall<_agentflow_execution_v1_NodesRequest__Output, _agentflow_execution_v1_NodesAnswer>;
  
  /**
   * Pauses: attempts in flight finish, nothing new starts.
   */
  Pause: grpc.handleUnaryCall<_agentflow_execution_v1_PauseRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * The present state as frames.
   */
  Present: grpc.handleUnaryCall<_agentflow_execution_v1_PresentRequest__Output, _agentflow_execution_v1_PresentAnswer>;
  
  /**
   * Says what became of an effect nobody knows the outcome of.
   */
  Resolve: grpc.handleUnaryCall<_agentflow_execution_v1_ResolveRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * Goes on after a pause.
   */
  Resume: grpc.handleUnaryCall<_agentflow_execution_v1_ResumeRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * Sets the budget of the org.
   */
  SetBudget: grpc.handleUnaryCall<_agentflow_execution_v1_SetBudgetRequest__Output, _agentflow_execution_v1_BudgetsAnswer>;
  
  /**
   * Sends a signal to an execution.
   */
  Signal: grpc.handleUnaryCall<_agentflow_execution_v1_SignalRequest__Output, _agentflow_execution_v1_SignalAnswer>;
  
  /**
   * Sends a signal to whichever execution waits for it under a key.
   */
  SignalByKey: grpc.handleUnaryCall<_agentflow_execution_v1_SignalByKeyRequest__Output, _agentflow_execution_v1_SignalByKeyAnswer>;
  
  /**
   * Starts an execution; answers once its first commit is durable, or with `wait_ms` once it ended.
   */
  Start: grpc.handleUnaryCall<_agentflow_execution_v1_StartRequest__Output, _agentflow_execution_v1_StartAnswer>;
  
  /**
   * Stops for good.
   */
  Stop: grpc.handleUnaryCall<_agentflow_execution_v1_StopRequest__Output, _agentflow_execution_v1_ExecutionView>;
  
  /**
   * The JSON text of a large value.
   */
  Value: grpc.handleUnaryCall<_agentflow_execution_v1_ValueRequest__Output, _agentflow_execution_v1_ValueAnswer>;
  
  /**
   * Frames from a sequence number on, then live until the end. Cancel the call to stop watching.
   */
  Watch: grpc.handleServerStreamingCall<_agentflow_execution_v1_WatchRequest__Output, _agentflow_execution_v1_LiveFrame>;
  
}

export interface ExecutionServiceDefinition extends grpc.ServiceDefinition {
  AddItems: MethodDefinition<_agentflow_execution_v1_AddItemsRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_AddItemsRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  Answer: MethodDefinition<_agentflow_execution_v1_AnswerRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_AnswerRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  Budgets: MethodDefinition<_agentflow_execution_v1_BudgetsRequest, _agentflow_execution_v1_BudgetsAnswer, _agentflow_execution_v1_BudgetsRequest__Output, _agentflow_execution_v1_BudgetsAnswer__Output>
  Compensate: MethodDefinition<_agentflow_execution_v1_CompensateRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_CompensateRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  CountOpen: MethodDefinition<_agentflow_execution_v1_CountOpenRequest, _agentflow_execution_v1_CountOpenAnswer, _agentflow_execution_v1_CountOpenRequest__Output, _agentflow_execution_v1_CountOpenAnswer__Output>
  Effects: MethodDefinition<_agentflow_execution_v1_EffectsRequest, _agentflow_execution_v1_EffectsAnswer, _agentflow_execution_v1_EffectsRequest__Output, _agentflow_execution_v1_EffectsAnswer__Output>
  Get: MethodDefinition<_agentflow_execution_v1_GetRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_GetRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  History: MethodDefinition<_agentflow_execution_v1_HistoryRequest, _agentflow_execution_v1_HistoryAnswer, _agentflow_execution_v1_HistoryRequest__Output, _agentflow_execution_v1_HistoryAnswer__Output>
  List: MethodDefinition<_agentflow_execution_v1_ListRequest, _agentflow_execution_v1_ListAnswer, _agentflow_execution_v1_ListRequest__Output, _agentflow_execution_v1_ListAnswer__Output>
  Node: MethodDefinition<_agentflow_execution_v1_NodeRequest, _agentflow_execution_v1_NodeDetailView, _agentflow_execution_v1_NodeRequest__Output, _agentflow_execution_v1_NodeDetailView__Output>
  Nodes: MethodDefinition<_agentflow_execution_v1_NodesRequest, _agentflow_execution_v1_NodesAnswer, _agentflow_execution_v1_NodesRequest__Output, _agentflow_execution_v1_NodesAnswer__Output>
  Pause: MethodDefinition<_agentflow_execution_v1_PauseRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_PauseRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  Present: MethodDefinition<_agentflow_execution_v1_PresentRequest, _agentflow_execution_v1_PresentAnswer, _agentflow_execution_v1_PresentRequest__Output, _agentflow_execution_v1_PresentAnswer__Output>
  Resolve: MethodDefinition<_agentflow_execution_v1_ResolveRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_ResolveRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  Resume: MethodDefinition<_agentflow_execution_v1_ResumeRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_ResumeRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  SetBudget: MethodDefinition<_agentflow_execution_v1_SetBudgetRequest, _agentflow_execution_v1_BudgetsAnswer, _agentflow_execution_v1_SetBudgetRequest__Output, _agentflow_execution_v1_BudgetsAnswer__Output>
  Signal: MethodDefinition<_agentflow_execution_v1_SignalRequest, _agentflow_execution_v1_SignalAnswer, _agentflow_execution_v1_SignalRequest__Output, _agentflow_execution_v1_SignalAnswer__Output>
  SignalByKey: MethodDefinition<_agentflow_execution_v1_SignalByKeyRequest, _agentflow_execution_v1_SignalByKeyAnswer, _agentflow_execution_v1_SignalByKeyRequest__Output, _agentflow_execution_v1_SignalByKeyAnswer__Output>
  Start: MethodDefinition<_agentflow_execution_v1_StartRequest, _agentflow_execution_v1_StartAnswer, _agentflow_execution_v1_StartRequest__Output, _agentflow_execution_v1_StartAnswer__Output>
  Stop: MethodDefinition<_agentflow_execution_v1_StopRequest, _agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_StopRequest__Output, _agentflow_execution_v1_ExecutionView__Output>
  Value: MethodDefinition<_agentflow_execution_v1_ValueRequest, _agentflow_execution_v1_ValueAnswer, _agentflow_execution_v1_ValueRequest__Output, _agentflow_execution_v1_ValueAnswer__Output>
  Watch: MethodDefinition<_agentflow_execution_v1_WatchRequest, _agentflow_execution_v1_LiveFrame, _agentflow_execution_v1_WatchRequest__Output, _agentflow_execution_v1_LiveFrame__Output>
}
