import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from './agentflow/common/v1/NodeError.js';
import type { Problem as _agentflow_common_v1_Problem, Problem__Output as _agentflow_common_v1_Problem__Output } from './agentflow/common/v1/Problem.js';
import type { StringList as _agentflow_common_v1_StringList, StringList__Output as _agentflow_common_v1_StringList__Output } from './agentflow/common/v1/StringList.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from './agentflow/common/v1/Usage.js';
import type { AgentDraft as _agentflow_workflow_v1_AgentDraft, AgentDraft__Output as _agentflow_workflow_v1_AgentDraft__Output } from './agentflow/workflow/v1/AgentDraft.js';
import type { AgentPage as _agentflow_workflow_v1_AgentPage, AgentPage__Output as _agentflow_workflow_v1_AgentPage__Output } from './agentflow/workflow/v1/AgentPage.js';
import type { AgentVersionsRequest as _agentflow_workflow_v1_AgentVersionsRequest, AgentVersionsRequest__Output as _agentflow_workflow_v1_AgentVersionsRequest__Output } from './agentflow/workflow/v1/AgentVersionsRequest.js';
import type { AgentView as _agentflow_workflow_v1_AgentView, AgentView__Output as _agentflow_workflow_v1_AgentView__Output } from './agentflow/workflow/v1/AgentView.js';
import type { Canary as _agentflow_workflow_v1_Canary, Canary__Output as _agentflow_workflow_v1_Canary__Output } from './agentflow/workflow/v1/Canary.js';
import type { CanaryView as _agentflow_workflow_v1_CanaryView, CanaryView__Output as _agentflow_workflow_v1_CanaryView__Output } from './agentflow/workflow/v1/CanaryView.js';
import type { CreateAgentRequest as _agentflow_workflow_v1_CreateAgentRequest, CreateAgentRequest__Output as _agentflow_workflow_v1_CreateAgentRequest__Output } from './agentflow/workflow/v1/CreateAgentRequest.js';
import type { CreateCredentialRequest as _agentflow_workflow_v1_CreateCredentialRequest, CreateCredentialRequest__Output as _agentflow_workflow_v1_CreateCredentialRequest__Output } from './agentflow/workflow/v1/CreateCredentialRequest.js';
import type { CreateWorkflowRequest as _agentflow_workflow_v1_CreateWorkflowRequest, CreateWorkflowRequest__Output as _agentflow_workflow_v1_CreateWorkflowRequest__Output } from './agentflow/workflow/v1/CreateWorkflowRequest.js';
import type { CredentialDraft as _agentflow_workflow_v1_CredentialDraft, CredentialDraft__Output as _agentflow_workflow_v1_CredentialDraft__Output } from './agentflow/workflow/v1/CredentialDraft.js';
import type { CredentialPage as _agentflow_workflow_v1_CredentialPage, CredentialPage__Output as _agentflow_workflow_v1_CredentialPage__Output } from './agentflow/workflow/v1/CredentialPage.js';
import type { CredentialView as _agentflow_workflow_v1_CredentialView, CredentialView__Output as _agentflow_workflow_v1_CredentialView__Output } from './agentflow/workflow/v1/CredentialView.js';
import type { DefinitionSource as _agentflow_workflow_v1_DefinitionSource, DefinitionSource__Output as _agentflow_workflow_v1_DefinitionSource__Output } from './agentflow/workflow/v1/DefinitionSource.js';
import type { DeleteAgentAnswer as _agentflow_workflow_v1_DeleteAgentAnswer, DeleteAgentAnswer__Output as _agentflow_workflow_v1_DeleteAgentAnswer__Output } from './agentflow/workflow/v1/DeleteAgentAnswer.js';
import type { DeleteAgentRequest as _agentflow_workflow_v1_DeleteAgentRequest, DeleteAgentRequest__Output as _agentflow_workflow_v1_DeleteAgentRequest__Output } from './agentflow/workflow/v1/DeleteAgentRequest.js';
import type { DeleteCredentialAnswer as _agentflow_workflow_v1_DeleteCredentialAnswer, DeleteCredentialAnswer__Output as _agentflow_workflow_v1_DeleteCredentialAnswer__Output } from './agentflow/workflow/v1/DeleteCredentialAnswer.js';
import type { DeleteCredentialRequest as _agentflow_workflow_v1_DeleteCredentialRequest, DeleteCredentialRequest__Output as _agentflow_workflow_v1_DeleteCredentialRequest__Output } from './agentflow/workflow/v1/DeleteCredentialRequest.js';
import type { DeleteModelScriptAnswer as _agentflow_workflow_v1_DeleteModelScriptAnswer, DeleteModelScriptAnswer__Output as _agentflow_workflow_v1_DeleteModelScriptAnswer__Output } from './agentflow/workflow/v1/DeleteModelScriptAnswer.js';
import type { DeleteModelScriptRequest as _agentflow_workflow_v1_DeleteModelScriptRequest, DeleteModelScriptRequest__Output as _agentflow_workflow_v1_DeleteModelScriptRequest__Output } from './agentflow/workflow/v1/DeleteModelScriptRequest.js';
import type { DeleteWorkflowAnswer as _agentflow_workflow_v1_DeleteWorkflowAnswer, DeleteWorkflowAnswer__Output as _agentflow_workflow_v1_DeleteWorkflowAnswer__Output } from './agentflow/workflow/v1/DeleteWorkflowAnswer.js';
import type { DeleteWorkflowRequest as _agentflow_workflow_v1_DeleteWorkflowRequest, DeleteWorkflowRequest__Output as _agentflow_workflow_v1_DeleteWorkflowRequest__Output } from './agentflow/workflow/v1/DeleteWorkflowRequest.js';
import type { DesignerServiceClient as _agentflow_workflow_v1_DesignerServiceClient, DesignerServiceDefinition as _agentflow_workflow_v1_DesignerServiceDefinition } from './agentflow/workflow/v1/DesignerService.js';
import type { DiffAnswer as _agentflow_workflow_v1_DiffAnswer, DiffAnswer__Output as _agentflow_workflow_v1_DiffAnswer__Output } from './agentflow/workflow/v1/DiffAnswer.js';
import type { DiffRequest as _agentflow_workflow_v1_DiffRequest, DiffRequest__Output as _agentflow_workflow_v1_DiffRequest__Output } from './agentflow/workflow/v1/DiffRequest.js';
import type { EndCanaryRequest as _agentflow_workflow_v1_EndCanaryRequest, EndCanaryRequest__Output as _agentflow_workflow_v1_EndCanaryRequest__Output } from './agentflow/workflow/v1/EndCanaryRequest.js';
import type { FreezeRequest as _agentflow_workflow_v1_FreezeRequest, FreezeRequest__Output as _agentflow_workflow_v1_FreezeRequest__Output } from './agentflow/workflow/v1/FreezeRequest.js';
import type { FrozenDefinition as _agentflow_workflow_v1_FrozenDefinition, FrozenDefinition__Output as _agentflow_workflow_v1_FrozenDefinition__Output } from './agentflow/workflow/v1/FrozenDefinition.js';
import type { FrozenRevision as _agentflow_workflow_v1_FrozenRevision, FrozenRevision__Output as _agentflow_workflow_v1_FrozenRevision__Output } from './agentflow/workflow/v1/FrozenRevision.js';
import type { GetAgentRequest as _agentflow_workflow_v1_GetAgentRequest, GetAgentRequest__Output as _agentflow_workflow_v1_GetAgentRequest__Output } from './agentflow/workflow/v1/GetAgentRequest.js';
import type { GetCredentialRequest as _agentflow_workflow_v1_GetCredentialRequest, GetCredentialRequest__Output as _agentflow_workflow_v1_GetCredentialRequest__Output } from './agentflow/workflow/v1/GetCredentialRequest.js';
import type { GetFrozenRequest as _agentflow_workflow_v1_GetFrozenRequest, GetFrozenRequest__Output as _agentflow_workflow_v1_GetFrozenRequest__Output } from './agentflow/workflow/v1/GetFrozenRequest.js';
import type { GetModelScriptRequest as _agentflow_workflow_v1_GetModelScriptRequest, GetModelScriptRequest__Output as _agentflow_workflow_v1_GetModelScriptRequest__Output } from './agentflow/workflow/v1/GetModelScriptRequest.js';
import type { GetReleaseRequest as _agentflow_workflow_v1_GetReleaseRequest, GetReleaseRequest__Output as _agentflow_workflow_v1_GetReleaseRequest__Output } from './agentflow/workflow/v1/GetReleaseRequest.js';
import type { GetRevisionRequest as _agentflow_workflow_v1_GetRevisionRequest, GetRevisionRequest__Output as _agentflow_workflow_v1_GetRevisionRequest__Output } from './agentflow/workflow/v1/GetRevisionRequest.js';
import type { GetWorkflowRequest as _agentflow_workflow_v1_GetWorkflowRequest, GetWorkflowRequest__Output as _agentflow_workflow_v1_GetWorkflowRequest__Output } from './agentflow/workflow/v1/GetWorkflowRequest.js';
import type { GetWorkflowYamlRequest as _agentflow_workflow_v1_GetWorkflowYamlRequest, GetWorkflowYamlRequest__Output as _agentflow_workflow_v1_GetWorkflowYamlRequest__Output } from './agentflow/workflow/v1/GetWorkflowYamlRequest.js';
import type { ListAgentsRequest as _agentflow_workflow_v1_ListAgentsRequest, ListAgentsRequest__Output as _agentflow_workflow_v1_ListAgentsRequest__Output } from './agentflow/workflow/v1/ListAgentsRequest.js';
import type { ListCredentialsRequest as _agentflow_workflow_v1_ListCredentialsRequest, ListCredentialsRequest__Output as _agentflow_workflow_v1_ListCredentialsRequest__Output } from './agentflow/workflow/v1/ListCredentialsRequest.js';
import type { ListReleaseChangesAnswer as _agentflow_workflow_v1_ListReleaseChangesAnswer, ListReleaseChangesAnswer__Output as _agentflow_workflow_v1_ListReleaseChangesAnswer__Output } from './agentflow/workflow/v1/ListReleaseChangesAnswer.js';
import type { ListReleaseChangesRequest as _agentflow_workflow_v1_ListReleaseChangesRequest, ListReleaseChangesRequest__Output as _agentflow_workflow_v1_ListReleaseChangesRequest__Output } from './agentflow/workflow/v1/ListReleaseChangesRequest.js';
import type { ListRevisionsAnswer as _agentflow_workflow_v1_ListRevisionsAnswer, ListRevisionsAnswer__Output as _agentflow_workflow_v1_ListRevisionsAnswer__Output } from './agentflow/workflow/v1/ListRevisionsAnswer.js';
import type { ListRevisionsRequest as _agentflow_workflow_v1_ListRevisionsRequest, ListRevisionsRequest__Output as _agentflow_workflow_v1_ListRevisionsRequest__Output } from './agentflow/workflow/v1/ListRevisionsRequest.js';
import type { ListWorkflowsAnswer as _agentflow_workflow_v1_ListWorkflowsAnswer, ListWorkflowsAnswer__Output as _agentflow_workflow_v1_ListWorkflowsAnswer__Output } from './agentflow/workflow/v1/ListWorkflowsAnswer.js';
import type { ListWorkflowsRequest as _agentflow_workflow_v1_ListWorkflowsRequest, ListWorkflowsRequest__Output as _agentflow_workflow_v1_ListWorkflowsRequest__Output } from './agentflow/workflow/v1/ListWorkflowsRequest.js';
import type { ModelDescriptor as _agentflow_workflow_v1_ModelDescriptor, ModelDescriptor__Output as _agentflow_workflow_v1_ModelDescriptor__Output } from './agentflow/workflow/v1/ModelDescriptor.js';
import type { ModelPrice as _agentflow_workflow_v1_ModelPrice, ModelPrice__Output as _agentflow_workflow_v1_ModelPrice__Output } from './agentflow/workflow/v1/ModelPrice.js';
import type { ModelScript as _agentflow_workflow_v1_ModelScript, ModelScript__Output as _agentflow_workflow_v1_ModelScript__Output } from './agentflow/workflow/v1/ModelScript.js';
import type { ModelsAnswer as _agentflow_workflow_v1_ModelsAnswer, ModelsAnswer__Output as _agentflow_workflow_v1_ModelsAnswer__Output } from './agentflow/workflow/v1/ModelsAnswer.js';
import type { ModelsRequest as _agentflow_workflow_v1_ModelsRequest, ModelsRequest__Output as _agentflow_workflow_v1_ModelsRequest__Output } from './agentflow/workflow/v1/ModelsRequest.js';
import type { NodeTest as _agentflow_workflow_v1_NodeTest, NodeTest__Output as _agentflow_workflow_v1_NodeTest__Output } from './agentflow/workflow/v1/NodeTest.js';
import type { NodeTypeDescriptor as _agentflow_workflow_v1_NodeTypeDescriptor, NodeTypeDescriptor__Output as _agentflow_workflow_v1_NodeTypeDescriptor__Output } from './agentflow/workflow/v1/NodeTypeDescriptor.js';
import type { NodeTypesAnswer as _agentflow_workflow_v1_NodeTypesAnswer, NodeTypesAnswer__Output as _agentflow_workflow_v1_NodeTypesAnswer__Output } from './agentflow/workflow/v1/NodeTypesAnswer.js';
import type { NodeTypesRequest as _agentflow_workflow_v1_NodeTypesRequest, NodeTypesRequest__Output as _agentflow_workflow_v1_NodeTypesRequest__Output } from './agentflow/workflow/v1/NodeTypesRequest.js';
import type { PromoteCanaryRequest as _agentflow_workflow_v1_PromoteCanaryRequest, PromoteCanaryRequest__Output as _agentflow_workflow_v1_PromoteCanaryRequest__Output } from './agentflow/workflow/v1/PromoteCanaryRequest.js';
import type { PublishRequest as _agentflow_workflow_v1_PublishRequest, PublishRequest__Output as _agentflow_workflow_v1_PublishRequest__Output } from './agentflow/workflow/v1/PublishRequest.js';
import type { PublishedRevision as _agentflow_workflow_v1_PublishedRevision, PublishedRevision__Output as _agentflow_workflow_v1_PublishedRevision__Output } from './agentflow/workflow/v1/PublishedRevision.js';
import type { PutModelScriptAnswer as _agentflow_workflow_v1_PutModelScriptAnswer, PutModelScriptAnswer__Output as _agentflow_workflow_v1_PutModelScriptAnswer__Output } from './agentflow/workflow/v1/PutModelScriptAnswer.js';
import type { PutModelScriptRequest as _agentflow_workflow_v1_PutModelScriptRequest, PutModelScriptRequest__Output as _agentflow_workflow_v1_PutModelScriptRequest__Output } from './agentflow/workflow/v1/PutModelScriptRequest.js';
import type { ReleaseChange as _agentflow_workflow_v1_ReleaseChange, ReleaseChange__Output as _agentflow_workflow_v1_ReleaseChange__Output } from './agentflow/workflow/v1/ReleaseChange.js';
import type { ReleaseView as _agentflow_workflow_v1_ReleaseView, ReleaseView__Output as _agentflow_workflow_v1_ReleaseView__Output } from './agentflow/workflow/v1/ReleaseView.js';
import type { RevisionDetail as _agentflow_workflow_v1_RevisionDetail, RevisionDetail__Output as _agentflow_workflow_v1_RevisionDetail__Output } from './agentflow/workflow/v1/RevisionDetail.js';
import type { RevisionView as _agentflow_workflow_v1_RevisionView, RevisionView__Output as _agentflow_workflow_v1_RevisionView__Output } from './agentflow/workflow/v1/RevisionView.js';
import type { RollbackRequest as _agentflow_workflow_v1_RollbackRequest, RollbackRequest__Output as _agentflow_workflow_v1_RollbackRequest__Output } from './agentflow/workflow/v1/RollbackRequest.js';
import type { SaveWorkflowRequest as _agentflow_workflow_v1_SaveWorkflowRequest, SaveWorkflowRequest__Output as _agentflow_workflow_v1_SaveWorkflowRequest__Output } from './agentflow/workflow/v1/SaveWorkflowRequest.js';
import type { SemanticChange as _agentflow_workflow_v1_SemanticChange, SemanticChange__Output as _agentflow_workflow_v1_SemanticChange__Output } from './agentflow/workflow/v1/SemanticChange.js';
import type { SetCanaryRequest as _agentflow_workflow_v1_SetCanaryRequest, SetCanaryRequest__Output as _agentflow_workflow_v1_SetCanaryRequest__Output } from './agentflow/workflow/v1/SetCanaryRequest.js';
import type { ToolView as _agentflow_workflow_v1_ToolView, ToolView__Output as _agentflow_workflow_v1_ToolView__Output } from './agentflow/workflow/v1/ToolView.js';
import type { ToolsAnswer as _agentflow_workflow_v1_ToolsAnswer, ToolsAnswer__Output as _agentflow_workflow_v1_ToolsAnswer__Output } from './agentflow/workflow/v1/ToolsAnswer.js';
import type { ToolsRequest as _agentflow_workflow_v1_ToolsRequest, ToolsRequest__Output as _agentflow_workflow_v1_ToolsRequest__Output } from './agentflow/workflow/v1/ToolsRequest.js';
import type { UpdateAgentRequest as _agentflow_workflow_v1_UpdateAgentRequest, UpdateAgentRequest__Output as _agentflow_workflow_v1_UpdateAgentRequest__Output } from './agentflow/workflow/v1/UpdateAgentRequest.js';
import type { UpdateCredentialRequest as _agentflow_workflow_v1_UpdateCredentialRequest, UpdateCredentialRequest__Output as _agentflow_workflow_v1_UpdateCredentialRequest__Output } from './agentflow/workflow/v1/UpdateCredentialRequest.js';
import type { UpdateWorkflowRequest as _agentflow_workflow_v1_UpdateWorkflowRequest, UpdateWorkflowRequest__Output as _agentflow_workflow_v1_UpdateWorkflowRequest__Output } from './agentflow/workflow/v1/UpdateWorkflowRequest.js';
import type { ValidateAnswer as _agentflow_workflow_v1_ValidateAnswer, ValidateAnswer__Output as _agentflow_workflow_v1_ValidateAnswer__Output } from './agentflow/workflow/v1/ValidateAnswer.js';
import type { ValidateRequest as _agentflow_workflow_v1_ValidateRequest, ValidateRequest__Output as _agentflow_workflow_v1_ValidateRequest__Output } from './agentflow/workflow/v1/ValidateRequest.js';
import type { WorkflowSummary as _agentflow_workflow_v1_WorkflowSummary, WorkflowSummary__Output as _agentflow_workflow_v1_WorkflowSummary__Output } from './agentflow/workflow/v1/WorkflowSummary.js';
import type { WorkflowView as _agentflow_workflow_v1_WorkflowView, WorkflowView__Output as _agentflow_workflow_v1_WorkflowView__Output } from './agentflow/workflow/v1/WorkflowView.js';
import type { WorkflowYaml as _agentflow_workflow_v1_WorkflowYaml, WorkflowYaml__Output as _agentflow_workflow_v1_WorkflowYaml__Output } from './agentflow/workflow/v1/WorkflowYaml.js';
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
    workflow: {
      v1: {
        AgentDraft: MessageTypeDefinition<_agentflow_workflow_v1_AgentDraft, _agentflow_workflow_v1_AgentDraft__Output>
        AgentPage: MessageTypeDefinition<_agentflow_workflow_v1_AgentPage, _agentflow_workflow_v1_AgentPage__Output>
        AgentVersionsRequest: MessageTypeDefinition<_agentflow_workflow_v1_AgentVersionsRequest, _agentflow_workflow_v1_AgentVersionsRequest__Output>
        AgentView: MessageTypeDefinition<_agentflow_workflow_v1_AgentView, _agentflow_workflow_v1_AgentView__Output>
        Canary: MessageTypeDefinition<_agentflow_workflow_v1_Canary, _agentflow_workflow_v1_Canary__Output>
        CanaryView: MessageTypeDefinition<_agentflow_workflow_v1_CanaryView, _agentflow_workflow_v1_CanaryView__Output>
        CreateAgentRequest: MessageTypeDefinition<_agentflow_workflow_v1_CreateAgentRequest, _agentflow_workflow_v1_CreateAgentRequest__Output>
        CreateCredentialRequest: MessageTypeDefinition<_agentflow_workflow_v1_CreateCredentialRequest, _agentflow_workflow_v1_CreateCredentialRequest__Output>
        CreateWorkflowRequest: MessageTypeDefinition<_agentflow_workflow_v1_CreateWorkflowRequest, _agentflow_workflow_v1_CreateWorkflowRequest__Output>
        CredentialDraft: MessageTypeDefinition<_agentflow_workflow_v1_CredentialDraft, _agentflow_workflow_v1_CredentialDraft__Output>
        CredentialPage: MessageTypeDefinition<_agentflow_workflow_v1_CredentialPage, _agentflow_workflow_v1_CredentialPage__Output>
        CredentialView: MessageTypeDefinition<_agentflow_workflow_v1_CredentialView, _agentflow_workflow_v1_CredentialView__Output>
        DefinitionSource: MessageTypeDefinition<_agentflow_workflow_v1_DefinitionSource, _agentflow_workflow_v1_DefinitionSource__Output>
        DeleteAgentAnswer: MessageTypeDefinition<_agentflow_workflow_v1_DeleteAgentAnswer, _agentflow_workflow_v1_DeleteAgentAnswer__Output>
        DeleteAgentRequest: MessageTypeDefinition<_agentflow_workflow_v1_DeleteAgentRequest, _agentflow_workflow_v1_DeleteAgentRequest__Output>
        DeleteCredentialAnswer: MessageTypeDefinition<_agentflow_workflow_v1_DeleteCredentialAnswer, _agentflow_workflow_v1_DeleteCredentialAnswer__Output>
        DeleteCredentialRequest: MessageTypeDefinition<_agentflow_workflow_v1_DeleteCredentialRequest, _agentflow_workflow_v1_DeleteCredentialRequest__Output>
        DeleteModelScriptAnswer: MessageTypeDefinition<_agentflow_workflow_v1_DeleteModelScriptAnswer, _agentflow_workflow_v1_DeleteModelScriptAnswer__Output>
        DeleteModelScriptRequest: MessageTypeDefinition<_agentflow_workflow_v1_DeleteModelScriptRequest, _agentflow_workflow_v1_DeleteModelScriptRequest__Output>
        DeleteWorkflowAnswer: MessageTypeDefinition<_agentflow_workflow_v1_DeleteWorkflowAnswer, _agentflow_workflow_v1_DeleteWorkflowAnswer__Output>
        DeleteWorkflowRequest: MessageTypeDefinition<_agentflow_workflow_v1_DeleteWorkflowRequest, _agentflow_workflow_v1_DeleteWorkflowRequest__Output>
        /**
         * Mirrors DesignerService of packages/ports.
         */
        DesignerService: SubtypeConstructor<typeof grpc.Client, _agentflow_workflow_v1_DesignerServiceClient> & { service: _agentflow_workflow_v1_DesignerServiceDefinition }
        DiffAnswer: MessageTypeDefinition<_agentflow_workflow_v1_DiffAnswer, _agentflow_workflow_v1_DiffAnswer__Output>
        DiffRequest: MessageTypeDefinition<_agentflow_workflow_v1_DiffRequest, _agentflow_workflow_v1_DiffRequest__Output>
        EndCanaryRequest: MessageTypeDefinition<_agentflow_workflow_v1_EndCanaryRequest, _agentflow_workflow_v1_EndCanaryRequest__Output>
        FreezeRequest: MessageTypeDefinition<_agentflow_workflow_v1_FreezeRequest, _agentflow_workflow_v1_FreezeRequest__Output>
        FrozenDefinition: MessageTypeDefinition<_agentflow_workflow_v1_FrozenDefinition, _agentflow_workflow_v1_FrozenDefinition__Output>
        FrozenRevision: MessageTypeDefinition<_agentflow_workflow_v1_FrozenRevision, _agentflow_workflow_v1_FrozenRevision__Output>
        GetAgentRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetAgentRequest, _agentflow_workflow_v1_GetAgentRequest__Output>
        GetCredentialRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetCredentialRequest, _agentflow_workflow_v1_GetCredentialRequest__Output>
        GetFrozenRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetFrozenRequest, _agentflow_workflow_v1_GetFrozenRequest__Output>
        GetModelScriptRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetModelScriptRequest, _agentflow_workflow_v1_GetModelScriptRequest__Output>
        GetReleaseRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetReleaseRequest, _agentflow_workflow_v1_GetReleaseRequest__Output>
        GetRevisionRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetRevisionRequest, _agentflow_workflow_v1_GetRevisionRequest__Output>
        GetWorkflowRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetWorkflowRequest, _agentflow_workflow_v1_GetWorkflowRequest__Output>
        GetWorkflowYamlRequest: MessageTypeDefinition<_agentflow_workflow_v1_GetWorkflowYamlRequest, _agentflow_workflow_v1_GetWorkflowYamlRequest__Output>
        ListAgentsRequest: MessageTypeDefinition<_agentflow_workflow_v1_ListAgentsRequest, _agentflow_workflow_v1_ListAgentsRequest__Output>
        ListCredentialsRequest: MessageTypeDefinition<_agentflow_workflow_v1_ListCredentialsRequest, _agentflow_workflow_v1_ListCredentialsRequest__Output>
        ListReleaseChangesAnswer: MessageTypeDefinition<_agentflow_workflow_v1_ListReleaseChangesAnswer, _agentflow_workflow_v1_ListReleaseChangesAnswer__Output>
        ListReleaseChangesRequest: MessageTypeDefinition<_agentflow_workflow_v1_ListReleaseChangesRequest, _agentflow_workflow_v1_ListReleaseChangesRequest__Output>
        ListRevisionsAnswer: MessageTypeDefinition<_agentflow_workflow_v1_ListRevisionsAnswer, _agentflow_workflow_v1_ListRevisionsAnswer__Output>
        ListRevisionsRequest: MessageTypeDefinition<_agentflow_workflow_v1_ListRevisionsRequest, _agentflow_workflow_v1_ListRevisionsRequest__Output>
        ListWorkflowsAnswer: MessageTypeDefinition<_agentflow_workflow_v1_ListWorkflowsAnswer, _agentflow_workflow_v1_ListWorkflowsAnswer__Output>
        ListWorkflowsRequest: MessageTypeDefinition<_agentflow_workflow_v1_ListWorkflowsRequest, _agentflow_workflow_v1_ListWorkflowsRequest__Output>
        ModelDescriptor: MessageTypeDefinition<_agentflow_workflow_v1_ModelDescriptor, _agentflow_workflow_v1_ModelDescriptor__Output>
        ModelPrice: MessageTypeDefinition<_agentflow_workflow_v1_ModelPrice, _agentflow_workflow_v1_ModelPrice__Output>
        ModelScript: MessageTypeDefinition<_agentflow_workflow_v1_ModelScript, _agentflow_workflow_v1_ModelScript__Output>
        ModelsAnswer: MessageTypeDefinition<_agentflow_workflow_v1_ModelsAnswer, _agentflow_workflow_v1_ModelsAnswer__Output>
        ModelsRequest: MessageTypeDefinition<_agentflow_workflow_v1_ModelsRequest, _agentflow_workflow_v1_ModelsRequest__Output>
        NodeTest: MessageTypeDefinition<_agentflow_workflow_v1_NodeTest, _agentflow_workflow_v1_NodeTest__Output>
        NodeTypeDescriptor: MessageTypeDefinition<_agentflow_workflow_v1_NodeTypeDescriptor, _agentflow_workflow_v1_NodeTypeDescriptor__Output>
        NodeTypesAnswer: MessageTypeDefinition<_agentflow_workflow_v1_NodeTypesAnswer, _agentflow_workflow_v1_NodeTypesAnswer__Output>
        NodeTypesRequest: MessageTypeDefinition<_agentflow_workflow_v1_NodeTypesRequest, _agentflow_workflow_v1_NodeTypesRequest__Output>
        PromoteCanaryRequest: MessageTypeDefinition<_agentflow_workflow_v1_PromoteCanaryRequest, _agentflow_workflow_v1_PromoteCanaryRequest__Output>
        PublishRequest: MessageTypeDefinition<_agentflow_workflow_v1_PublishRequest, _agentflow_workflow_v1_PublishRequest__Output>
        PublishedRevision: MessageTypeDefinition<_agentflow_workflow_v1_PublishedRevision, _agentflow_workflow_v1_PublishedRevision__Output>
        PutModelScriptAnswer: MessageTypeDefinition<_agentflow_workflow_v1_PutModelScriptAnswer, _agentflow_workflow_v1_PutModelScriptAnswer__Output>
        PutModelScriptRequest: MessageTypeDefinition<_agentflow_workflow_v1_PutModelScriptRequest, _agentflow_workflow_v1_PutModelScriptRequest__Output>
        ReleaseChange: MessageTypeDefinition<_agentflow_workflow_v1_ReleaseChange, _agentflow_workflow_v1_ReleaseChange__Output>
        ReleaseView: MessageTypeDefinition<_agentflow_workflow_v1_ReleaseView, _agentflow_workflow_v1_ReleaseView__Output>
        RevisionDetail: MessageTypeDefinition<_agentflow_workflow_v1_RevisionDetail, _agentflow_workflow_v1_RevisionDetail__Output>
        RevisionView: MessageTypeDefinition<_agentflow_workflow_v1_RevisionView, _agentflow_workflow_v1_RevisionView__Output>
        RollbackRequest: MessageTypeDefinition<_agentflow_workflow_v1_RollbackRequest, _agentflow_workflow_v1_RollbackRequest__Output>
        SaveWorkflowRequest: MessageTypeDefinition<_agentflow_workflow_v1_SaveWorkflowRequest, _agentflow_workflow_v1_SaveWorkflowRequest__Output>
        SemanticChange: MessageTypeDefinition<_agentflow_workflow_v1_SemanticChange, _agentflow_workflow_v1_SemanticChange__Output>
        SetCanaryRequest: MessageTypeDefinition<_agentflow_workflow_v1_SetCanaryRequest, _agentflow_workflow_v1_SetCanaryRequest__Output>
        ToolView: MessageTypeDefinition<_agentflow_workflow_v1_ToolView, _agentflow_workflow_v1_ToolView__Output>
        ToolsAnswer: MessageTypeDefinition<_agentflow_workflow_v1_ToolsAnswer, _agentflow_workflow_v1_ToolsAnswer__Output>
        ToolsRequest: MessageTypeDefinition<_agentflow_workflow_v1_ToolsRequest, _agentflow_workflow_v1_ToolsRequest__Output>
        UpdateAgentRequest: MessageTypeDefinition<_agentflow_workflow_v1_UpdateAgentRequest, _agentflow_workflow_v1_UpdateAgentRequest__Output>
        UpdateCredentialRequest: MessageTypeDefinition<_agentflow_workflow_v1_UpdateCredentialRequest, _agentflow_workflow_v1_UpdateCredentialRequest__Output>
        UpdateWorkflowRequest: MessageTypeDefinition<_agentflow_workflow_v1_UpdateWorkflowRequest, _agentflow_workflow_v1_UpdateWorkflowRequest__Output>
        ValidateAnswer: MessageTypeDefinition<_agentflow_workflow_v1_ValidateAnswer, _agentflow_workflow_v1_ValidateAnswer__Output>
        ValidateRequest: MessageTypeDefinition<_agentflow_workflow_v1_ValidateRequest, _agentflow_workflow_v1_ValidateRequest__Output>
        WorkflowSummary: MessageTypeDefinition<_agentflow_workflow_v1_WorkflowSummary, _agentflow_workflow_v1_WorkflowSummary__Output>
        WorkflowView: MessageTypeDefinition<_agentflow_workflow_v1_WorkflowView, _agentflow_workflow_v1_WorkflowView__Output>
        WorkflowYaml: MessageTypeDefinition<_agentflow_workflow_v1_WorkflowYaml, _agentflow_workflow_v1_WorkflowYaml__Output>
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

