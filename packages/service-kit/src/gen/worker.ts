import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from './agentflow/common/v1/NodeError.js';
import type { Problem as _agentflow_common_v1_Problem, Problem__Output as _agentflow_common_v1_Problem__Output } from './agentflow/common/v1/Problem.js';
import type { StringList as _agentflow_common_v1_StringList, StringList__Output as _agentflow_common_v1_StringList__Output } from './agentflow/common/v1/StringList.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from './agentflow/common/v1/Usage.js';
import type { Ack as _agentflow_worker_v1_Ack, Ack__Output as _agentflow_worker_v1_Ack__Output } from './agentflow/worker/v1/Ack.js';
import type { Adopted as _agentflow_worker_v1_Adopted, Adopted__Output as _agentflow_worker_v1_Adopted__Output } from './agentflow/worker/v1/Adopted.js';
import type { BindingValue as _agentflow_worker_v1_BindingValue, BindingValue__Output as _agentflow_worker_v1_BindingValue__Output } from './agentflow/worker/v1/BindingValue.js';
import type { Cancel as _agentflow_worker_v1_Cancel, Cancel__Output as _agentflow_worker_v1_Cancel__Output } from './agentflow/worker/v1/Cancel.js';
import type { Cheaper as _agentflow_worker_v1_Cheaper, Cheaper__Output as _agentflow_worker_v1_Cheaper__Output } from './agentflow/worker/v1/Cheaper.js';
import type { CompensatingCall as _agentflow_worker_v1_CompensatingCall, CompensatingCall__Output as _agentflow_worker_v1_CompensatingCall__Output } from './agentflow/worker/v1/CompensatingCall.js';
import type { CoordinatorMessage as _agentflow_worker_v1_CoordinatorMessage, CoordinatorMessage__Output as _agentflow_worker_v1_CoordinatorMessage__Output } from './agentflow/worker/v1/CoordinatorMessage.js';
import type { Delta as _agentflow_worker_v1_Delta, Delta__Output as _agentflow_worker_v1_Delta__Output } from './agentflow/worker/v1/Delta.js';
import type { Grant as _agentflow_worker_v1_Grant, Grant__Output as _agentflow_worker_v1_Grant__Output } from './agentflow/worker/v1/Grant.js';
import type { Heartbeat as _agentflow_worker_v1_Heartbeat, Heartbeat__Output as _agentflow_worker_v1_Heartbeat__Output } from './agentflow/worker/v1/Heartbeat.js';
import type { Held as _agentflow_worker_v1_Held, Held__Output as _agentflow_worker_v1_Held__Output } from './agentflow/worker/v1/Held.js';
import type { HeldTasks as _agentflow_worker_v1_HeldTasks, HeldTasks__Output as _agentflow_worker_v1_HeldTasks__Output } from './agentflow/worker/v1/HeldTasks.js';
import type { Hello as _agentflow_worker_v1_Hello, Hello__Output as _agentflow_worker_v1_Hello__Output } from './agentflow/worker/v1/Hello.js';
import type { Log as _agentflow_worker_v1_Log, Log__Output as _agentflow_worker_v1_Log__Output } from './agentflow/worker/v1/Log.js';
import type { Nack as _agentflow_worker_v1_Nack, Nack__Output as _agentflow_worker_v1_Nack__Output } from './agentflow/worker/v1/Nack.js';
import type { Offer as _agentflow_worker_v1_Offer, Offer__Output as _agentflow_worker_v1_Offer__Output } from './agentflow/worker/v1/Offer.js';
import type { OfferedTask as _agentflow_worker_v1_OfferedTask, OfferedTask__Output as _agentflow_worker_v1_OfferedTask__Output } from './agentflow/worker/v1/OfferedTask.js';
import type { Refuse as _agentflow_worker_v1_Refuse, Refuse__Output as _agentflow_worker_v1_Refuse__Output } from './agentflow/worker/v1/Refuse.js';
import type { Released as _agentflow_worker_v1_Released, Released__Output as _agentflow_worker_v1_Released__Output } from './agentflow/worker/v1/Released.js';
import type { Reserve as _agentflow_worker_v1_Reserve, Reserve__Output as _agentflow_worker_v1_Reserve__Output } from './agentflow/worker/v1/Reserve.js';
import type { Reserved as _agentflow_worker_v1_Reserved, Reserved__Output as _agentflow_worker_v1_Reserved__Output } from './agentflow/worker/v1/Reserved.js';
import type { Result as _agentflow_worker_v1_Result, Result__Output as _agentflow_worker_v1_Result__Output } from './agentflow/worker/v1/Result.js';
import type { RollCall as _agentflow_worker_v1_RollCall, RollCall__Output as _agentflow_worker_v1_RollCall__Output } from './agentflow/worker/v1/RollCall.js';
import type { Step as _agentflow_worker_v1_Step, Step__Output as _agentflow_worker_v1_Step__Output } from './agentflow/worker/v1/Step.js';
import type { StepCompensation as _agentflow_worker_v1_StepCompensation, StepCompensation__Output as _agentflow_worker_v1_StepCompensation__Output } from './agentflow/worker/v1/StepCompensation.js';
import type { StepRecord as _agentflow_worker_v1_StepRecord, StepRecord__Output as _agentflow_worker_v1_StepRecord__Output } from './agentflow/worker/v1/StepRecord.js';
import type { StepStart as _agentflow_worker_v1_StepStart, StepStart__Output as _agentflow_worker_v1_StepStart__Output } from './agentflow/worker/v1/StepStart.js';
import type { Task as _agentflow_worker_v1_Task, Task__Output as _agentflow_worker_v1_Task__Output } from './agentflow/worker/v1/Task.js';
import type { TaskBudget as _agentflow_worker_v1_TaskBudget, TaskBudget__Output as _agentflow_worker_v1_TaskBudget__Output } from './agentflow/worker/v1/TaskBudget.js';
import type { TaskError as _agentflow_worker_v1_TaskError, TaskError__Output as _agentflow_worker_v1_TaskError__Output } from './agentflow/worker/v1/TaskError.js';
import type { TaskOffer as _agentflow_worker_v1_TaskOffer, TaskOffer__Output as _agentflow_worker_v1_TaskOffer__Output } from './agentflow/worker/v1/TaskOffer.js';
import type { TaskOutcome as _agentflow_worker_v1_TaskOutcome, TaskOutcome__Output as _agentflow_worker_v1_TaskOutcome__Output } from './agentflow/worker/v1/TaskOutcome.js';
import type { WorkerMessage as _agentflow_worker_v1_WorkerMessage, WorkerMessage__Output as _agentflow_worker_v1_WorkerMessage__Output } from './agentflow/worker/v1/WorkerMessage.js';
import type { WorkerServiceClient as _agentflow_worker_v1_WorkerServiceClient, WorkerServiceDefinition as _agentflow_worker_v1_WorkerServiceDefinition } from './agentflow/worker/v1/WorkerService.js';
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
    worker: {
      v1: {
        Ack: MessageTypeDefinition<_agentflow_worker_v1_Ack, _agentflow_worker_v1_Ack__Output>
        Adopted: MessageTypeDefinition<_agentflow_worker_v1_Adopted, _agentflow_worker_v1_Adopted__Output>
        BindingValue: MessageTypeDefinition<_agentflow_worker_v1_BindingValue, _agentflow_worker_v1_BindingValue__Output>
        Cancel: MessageTypeDefinition<_agentflow_worker_v1_Cancel, _agentflow_worker_v1_Cancel__Output>
        Cheaper: MessageTypeDefinition<_agentflow_worker_v1_Cheaper, _agentflow_worker_v1_Cheaper__Output>
        CompensatingCall: MessageTypeDefinition<_agentflow_worker_v1_CompensatingCall, _agentflow_worker_v1_CompensatingCall__Output>
        CoordinatorMessage: MessageTypeDefinition<_agentflow_worker_v1_CoordinatorMessage, _agentflow_worker_v1_CoordinatorMessage__Output>
        Delta: MessageTypeDefinition<_agentflow_worker_v1_Delta, _agentflow_worker_v1_Delta__Output>
        Grant: MessageTypeDefinition<_agentflow_worker_v1_Grant, _agentflow_worker_v1_Grant__Output>
        Heartbeat: MessageTypeDefinition<_agentflow_worker_v1_Heartbeat, _agentflow_worker_v1_Heartbeat__Output>
        Held: MessageTypeDefinition<_agentflow_worker_v1_Held, _agentflow_worker_v1_Held__Output>
        HeldTasks: MessageTypeDefinition<_agentflow_worker_v1_HeldTasks, _agentflow_worker_v1_HeldTasks__Output>
        Hello: MessageTypeDefinition<_agentflow_worker_v1_Hello, _agentflow_worker_v1_Hello__Output>
        Log: MessageTypeDefinition<_agentflow_worker_v1_Log, _agentflow_worker_v1_Log__Output>
        Nack: MessageTypeDefinition<_agentflow_worker_v1_Nack, _agentflow_worker_v1_Nack__Output>
        Offer: MessageTypeDefinition<_agentflow_worker_v1_Offer, _agentflow_worker_v1_Offer__Output>
        OfferedTask: MessageTypeDefinition<_agentflow_worker_v1_OfferedTask, _agentflow_worker_v1_OfferedTask__Output>
        Refuse: MessageTypeDefinition<_agentflow_worker_v1_Refuse, _agentflow_worker_v1_Refuse__Output>
        Released: MessageTypeDefinition<_agentflow_worker_v1_Released, _agentflow_worker_v1_Released__Output>
        Reserve: MessageTypeDefinition<_agentflow_worker_v1_Reserve, _agentflow_worker_v1_Reserve__Output>
        Reserved: MessageTypeDefinition<_agentflow_worker_v1_Reserved, _agentflow_worker_v1_Reserved__Output>
        Result: MessageTypeDefinition<_agentflow_worker_v1_Result, _agentflow_worker_v1_Result__Output>
        RollCall: MessageTypeDefinition<_agentflow_worker_v1_RollCall, _agentflow_worker_v1_RollCall__Output>
        Step: MessageTypeDefinition<_agentflow_worker_v1_Step, _agentflow_worker_v1_Step__Output>
        StepCompensation: MessageTypeDefinition<_agentflow_worker_v1_StepCompensation, _agentflow_worker_v1_StepCompensation__Output>
        StepRecord: MessageTypeDefinition<_agentflow_worker_v1_StepRecord, _agentflow_worker_v1_StepRecord__Output>
        StepStart: MessageTypeDefinition<_agentflow_worker_v1_StepStart, _agentflow_worker_v1_StepStart__Output>
        Task: MessageTypeDefinition<_agentflow_worker_v1_Task, _agentflow_worker_v1_Task__Output>
        TaskBudget: MessageTypeDefinition<_agentflow_worker_v1_TaskBudget, _agentflow_worker_v1_TaskBudget__Output>
        TaskError: MessageTypeDefinition<_agentflow_worker_v1_TaskError, _agentflow_worker_v1_TaskError__Output>
        TaskOffer: MessageTypeDefinition<_agentflow_worker_v1_TaskOffer, _agentflow_worker_v1_TaskOffer__Output>
        TaskOutcome: MessageTypeDefinition<_agentflow_worker_v1_TaskOutcome, _agentflow_worker_v1_TaskOutcome__Output>
        WorkerMessage: MessageTypeDefinition<_agentflow_worker_v1_WorkerMessage, _agentflow_worker_v1_WorkerMessage__Output>
        /**
         * Mirrors the messages of packages/ports, worker-link. One stream per worker process.
         */
        WorkerService: SubtypeConstructor<typeof grpc.Client, _agentflow_worker_v1_WorkerServiceClient> & { service: _agentflow_worker_v1_WorkerServiceDefinition }
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

