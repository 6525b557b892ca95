import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from './agentflow/common/v1/NodeError.js';
import type { Problem as _agentflow_common_v1_Problem, Problem__Output as _agentflow_common_v1_Problem__Output } from './agentflow/common/v1/Problem.js';
import type { StringList as _agentflow_common_v1_StringList, StringList__Output as _agentflow_common_v1_StringList__Output } from './agentflow/common/v1/StringList.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from './agentflow/common/v1/Usage.js';
import type { AddItemsRequest as _agentflow_execution_v1_AddItemsRequest, AddItemsRequest__Output as _agentflow_execution_v1_AddItemsRequest__Output } from './agentflow/execution/v1/AddItemsRequest.js';
import type { AnswerRequest as _agentflow_execution_v1_AnswerRequest, AnswerRequest__Output as _agentflow_execution_v1_AnswerRequest__Output } from './agentflow/execution/v1/AnswerRequest.js';
import type { AttemptView as _agentflow_execution_v1_AttemptView, AttemptView__Output as _agentflow_execution_v1_AttemptView__Output } from './agentflow/execution/v1/AttemptView.js';
import type { BudgetsAnswer as _agentflow_execution_v1_BudgetsAnswer, BudgetsAnswer__Output as _agentflow_execution_v1_BudgetsAnswer__Output } from './agentflow/execution/v1/BudgetsAnswer.js';
import type { BudgetsRequest as _agentflow_execution_v1_BudgetsRequest, BudgetsRequest__Output as _agentflow_execution_v1_BudgetsRequest__Output } from './agentflow/execution/v1/BudgetsRequest.js';
import type { CompensateRequest as _agentflow_execution_v1_CompensateRequest, CompensateRequest__Output as _agentflow_execution_v1_CompensateRequest__Output } from './agentflow/execution/v1/CompensateRequest.js';
import type { CountOpenAnswer as _agentflow_execution_v1_CountOpenAnswer, CountOpenAnswer__Output as _agentflow_execution_v1_CountOpenAnswer__Output } from './agentflow/execution/v1/CountOpenAnswer.js';
import type { CountOpenRequest as _agentflow_execution_v1_CountOpenRequest, CountOpenRequest__Output as _agentflow_execution_v1_CountOpenRequest__Output } from './agentflow/execution/v1/CountOpenRequest.js';
import type { CreateSnapshotRequest as _agentflow_execution_v1_CreateSnapshotRequest, CreateSnapshotRequest__Output as _agentflow_execution_v1_CreateSnapshotRequest__Output } from './agentflow/execution/v1/CreateSnapshotRequest.js';
import type { DelegatedView as _agentflow_execution_v1_DelegatedView, DelegatedView__Output as _agentflow_execution_v1_DelegatedView__Output } from './agentflow/execution/v1/DelegatedView.js';
import type { DelegatedViewList as _agentflow_execution_v1_DelegatedViewList, DelegatedViewList__Output as _agentflow_execution_v1_DelegatedViewList__Output } from './agentflow/execution/v1/DelegatedViewList.js';
import type { EffectView as _agentflow_execution_v1_EffectView, EffectView__Output as _agentflow_execution_v1_EffectView__Output } from './agentflow/execution/v1/EffectView.js';
import type { EffectsAnswer as _agentflow_execution_v1_EffectsAnswer, EffectsAnswer__Output as _agentflow_execution_v1_EffectsAnswer__Output } from './agentflow/execution/v1/EffectsAnswer.js';
import type { EffectsRequest as _agentflow_execution_v1_EffectsRequest, EffectsRequest__Output as _agentflow_execution_v1_EffectsRequest__Output } from './agentflow/execution/v1/EffectsRequest.js';
import type { ExecutionErrorView as _agentflow_execution_v1_ExecutionErrorView, ExecutionErrorView__Output as _agentflow_execution_v1_ExecutionErrorView__Output } from './agentflow/execution/v1/ExecutionErrorView.js';
import type { ExecutionServiceClient as _agentflow_execution_v1_ExecutionServiceClient, ExecutionServiceDefinition as _agentflow_execution_v1_ExecutionServiceDefinition } from './agentflow/execution/v1/ExecutionService.js';
import type { ExecutionSummary as _agentflow_execution_v1_ExecutionSummary, ExecutionSummary__Output as _agentflow_execution_v1_ExecutionSummary__Output } from './agentflow/execution/v1/ExecutionSummary.js';
import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from './agentflow/execution/v1/ExecutionView.js';
import type { ExportLine as _agentflow_execution_v1_ExportLine, ExportLine__Output as _agentflow_execution_v1_ExportLine__Output } from './agentflow/execution/v1/ExportLine.js';
import type { ExportRequest as _agentflow_execution_v1_ExportRequest, ExportRequest__Output as _agentflow_execution_v1_ExportRequest__Output } from './agentflow/execution/v1/ExportRequest.js';
import type { ForkPoint as _agentflow_execution_v1_ForkPoint, ForkPoint__Output as _agentflow_execution_v1_ForkPoint__Output } from './agentflow/execution/v1/ForkPoint.js';
import type { ForkRequest as _agentflow_execution_v1_ForkRequest, ForkRequest__Output as _agentflow_execution_v1_ForkRequest__Output } from './agentflow/execution/v1/ForkRequest.js';
import type { ForkedFrom as _agentflow_execution_v1_ForkedFrom, ForkedFrom__Output as _agentflow_execution_v1_ForkedFrom__Output } from './agentflow/execution/v1/ForkedFrom.js';
import type { GetRequest as _agentflow_execution_v1_GetRequest, GetRequest__Output as _agentflow_execution_v1_GetRequest__Output } from './agentflow/execution/v1/GetRequest.js';
import type { HistoryAnswer as _agentflow_execution_v1_HistoryAnswer, HistoryAnswer__Output as _agentflow_execution_v1_HistoryAnswer__Output } from './agentflow/execution/v1/HistoryAnswer.js';
import type { HistoryItem as _agentflow_execution_v1_HistoryItem, HistoryItem__Output as _agentflow_execution_v1_HistoryItem__Output } from './agentflow/execution/v1/HistoryItem.js';
import type { HistoryRequest as _agentflow_execution_v1_HistoryRequest, HistoryRequest__Output as _agentflow_execution_v1_HistoryRequest__Output } from './agentflow/execution/v1/HistoryRequest.js';
import type { ImportAnswer as _agentflow_execution_v1_ImportAnswer, ImportAnswer__Output as _agentflow_execution_v1_ImportAnswer__Output } from './agentflow/execution/v1/ImportAnswer.js';
import type { ImportRequest as _agentflow_execution_v1_ImportRequest, ImportRequest__Output as _agentflow_execution_v1_ImportRequest__Output } from './agentflow/execution/v1/ImportRequest.js';
import type { ListAnswer as _agentflow_execution_v1_ListAnswer, ListAnswer__Output as _agentflow_execution_v1_ListAnswer__Output } from './agentflow/execution/v1/ListAnswer.js';
import type { ListRequest as _agentflow_execution_v1_ListRequest, ListRequest__Output as _agentflow_execution_v1_ListRequest__Output } from './agentflow/execution/v1/ListRequest.js';
import type { LiveFrame as _agentflow_execution_v1_LiveFrame, LiveFrame__Output as _agentflow_execution_v1_LiveFrame__Output } from './agentflow/execution/v1/LiveFrame.js';
import type { NodeDetailView as _agentflow_execution_v1_NodeDetailView, NodeDetailView__Output as _agentflow_execution_v1_NodeDetailView__Output } from './agentflow/execution/v1/NodeDetailView.js';
import type { NodeRequest as _agentflow_execution_v1_NodeRequest, NodeRequest__Output as _agentflow_execution_v1_NodeRequest__Output } from './agentflow/execution/v1/NodeRequest.js';
import type { NodeView as _agentflow_execution_v1_NodeView, NodeView__Output as _agentflow_execution_v1_NodeView__Output } from './agentflow/execution/v1/NodeView.js';
import type { NodeViewList as _agentflow_execution_v1_NodeViewList, NodeViewList__Output as _agentflow_execution_v1_NodeViewList__Output } from './agentflow/execution/v1/NodeViewList.js';
import type { NodesAnswer as _agentflow_execution_v1_NodesAnswer, NodesAnswer__Output as _agentflow_execution_v1_NodesAnswer__Output } from './agentflow/execution/v1/NodesAnswer.js';
import type { NodesRequest as _agentflow_execution_v1_NodesRequest, NodesRequest__Output as _agentflow_execution_v1_NodesRequest__Output } from './agentflow/execution/v1/NodesRequest.js';
import type { PauseRequest as _agentflow_execution_v1_PauseRequest, PauseRequest__Output as _agentflow_execution_v1_PauseRequest__Output } from './agentflow/execution/v1/PauseRequest.js';
import type { PlanChange as _agentflow_execution_v1_PlanChange, PlanChange__Output as _agentflow_execution_v1_PlanChange__Output } from './agentflow/execution/v1/PlanChange.js';
import type { PoolView as _agentflow_execution_v1_PoolView, PoolView__Output as _agentflow_execution_v1_PoolView__Output } from './agentflow/execution/v1/PoolView.js';
import type { PresentAnswer as _agentflow_execution_v1_PresentAnswer, PresentAnswer__Output as _agentflow_execution_v1_PresentAnswer__Output } from './agentflow/execution/v1/PresentAnswer.js';
import type { PresentRequest as _agentflow_execution_v1_PresentRequest, PresentRequest__Output as _agentflow_execution_v1_PresentRequest__Output } from './agentflow/execution/v1/PresentRequest.js';
import type { RecoveryServiceClient as _agentflow_execution_v1_RecoveryServiceClient, RecoveryServiceDefinition as _agentflow_execution_v1_RecoveryServiceDefinition } from './agentflow/execution/v1/RecoveryService.js';
import type { RepeatedCall as _agentflow_execution_v1_RepeatedCall, RepeatedCall__Output as _agentflow_execution_v1_RepeatedCall__Output } from './agentflow/execution/v1/RepeatedCall.js';
import type { ReplayAnswer as _agentflow_execution_v1_ReplayAnswer, ReplayAnswer__Output as _agentflow_execution_v1_ReplayAnswer__Output } from './agentflow/execution/v1/ReplayAnswer.js';
import type { ReplayRequest as _agentflow_execution_v1_ReplayRequest, ReplayRequest__Output as _agentflow_execution_v1_ReplayRequest__Output } from './agentflow/execution/v1/ReplayRequest.js';
import type { ResolveRequest as _agentflow_execution_v1_ResolveRequest, ResolveRequest__Output as _agentflow_execution_v1_ResolveRequest__Output } from './agentflow/execution/v1/ResolveRequest.js';
import type { RestoreAnswer as _agentflow_execution_v1_RestoreAnswer, RestoreAnswer__Output as _agentflow_execution_v1_RestoreAnswer__Output } from './agentflow/execution/v1/RestoreAnswer.js';
import type { RestoreSnapshotRequest as _agentflow_execution_v1_RestoreSnapshotRequest, RestoreSnapshotRequest__Output as _agentflow_execution_v1_RestoreSnapshotRequest__Output } from './agentflow/execution/v1/RestoreSnapshotRequest.js';
import type { ResumeRequest as _agentflow_execution_v1_ResumeRequest, ResumeRequest__Output as _agentflow_execution_v1_ResumeRequest__Output } from './agentflow/execution/v1/ResumeRequest.js';
import type { RetryAnswer as _agentflow_execution_v1_RetryAnswer, RetryAnswer__Output as _agentflow_execution_v1_RetryAnswer__Output } from './agentflow/execution/v1/RetryAnswer.js';
import type { RetryRequest as _agentflow_execution_v1_RetryRequest, RetryRequest__Output as _agentflow_execution_v1_RetryRequest__Output } from './agentflow/execution/v1/RetryRequest.js';
import type { RevisionChoice as _agentflow_execution_v1_RevisionChoice, RevisionChoice__Output as _agentflow_execution_v1_RevisionChoice__Output } from './agentflow/execution/v1/RevisionChoice.js';
import type { SetBudgetRequest as _agentflow_execution_v1_SetBudgetRequest, SetBudgetRequest__Output as _agentflow_execution_v1_SetBudgetRequest__Output } from './agentflow/execution/v1/SetBudgetRequest.js';
import type { SignalAnswer as _agentflow_execution_v1_SignalAnswer, SignalAnswer__Output as _agentflow_execution_v1_SignalAnswer__Output } from './agentflow/execution/v1/SignalAnswer.js';
import type { SignalByKeyAnswer as _agentflow_execution_v1_SignalByKeyAnswer, SignalByKeyAnswer__Output as _agentflow_execution_v1_SignalByKeyAnswer__Output } from './agentflow/execution/v1/SignalByKeyAnswer.js';
import type { SignalByKeyRequest as _agentflow_execution_v1_SignalByKeyRequest, SignalByKeyRequest__Output as _agentflow_execution_v1_SignalByKeyRequest__Output } from './agentflow/execution/v1/SignalByKeyRequest.js';
import type { SignalRequest as _agentflow_execution_v1_SignalRequest, SignalRequest__Output as _agentflow_execution_v1_SignalRequest__Output } from './agentflow/execution/v1/SignalRequest.js';
import type { SnapshotView as _agentflow_execution_v1_SnapshotView, SnapshotView__Output as _agentflow_execution_v1_SnapshotView__Output } from './agentflow/execution/v1/SnapshotView.js';
import type { SnapshotsAnswer as _agentflow_execution_v1_SnapshotsAnswer, SnapshotsAnswer__Output as _agentflow_execution_v1_SnapshotsAnswer__Output } from './agentflow/execution/v1/SnapshotsAnswer.js';
import type { SnapshotsRequest as _agentflow_execution_v1_SnapshotsRequest, SnapshotsRequest__Output as _agentflow_execution_v1_SnapshotsRequest__Output } from './agentflow/execution/v1/SnapshotsRequest.js';
import type { StartAnswer as _agentflow_execution_v1_StartAnswer, StartAnswer__Output as _agentflow_execution_v1_StartAnswer__Output } from './agentflow/execution/v1/StartAnswer.js';
import type { StartKey as _agentflow_execution_v1_StartKey, StartKey__Output as _agentflow_execution_v1_StartKey__Output } from './agentflow/execution/v1/StartKey.js';
import type { StartRequest as _agentflow_execution_v1_StartRequest, StartRequest__Output as _agentflow_execution_v1_StartRequest__Output } from './agentflow/execution/v1/StartRequest.js';
import type { StepView as _agentflow_execution_v1_StepView, StepView__Output as _agentflow_execution_v1_StepView__Output } from './agentflow/execution/v1/StepView.js';
import type { StopRequest as _agentflow_execution_v1_StopRequest, StopRequest__Output as _agentflow_execution_v1_StopRequest__Output } from './agentflow/execution/v1/StopRequest.js';
import type { ValueAnswer as _agentflow_execution_v1_ValueAnswer, ValueAnswer__Output as _agentflow_execution_v1_ValueAnswer__Output } from './agentflow/execution/v1/ValueAnswer.js';
import type { ValueRequest as _agentflow_execution_v1_ValueRequest, ValueRequest__Output as _agentflow_execution_v1_ValueRequest__Output } from './agentflow/execution/v1/ValueRequest.js';
import type { WaitingView as _agentflow_execution_v1_WaitingView, WaitingView__Output as _agentflow_execution_v1_WaitingView__Output } from './agentflow/execution/v1/WaitingView.js';
import type { WatchRequest as _agentflow_execution_v1_WatchRequest, WatchRequest__Output as _agentflow_execution_v1_WatchRequest__Output } from './agentflow/execution/v1/WatchRequest.js';
import type { DescriptorProto as _google_protobuf_DescriptorProto, DescriptorProto__Output as _google_protobuf_DescriptorProto__Output } from './google/protobuf/DescriptorProto.js';
import type { EnumDescriptorProto as _google_protobuf_EnumDescriptorProto, EnumDescriptorProto__Output as _google_protobuf_EnumDescriptorProto__Output } from './google/protobuf/EnumDescriptorProto.js';
import type { EnumOptions as _google_protobuf_EnumOptions, EnumOptions__Output as _google_protobuf_EnumOptions__Output } from './google/protobuf/EnumOptions.js';
import type { EnumValueDescriptorProto as _google_protobuf_EnumValueDescriptorProto, EnumValueDescriptorProto__Output as _google_protobuf_EnumValueDescriptorProto__Output } from './google/protobuf/EnumValueDescriptorProto.js';
import type { EnumValueOptions as _google_protobuf_EnumValueOptions, EnumValueOptions__Output as _google_protobuf_EnumValueOptions__Output } from './google/protobuf/EnumValueOptions.js';
import type { ExtensionRangeOptions as _google_protobuf_ExtensionRangeOptions, ExtensionRangeOptions__Output as _google_protobuf_ExtensionRangeOptions__Output } from './google/protobuf/ExtensionRangeOptions.js';
import type { FeatureSet as _google_protobuf_FeatureSet, FeatureSet__Output as _google_protobuf_FeatureSet__Output } from './google/protobuf/FeatureSet.js';
import type { FeatureSetDefaults as _google_protobuf_FeatureSetDefaults, FeatureSetDefaults__Output as _google_protobuf_FeatureSetDefaults__Output } from './google/protobuf/FeatureSetDefaults.js';
import type { FieldDescriptorProto as _google_protobuf_FieldDescriptorProto, FieldDescriptorProto__Output as _google_protobuf_FieldDescriptorProto__Output } from './google/protobuf/FieldDescriptorProto.js';
import type { FieldOptions as _google_protobuf_FieldOptions, FieldOptions__Output as _google_protobuf_FieldOptions__Output } from './google/protobuf/FieldOptions.js';
import type { FileDescriptorProto as _google_protobuf_FileDescriptorProto, FileDescriptorProto__Output as _google_protobuf_FileDescriptorProto__Output } from './google/protobuf/FileDescriptorProto.js';
import type { FileDescriptorSet as _google_protobuf_FileDescriptorSet, FileDescriptorSet__Output as _google_protobuf_FileDescriptorSet__Output } from './google/protobuf/FileDescriptorSet.js';
import type { FileOptions as _google_protobuf_FileOptions, FileOptions__Output as _google_protobuf_FileOptions__Output } from './google/protobuf/FileOptions.js';
import type { GeneratedCodeInfo as _google_protobuf_GeneratedCodeInfo, GeneratedCodeInfo__Output as _google_protobuf_GeneratedCodeInfo__Output } from './google/protobuf/GeneratedCodeInfo.js';
import type { MessageOptions as _google_protobuf_MessageOptions, MessageOptions__Output as _google_protobuf_MessageOptions__Output } from './google/protobuf/MessageOptions.js';
import type { MethodDescriptorProto as _google_protobuf_MethodDescriptorProto, MethodDescriptorProto__Output as _google_protobuf_MethodDescriptorProto__Output } from './google/protobuf/MethodDescriptorProto.js';
import type { MethodOptions as _google_protobuf_MethodOptions, MethodOptions__Output as _google_protobuf_MethodOptions__Output } from './google/protobuf/MethodOptions.js';
import type { OneofDescriptorProto as _google_protobuf_OneofDescriptorProto, OneofDescriptorProto__Output as _google_protobuf_OneofDescriptorProto__Output } from './google/protobuf/OneofDescriptorProto.js';
import type { OneofOptions as _google_protobuf_OneofOptions, OneofOptions__Output as _google_protobuf_OneofOptions__Output } from './google/protobuf/OneofOptions.js';
import type { ServiceDescriptorProto as _google_protobuf_ServiceDescriptorProto, ServiceDescriptorProto__Output as _google_protobuf_ServiceDescriptorProto__Output } from './google/protobuf/ServiceDescriptorProto.js';
import type { ServiceOptions as _google_protobuf_ServiceOptions, ServiceOptions__Output as _google_protobuf_ServiceOptions__Output } from './google/protobuf/ServiceOptions.js';
import type { SourceCodeInfo as _google_protobuf_SourceCodeInfo, SourceCodeInfo__Output as _google_protobuf_SourceCodeInfo__Output } from './google/protobuf/SourceCodeInfo.js';
import type { UninterpretedOption as _google_protobuf_UninterpretedOption, UninterpretedOption__Output as _google_protobuf_UninterpretedOption__Output } from './google/protobuf/UninterpretedOption.js';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  agentflow: {
    common: {
      v1: {
        NodeError: MessageTypeDefinition<_agentflow_common_v1_NodeError, _agentflow_common_v1_NodeError__Output>
        Problem: MessageTypeDefinition<_agentflow_common_v1_Problem, _agentflow_common_v1_Problem__Output>
        StringList: MessageTypeDefinition<_agentflow_common_v1_StringList, _agentflow_common_v1_StringList__Output>
        Usage: MessageTypeDefinition<_agentflow_common_v1_Usage, _agentflow_common_v1_Usage__Output>
      }
    }
    execution: {
      v1: {
        AddItemsRequest: MessageTypeDefinition<_agentflow_execution_v1_AddItemsRequest, _agentflow_execution_v1_AddItemsRequest__Output>
        AnswerRequest: MessageTypeDefinition<_agentflow_execution_v1_AnswerRequest, _agentflow_execution_v1_AnswerRequest__Output>
        AttemptView: MessageTypeDefinition<_agentflow_execution_v1_AttemptView, _agentflow_execution_v1_AttemptView__Output>
        BudgetsAnswer: MessageTypeDefinition<_agentflow_execution_v1_BudgetsAnswer, _agentflow_execution_v1_BudgetsAnswer__Output>
        BudgetsRequest: MessageTypeDefinition<_agentflow_execution_v1_BudgetsRequest, _agentflow_execution_v1_BudgetsRequest__Output>
        CompensateRequest: MessageTypeDefinition<_agentflow_execution_v1_CompensateRequest, _agentflow_execution_v1_CompensateRequest__Output>
        CountOpenAnswer: MessageTypeDefinition<_agentflow_execution_v1_CountOpenAnswer, _agentflow_execution_v1_CountOpenAnswer__Output>
        CountOpenRequest: MessageTypeDefinition<_agentflow_execution_v1_CountOpenRequest, _agentflow_execution_v1_CountOpenRequest__Output>
        CreateSnapshotRequest: MessageTypeDefinition<_agentflow_execution_v1_CreateSnapshotRequest, _agentflow_execution_v1_CreateSnapshotRequest__Output>
        DelegatedView: MessageTypeDefinition<_agentflow_execution_v1_DelegatedView, _agentflow_execution_v1_DelegatedView__Output>
        DelegatedViewList: MessageTypeDefinition<_agentflow_execution_v1_DelegatedViewList, _agentflow_execution_v1_DelegatedViewList__Output>
        EffectView: MessageTypeDefinition<_agentflow_execution_v1_EffectView, _agentflow_execution_v1_EffectView__Output>
        EffectsAnswer: MessageTypeDefinition<_agentflow_execution_v1_EffectsAnswer, _agentflow_execution_v1_EffectsAnswer__Output>
        EffectsRequest: MessageTypeDefinition<_agentflow_execution_v1_EffectsRequest, _agentflow_execution_v1_EffectsRequest__Output>
        ExecutionErrorView: MessageTypeDefinition<_agentflow_execution_v1_ExecutionErrorView, _agentflow_execution_v1_ExecutionErrorView__Output>
        /**
         * Mirrors ExecutionService of packages/ports. Errors travel in the metadata `agentflow-error`.
         */
        ExecutionService: SubtypeConstructor<typeof grpc.Client, _agentflow_execution_v1_ExecutionServiceClient> & { service: _agentflow_execution_v1_ExecutionServiceDefinition }
        ExecutionSummary: MessageTypeDefinition<_agentflow_execution_v1_ExecutionSummary, _agentflow_execution_v1_ExecutionSummary__Output>
        ExecutionView: MessageTypeDefinition<_agentflow_execution_v1_ExecutionView, _agentflow_execution_v1_ExecutionView__Output>
        ExportLine: MessageTypeDefinition<_agentflow_execution_v1_ExportLine, _agentflow_execution_v1_ExportLine__Output>
        ExportRequest: MessageTypeDefinition<_agentflow_execution_v1_ExportRequest, _agentflow_execution_v1_ExportRequest__Output>
        ForkPoint: MessageTypeDefinition<_agentflow_execution_v1_ForkPoint, _agentflow_execution_v1_ForkPoint__Output>
        ForkRequest: MessageTypeDefinition<_agentflow_execution_v1_ForkRequest, _agentflow_execution_v1_ForkRequest__Output>
        ForkedFrom: MessageTypeDefinition<_agentflow_execution_v1_ForkedFrom, _agentflow_execution_v1_ForkedFrom__Output>
        GetRequest: MessageTypeDefinition<_agentflow_execution_v1_GetRequest, _agentflow_execution_v1_GetRequest__Output>
        HistoryAnswer: MessageTypeDefinition<_agentflow_execution_v1_HistoryAnswer, _agentflow_execution_v1_HistoryAnswer__Output>
        HistoryItem: MessageTypeDefinition<_agentflow_execution_v1_HistoryItem, _agentflow_execution_v1_HistoryItem__Output>
        HistoryRequest: MessageTypeDefinition<_agentflow_execution_v1_HistoryRequest, _agentflow_execution_v1_HistoryRequest__Output>
        ImportAnswer: MessageTypeDefinition<_agentflow_execution_v1_ImportAnswer, _agentflow_execution_v1_ImportAnswer__Output>
        ImportRequest: MessageTypeDefinition<_agentflow_execution_v1_ImportRequest, _agentflow_execution_v1_ImportRequest__Output>
        ListAnswer: MessageTypeDefinition<_agentflow_execution_v1_ListAnswer, _agentflow_execution_v1_ListAnswer__Output>
        ListRequest: MessageTypeDefinition<_agentflow_execution_v1_ListRequest, _agentflow_execution_v1_ListRequest__Output>
        LiveFrame: MessageTypeDefinition<_agentflow_execution_v1_LiveFrame, _agentflow_execution_v1_LiveFrame__Output>
        NodeDetailView: MessageTypeDefinition<_agentflow_execution_v1_NodeDetailView, _agentflow_execution_v1_NodeDetailView__Output>
        NodeRequest: MessageTypeDefinition<_agentflow_execution_v1_NodeRequest, _agentflow_execution_v1_NodeRequest__Output>
        NodeView: MessageTypeDefinition<_agentflow_execution_v1_NodeView, _agentflow_execution_v1_NodeView__Output>
        NodeViewList: MessageTypeDefinition<_agentflow_execution_v1_NodeViewList, _agentflow_execution_v1_NodeViewList__Output>
        NodesAnswer: MessageTypeDefinition<_agentflow_execution_v1_NodesAnswer, _agentflow_execution_v1_NodesAnswer__Output>
        NodesRequest: MessageTypeDefinition<_agentflow_execution_v1_NodesRequest, _agentflow_execution_v1_NodesRequest__Output>
        PauseRequest: MessageTypeDefinition<_agentflow_execution_v1_PauseRequest, _agentflow_execution_v1_PauseRequest__Output>
        PlanChange: MessageTypeDefinition<_agentflow_execution_v1_PlanChange, _agentflow_execution_v1_PlanChange__Output>
        PoolView: MessageTypeDefinition<_agentflow_execution_v1_PoolView, _agentflow_execution_v1_PoolView__Output>
        PresentAnswer: MessageTypeDefinition<_agentflow_execution_v1_PresentAnswer, _agentflow_execution_v1_PresentAnswer__Output>
        PresentRequest: MessageTypeDefinition<_agentflow_execution_v1_PresentRequest, _agentflow_execution_v1_PresentRequest__Output>
        /**
         * Mirrors RecoveryService of packages/ports. Errors travel in the metadata `agentflow-error`.
         */
        RecoveryService: SubtypeConstructor<typeof grpc.Client, _agentflow_execution_v1_RecoveryServiceClient> & { service: _agentflow_execution_v1_RecoveryServiceDefinition }
        RepeatedCall: MessageTypeDefinition<_agentflow_execution_v1_RepeatedCall, _agentflow_execution_v1_RepeatedCall__Output>
        ReplayAnswer: MessageTypeDefinition<_agentflow_execution_v1_ReplayAnswer, _agentflow_execution_v1_ReplayAnswer__Output>
        ReplayRequest: MessageTypeDefinition<_agentflow_execution_v1_ReplayRequest, _agentflow_execution_v1_ReplayRequest__Output>
        ResolveRequest: MessageTypeDefinition<_agentflow_execution_v1_ResolveRequest, _agentflow_execution_v1_ResolveRequest__Output>
        RestoreAnswer: MessageTypeDefinition<_agentflow_execution_v1_RestoreAnswer, _agentflow_execution_v1_RestoreAnswer__Output>
        RestoreSnapshotRequest: MessageTypeDefinition<_agentflow_execution_v1_RestoreSnapshotRequest, _agentflow_execution_v1_RestoreSnapshotRequest__Output>
        ResumeRequest: MessageTypeDefinition<_agentflow_execution_v1_ResumeRequest, _agentflow_execution_v1_ResumeRequest__Output>
        RetryAnswer: MessageTypeDefinition<_agentflow_execution_v1_RetryAnswer, _agentflow_execution_v1_RetryAnswer__Output>
        RetryRequest: MessageTypeDefinition<_agentflow_execution_v1_RetryRequest, _agentflow_execution_v1_RetryRequest__Output>
        RevisionChoice: MessageTypeDefinition<_agentflow_execution_v1_RevisionChoice, _agentflow_execution_v1_RevisionChoice__Output>
        SetBudgetRequest: MessageTypeDefinition<_agentflow_execution_v1_SetBudgetRequest, _agentflow_execution_v1_SetBudgetRequest__Output>
        SignalAnswer: MessageTypeDefinition<_agentflow_execution_v1_SignalAnswer, _agentflow_execution_v1_SignalAnswer__Output>
        SignalByKeyAnswer: MessageTypeDefinition<_agentflow_execution_v1_SignalByKeyAnswer, _agentflow_execution_v1_SignalByKeyAnswer__Output>
        SignalByKeyRequest: MessageTypeDefinition<_agentflow_execution_v1_SignalByKeyRequest, _agentflow_execution_v1_SignalByKeyRequest__Output>
        SignalRequest: MessageTypeDefinition<_agentflow_execution_v1_SignalRequest, _agentflow_execution_v1_SignalRequest__Output>
        SnapshotView: MessageTypeDefinition<_agentflow_execution_v1_SnapshotView, _agentflow_execution_v1_SnapshotView__Output>
        SnapshotsAnswer: MessageTypeDefinition<_agentflow_execution_v1_SnapshotsAnswer, _agentflow_execution_v1_SnapshotsAnswer__Output>
        SnapshotsRequest: MessageTypeDefinition<_agentflow_execution_v1_SnapshotsRequest, _agentflow_execution_v1_SnapshotsRequest__Output>
        StartAnswer: MessageTypeDefinition<_agentflow_execution_v1_StartAnswer, _agentflow_execution_v1_StartAnswer__Output>
        StartKey: MessageTypeDefinition<_agentflow_execution_v1_StartKey, _agentflow_execution_v1_StartKey__Output>
        StartRequest: MessageTypeDefinition<_agentflow_execution_v1_StartRequest, _agentflow_execution_v1_StartRequest__Output>
        StepView: MessageTypeDefinition<_agentflow_execution_v1_StepView, _agentflow_execution_v1_StepView__Output>
        StopRequest: MessageTypeDefinition<_agentflow_execution_v1_StopRequest, _agentflow_execution_v1_StopRequest__Output>
        ValueAnswer: MessageTypeDefinition<_agentflow_execution_v1_ValueAnswer, _agentflow_execution_v1_ValueAnswer__Output>
        ValueRequest: MessageTypeDefinition<_agentflow_execution_v1_ValueRequest, _agentflow_execution_v1_ValueRequest__Output>
        WaitingView: MessageTypeDefinition<_agentflow_execution_v1_WaitingView, _agentflow_execution_v1_WaitingView__Output>
        WatchRequest: MessageTypeDefinition<_agentflow_execution_v1_WatchRequest, _agentflow_execution_v1_WatchRequest__Output>
      }
    }
  }
  google: {
    protobuf: {
      DescriptorProto: MessageTypeDefinition<_google_protobuf_DescriptorProto, _google_protobuf_DescriptorProto__Output>
      Edition: EnumTypeDefinition
      EnumDescriptorProto: MessageTypeDefinition<_google_protobuf_EnumDescriptorProto, _google_protobuf_EnumDescriptorProto__Output>
      EnumOptions: MessageTypeDefinition<_google_protobuf_EnumOptions, _google_protobuf_EnumOptions__Output>
      EnumValueDescriptorProto: MessageTypeDefinition<_google_protobuf_EnumValueDescriptorProto, _google_protobuf_EnumValueDescriptorProto__Output>
      EnumValueOptions: MessageTypeDefinition<_google_protobuf_EnumValueOptions, _google_protobuf_EnumValueOptions__Output>
      ExtensionRangeOptions: MessageTypeDefinition<_google_protobuf_ExtensionRangeOptions, _google_protobuf_ExtensionRangeOptions__Output>
      FeatureSet: MessageTypeDefinition<_google_protobuf_FeatureSet, _google_protobuf_FeatureSet__Output>
      FeatureSetDefaults: MessageTypeDefinition<_google_protobuf_FeatureSetDefaults, _google_protobuf_FeatureSetDefaults__Output>
      FieldDescriptorProto: MessageTypeDefinition<_google_protobuf_FieldDescriptorProto, _google_protobuf_FieldDescriptorProto__Output>
      FieldOptions: MessageTypeDefinition<_google_protobuf_FieldOptions, _google_protobuf_FieldOptions__Output>
      FileDescriptorProto: MessageTypeDefinition<_google_protobuf_FileDescriptorProto, _google_protobuf_FileDescriptorProto__Output>
      FileDescriptorSet: MessageTypeDefinition<_google_protobuf_FileDescriptorSet, _google_protobuf_FileDescriptorSet__Output>
      FileOptions: MessageTypeDefinition<_google_protobuf_FileOptions, _google_protobuf_FileOptions__Output>
      GeneratedCodeInfo: MessageTypeDefinition<_google_protobuf_GeneratedCodeInfo, _google_protobuf_GeneratedCodeInfo__Output>
      MessageOptions: MessageTypeDefinition<_google_protobuf_MessageOptions, _google_protobuf_MessageOptions__Output>
      MethodDescriptorProto: MessageTypeDefinition<_google_protobuf_MethodDescriptorProto, _google_protobuf_MethodDescriptorProto__Output>
      MethodOptions: MessageTypeDefinition<_google_protobuf_MethodOptions, _google_protobuf_MethodOptions__Output>
      OneofDescriptorProto: MessageTypeDefinition<_google_protobuf_OneofDescriptorProto, _google_protobuf_OneofDescriptorProto__Output>
      OneofOptions: MessageTypeDefinition<_google_protobuf_OneofOptions, _google_protobuf_OneofOptions__Output>
      ServiceDescriptorProto: MessageTypeDefinition<_google_protobuf_ServiceDescriptorProto, _google_protobuf_ServiceDescriptorProto__Output>
      ServiceOptions: MessageTypeDefinition<_google_protobuf_ServiceOptions, _google_protobuf_ServiceOptions__Output>
      SourceCodeInfo: MessageTypeDefinition<_google_protobuf_SourceCodeInfo, _google_protobuf_SourceCodeInfo__Output>
      SymbolVisibility: EnumTypeDefinition
      UninterpretedOption: MessageTypeDefinition<_google_protobuf_UninterpretedOption, _google_protobuf_UninterpretedOption__Output>
    }
  }
}

