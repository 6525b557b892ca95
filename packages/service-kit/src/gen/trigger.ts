import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { DeadLetterView as _agentflow_trigger_v1_DeadLetterView, DeadLetterView__Output as _agentflow_trigger_v1_DeadLetterView__Output } from './agentflow/trigger/v1/DeadLetterView.js';
import type { DeadLettersAnswer as _agentflow_trigger_v1_DeadLettersAnswer, DeadLettersAnswer__Output as _agentflow_trigger_v1_DeadLettersAnswer__Output } from './agentflow/trigger/v1/DeadLettersAnswer.js';
import type { DeadLettersRequest as _agentflow_trigger_v1_DeadLettersRequest, DeadLettersRequest__Output as _agentflow_trigger_v1_DeadLettersRequest__Output } from './agentflow/trigger/v1/DeadLettersRequest.js';
import type { DropDeadLetterAnswer as _agentflow_trigger_v1_DropDeadLetterAnswer, DropDeadLetterAnswer__Output as _agentflow_trigger_v1_DropDeadLetterAnswer__Output } from './agentflow/trigger/v1/DropDeadLetterAnswer.js';
import type { DropDeadLetterRequest as _agentflow_trigger_v1_DropDeadLetterRequest, DropDeadLetterRequest__Output as _agentflow_trigger_v1_DropDeadLetterRequest__Output } from './agentflow/trigger/v1/DropDeadLetterRequest.js';
import type { FireAnswer as _agentflow_trigger_v1_FireAnswer, FireAnswer__Output as _agentflow_trigger_v1_FireAnswer__Output } from './agentflow/trigger/v1/FireAnswer.js';
import type { FireRequest as _agentflow_trigger_v1_FireRequest, FireRequest__Output as _agentflow_trigger_v1_FireRequest__Output } from './agentflow/trigger/v1/FireRequest.js';
import type { GetRequest as _agentflow_trigger_v1_GetRequest, GetRequest__Output as _agentflow_trigger_v1_GetRequest__Output } from './agentflow/trigger/v1/GetRequest.js';
import type { LastFire as _agentflow_trigger_v1_LastFire, LastFire__Output as _agentflow_trigger_v1_LastFire__Output } from './agentflow/trigger/v1/LastFire.js';
import type { ListAnswer as _agentflow_trigger_v1_ListAnswer, ListAnswer__Output as _agentflow_trigger_v1_ListAnswer__Output } from './agentflow/trigger/v1/ListAnswer.js';
import type { ListRequest as _agentflow_trigger_v1_ListRequest, ListRequest__Output as _agentflow_trigger_v1_ListRequest__Output } from './agentflow/trigger/v1/ListRequest.js';
import type { RedriveRequest as _agentflow_trigger_v1_RedriveRequest, RedriveRequest__Output as _agentflow_trigger_v1_RedriveRequest__Output } from './agentflow/trigger/v1/RedriveRequest.js';
import type { Redriven as _agentflow_trigger_v1_Redriven, Redriven__Output as _agentflow_trigger_v1_Redriven__Output } from './agentflow/trigger/v1/Redriven.js';
import type { SetEnabledRequest as _agentflow_trigger_v1_SetEnabledRequest, SetEnabledRequest__Output as _agentflow_trigger_v1_SetEnabledRequest__Output } from './agentflow/trigger/v1/SetEnabledRequest.js';
import type { SyncAnswer as _agentflow_trigger_v1_SyncAnswer, SyncAnswer__Output as _agentflow_trigger_v1_SyncAnswer__Output } from './agentflow/trigger/v1/SyncAnswer.js';
import type { SyncRequest as _agentflow_trigger_v1_SyncRequest, SyncRequest__Output as _agentflow_trigger_v1_SyncRequest__Output } from './agentflow/trigger/v1/SyncRequest.js';
import type { TriggerServiceClient as _agentflow_trigger_v1_TriggerServiceClient, TriggerServiceDefinition as _agentflow_trigger_v1_TriggerServiceDefinition } from './agentflow/trigger/v1/TriggerService.js';
import type { TriggerView as _agentflow_trigger_v1_TriggerView, TriggerView__Output as _agentflow_trigger_v1_TriggerView__Output } from './agentflow/trigger/v1/TriggerView.js';
import type { WebhookAnswer as _agentflow_trigger_v1_WebhookAnswer, WebhookAnswer__Output as _agentflow_trigger_v1_WebhookAnswer__Output } from './agentflow/trigger/v1/WebhookAnswer.js';
import type { WebhookRequest as _agentflow_trigger_v1_WebhookRequest, WebhookRequest__Output as _agentflow_trigger_v1_WebhookRequest__Output } from './agentflow/trigger/v1/WebhookRequest.js';
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
      }
    }
    trigger: {
      v1: {
        DeadLetterView: MessageTypeDefinition<_agentflow_trigger_v1_DeadLetterView, _agentflow_trigger_v1_DeadLetterView__Output>
        DeadLettersAnswer: MessageTypeDefinition<_agentflow_trigger_v1_DeadLettersAnswer, _agentflow_trigger_v1_DeadLettersAnswer__Output>
        DeadLettersRequest: MessageTypeDefinition<_agentflow_trigger_v1_DeadLettersRequest, _agentflow_trigger_v1_DeadLettersRequest__Output>
        DropDeadLetterAnswer: MessageTypeDefinition<_agentflow_trigger_v1_DropDeadLetterAnswer, _agentflow_trigger_v1_DropDeadLetterAnswer__Output>
        DropDeadLetterRequest: MessageTypeDefinition<_agentflow_trigger_v1_DropDeadLetterRequest, _agentflow_trigger_v1_DropDeadLetterRequest__Output>
        FireAnswer: MessageTypeDefinition<_agentflow_trigger_v1_FireAnswer, _agentflow_trigger_v1_FireAnswer__Output>
        FireRequest: MessageTypeDefinition<_agentflow_trigger_v1_FireRequest, _agentflow_trigger_v1_FireRequest__Output>
        GetRequest: MessageTypeDefinition<_agentflow_trigger_v1_GetRequest, _agentflow_trigger_v1_GetRequest__Output>
        LastFire: MessageTypeDefinition<_agentflow_trigger_v1_LastFire, _agentflow_trigger_v1_LastFire__Output>
        ListAnswer: MessageTypeDefinition<_agentflow_trigger_v1_ListAnswer, _agentflow_trigger_v1_ListAnswer__Output>
        ListRequest: MessageTypeDefinition<_agentflow_trigger_v1_ListRequest, _agentflow_trigger_v1_ListRequest__Output>
        RedriveRequest: MessageTypeDefinition<_agentflow_trigger_v1_RedriveRequest, _agentflow_trigger_v1_RedriveRequest__Output>
        Redriven: MessageTypeDefinition<_agentflow_trigger_v1_Redriven, _agentflow_trigger_v1_Redriven__Output>
        SetEnabledRequest: MessageTypeDefinition<_agentflow_trigger_v1_SetEnabledRequest, _agentflow_trigger_v1_SetEnabledRequest__Output>
        SyncAnswer: MessageTypeDefinition<_agentflow_trigger_v1_SyncAnswer, _agentflow_trigger_v1_SyncAnswer__Output>
        SyncRequest: MessageTypeDefinition<_agentflow_trigger_v1_SyncRequest, _agentflow_trigger_v1_SyncRequest__Output>
        /**
         * Mirrors TriggerService of packages/ports.
         */
        TriggerService: SubtypeConstructor<typeof grpc.Client, _agentflow_trigger_v1_TriggerServiceClient> & { service: _agentflow_trigger_v1_TriggerServiceDefinition }
        TriggerView: MessageTypeDefinition<_agentflow_trigger_v1_TriggerView, _agentflow_trigger_v1_TriggerView__Output>
        WebhookAnswer: MessageTypeDefinition<_agentflow_trigger_v1_WebhookAnswer, _agentflow_trigger_v1_WebhookAnswer__Output>
        WebhookRequest: MessageTypeDefinition<_agentflow_trigger_v1_WebhookRequest, _agentflow_trigger_v1_WebhookRequest__Output>
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

