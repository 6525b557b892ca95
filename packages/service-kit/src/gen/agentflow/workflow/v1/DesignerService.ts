// From agentflow/workflow/v1/workflow.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AgentPage as _agentflow_workflow_v1_AgentPage, AgentPage__Output as _agentflow_workflow_v1_AgentPage__Output } from '../../../agentflow/workflow/v1/AgentPage.js';
import type { AgentVersionsRequest as _agentflow_workflow_v1_AgentVersionsRequest, AgentVersionsRequest__Output as _agentflow_workflow_v1_AgentVersionsRequest__Output } from '../../../agentflow/workflow/v1/AgentVersionsRequest.js';
import type { AgentView as _agentflow_workflow_v1_AgentView, AgentView__Output as _agentflow_workflow_v1_AgentView__Output } from '../../../agentflow/workflow/v1/AgentView.js';
import type { CreateAgentRequest as _agentflow_workflow_v1_CreateAgentRequest, CreateAgentRequest__Output as _agentflow_workflow_v1_CreateAgentRequest__Output } from '../../../agentflow/workflow/v1/CreateAgentRequest.js';
import type { CreateCredentialRequest as _agentflow_workflow_v1_CreateCredentialRequest, CreateCredentialRequest__Output as _agentflow_workflow_v1_CreateCredentialRequest__Output } from '../../../agentflow/workflow/v1/CreateCredentialRequest.js';
import type { CreateWorkflowRequest as _agentflow_workflow_v1_CreateWorkflowRequest, CreateWorkflowRequest__Output as _agentflow_workflow_v1_CreateWorkflowRequest__Output } from '../../../agentflow/workflow/v1/CreateWorkflowRequest.js';
import type { CredentialPage as _agentflow_workflow_v1_CredentialPage, CredentialPage__Output as _agentflow_workflow_v1_CredentialPage__Output } from '../../../agentflow/workflow/v1/CredentialPage.js';
import type { CredentialView as _agentflow_workflow_v1_CredentialView, CredentialView__Output as _agentflow_workflow_v1_CredentialView__Output } from '../../../agentflow/workflow/v1/CredentialView.js';
import type { DeleteAgentAnswer as _agentflow_workflow_v1_DeleteAgentAnswer, DeleteAgentAnswer__Output as _agentflow_workflow_v1_DeleteAgentAnswer__Output } from '../../../agentflow/workflow/v1/DeleteAgentAnswer.js';
import type { DeleteAgentRequest as _agentflow_workflow_v1_DeleteAgentRequest, DeleteAgentRequest__Output as _agentflow_workflow_v1_DeleteAgentRequest__Output } from '../../../agentflow/workflow/v1/DeleteAgentRequest.js';
import type { DeleteCredentialAnswer as _agentflow_workflow_v1_DeleteCredentialAnswer, DeleteCredentialAnswer__Output as _agentflow_workflow_v1_DeleteCredentialAnswer__Output } from '../../../agentflow/workflow/v1/DeleteCredentialAnswer.js';
import type { DeleteCredentialRequest as _agentflow_workflow_v1_DeleteCredentialRequest, DeleteCredentialRequest__Output as _agentflow_workflow_v1_DeleteCredentialRequest__Output } from '../../../agentflow/workflow/v1/DeleteCredentialRequest.js';
import type { DeleteModelScriptAnswer as _agentflow_workflow_v1_DeleteModelScriptAnswer, DeleteModelScriptAnswer__Output as _agentflow_workflow_v1_DeleteModelScriptAnswer__Output } from '../../../agentflow/workflow/v1/DeleteModelScriptAnswer.js';
import type { DeleteModelScriptRequest as _agentflow_workflow_v1_DeleteModelScriptRequest, DeleteModelScriptRequest__Output as _agentflow_workflow_v1_DeleteModelScriptRequest__Output } from '../../../agentflow/workflow/v1/DeleteModelScriptRequest.js';
import type { DeleteWorkflowAnswer as _agentflow_workflow_v1_DeleteWorkflowAnswer, DeleteWorkflowAnswer__Output as _agentflow_workflow_v1_DeleteWorkflowAnswer__Output } from '../../../agentflow/workflow/v1/DeleteWorkflowAnswer.js';
import type { DeleteWorkflowRequest as _agentflow_workflow_v1_DeleteWorkflowRequest, DeleteWorkflowRequest__Output as _agentflow_workflow_v1_DeleteWorkflowRequest__Output } from '../../../agentflow/workflow/v1/DeleteWorkflowRequest.js';
import type { DiffAnswer as _agentflow_workflow_v1_DiffAnswer, DiffAnswer__Output as _agentflow_workflow_v1_DiffAnswer__Output } from '../../../agentflow/workflow/v1/DiffAnswer.js';
import type { DiffRequest as _agentflow_workflow_v1_DiffRequest, DiffRequest__Output as _agentflow_workflow_v1_DiffRequest__Output } from '../../../agentflow/workflow/v1/DiffRequest.js';
import type { EndCanaryRequest as _agentflow_workflow_v1_EndCanaryRequest, EndCanaryRequest__Output as _agentflow_workflow_v1_EndCanaryRequest__Output } from '../../../agentflow/workflow/v1/EndCanaryRequest.js';
import type { FreezeRequest as _agentflow_workflow_v1_FreezeRequest, FreezeRequest__Output as _agentflow_workflow_v1_FreezeRequest__Output } from '../../../agentflow/workflow/v1/FreezeRequest.js';
import type { FrozenDefinition as _agentflow_workflow_v1_FrozenDefinition, FrozenDefinition__Output as _agentflow_workflow_v1_FrozenDefinition__Output } from '../../../agentflow/workflow/v1/FrozenDefinition.js';
import type { FrozenRevision as _agentflow_workflow_v1_FrozenRevision, FrozenRevision__Output as _agentflow_workflow_v1_FrozenRevision__Output } from '../../../agentflow/workflow/v1/FrozenRevision.js';
import type { GetAgentRequest as _agentflow_workflow_v1_GetAgentRequest, GetAgentRequest__Output as _agentflow_workflow_v1_GetAgentRequest__Output } from '../../../agentflow/workflow/v1/GetAgentRequest.js';
import type { GetCredentialRequest as _agentflow_workflow_v1_GetCredentialRequest, GetCredentialRequest__Output as _agentflow_workflow_v1_GetCredentialRequest__Output } from '../../../agentflow/workflow/v1/GetCredentialRequest.js';
import type { GetFrozenRequest as _agentflow_workflow_v1_GetFrozenRequest, GetFrozenRequest__Output as _agentflow_workflow_v1_GetFrozenRequest__Output } from '../../../agentflow/workflow/v1/GetFrozenRequest.js';
import type { GetModelScriptRequest as _agentflow_workflow_v1_GetModelScriptRequest, GetModelScriptRequest__Output as _agentflow_workflow_v1_GetModelScriptRequest__Output } from '../../../agentflow/workflow/v1/GetModelScriptRequest.js';
import type { GetReleaseRequest as _agentflow_workflow_v1_GetReleaseRequest, GetReleaseRequest__Output as _agentflow_workflow_v1_GetReleaseRequest__Output } from '../../../agentflow/workflow/v1/GetReleaseRequest.js';
import type { GetRevisionRequest as _agentflow_workflow_v1_GetRevisionRequest, GetRevisionRequest__Output as _agentflow_workflow_v1_GetRevisionRequest__Output } from '../../../agentflow/workflow/v1/GetRevisionRequest.js';
import type { GetWorkflowRequest as _agentflow_workflow_v1_GetWorkflowRequest, GetWorkflowRequest__Output as _agentflow_workflow_v1_GetWorkflowRequest__Output } from '../../../agentflow/workflow/v1/GetWorkflowRequest.js';
import type { GetWorkflowYamlRequest as _agentflow_workflow_v1_GetWorkflowYamlRequest, GetWorkflowYamlRequest__Output as _agentflow_workflow_v1_GetWorkflowYamlRequest__Output } from '../../../agentflow/workflow/v1/GetWorkflowYamlRequest.js';
import type { ListAgentsRequest as _agentflow_workflow_v1_ListAgentsRequest, ListAgentsRequest__Output as _agentflow_workflow_v1_ListAgentsRequest__Output } from '../../../agentflow/workflow/v1/ListAgentsRequest.js';
import type { ListCredentialsRequest as _agentflow_workflow_v1_ListCredentialsRequest, ListCredentialsRequest__Output as _agentflow_workflow_v1_ListCredentialsRequest__Output } from '../../../agentflow/workflow/v1/ListCredentialsRequest.js';
import type { ListReleaseChangesAnswer as _agentflow_workflow_v1_ListReleaseChangesAnswer, ListReleaseChangesAnswer__Output as _agentflow_workflow_v1_ListReleaseChangesAnswer__Output } from '../../../agentflow/workflow/v1/ListReleaseChangesAnswer.js';
import type { ListReleaseChangesRequest as _agentflow_workflow_v1_ListReleaseChangesRequest, ListReleaseChangesRequest__Output as _agentflow_workflow_v1_ListReleaseChangesRequest__Output } from '../../../agentflow/workflow/v1/ListReleaseChangesRequest.js';
import type { ListRevisionsAnswer as _agentflow_workflow_v1_ListRevisionsAnswer, ListRevisionsAnswer__Output as _agentflow_workflow_v1_ListRevisionsAnswer__Output } from '../../../agentflow/workflow/v1/ListRevisionsAnswer.js';
import type { ListRevisionsRequest as _agentflow_workflow_v1_ListRevisionsRequest, ListRevisionsRequest__Output as _agentflow_workflow_v1_ListRevisionsRequest__Output } from '../../../agentflow/workflow/v1/ListRevisionsRequest.js';
import type { ListWorkflowsAnswer as _agentflow_workflow_v1_ListWorkflowsAnswer, ListWorkflowsAnswer__Output as _agentflow_workflow_v1_ListWorkflowsAnswer__Output } from '../../../agentflow/workflow/v1/ListWorkflowsAnswer.js';
import type { ListWorkflowsRequest as _agentflow_workflow_v1_ListWorkflowsRequest, ListWorkflowsRequest__Output as _agentflow_workflow_v1_ListWorkflowsRequest__Output } from '../../../agentflow/workflow/v1/ListWorkflowsRequest.js';
import type { ModelScript as _agentflow_workflow_v1_ModelScript, ModelScript__Output as _agentflow_workflow_v1_ModelScript__Output } from '../../../agentflow/workflow/v1/ModelScript.js';
import type { ModelsAnswer as _agentflow_workflow_v1_ModelsAnswer, ModelsAnswer__Output as _agentflow_workflow_v1_ModelsAnswer__Output } from '../../../agentflow/workflow/v1/ModelsAnswer.js';
import type { ModelsRequest as _agentflow_workflow_v1_ModelsRequest, ModelsRequest__Output as _agentflow_workflow_v1_ModelsRequest__Output } from '../../../agentflow/workflow/v1/ModelsRequest.js';
import type { NodeTypesAnswer as _agentflow_workflow_v1_NodeTypesAnswer, NodeTypesAnswer__Output as _agentflow_workflow_v1_NodeTypesAnswer__Output } from '../../../agentflow/workflow/v1/NodeTypesAnswer.js';
import type { NodeTypesRequest as _agentflow_workflow_v1_NodeTypesRequest, NodeTypesRequest__Output as _agentflow_workflow_v1_NodeTypesRequest__Output } from '../../../agentflow/workflow/v1/NodeTypesRequest.js';
import type { PromoteCanaryRequest as _agentflow_workflow_v1_PromoteCanaryRequest, PromoteCanaryRequest__Output as _agentflow_workflow_v1_PromoteCanaryRequest__Output } from '../../../agentflow/workflow/v1/PromoteCanaryRequest.js';
import type { PublishRequest as _agentflow_workflow_v1_PublishRequest, PublishRequest__Output as _agentflow_workflow_v1_PublishRequest__Output } from '../../../agentflow/workflow/v1/PublishRequest.js';
import type { PublishedRevision as _agentflow_workflow_v1_PublishedRevision, PublishedRevision__Output as _agentflow_workflow_v1_PublishedRevision__Output } from '../../../agentflow/workflow/v1/PublishedRevision.js';
import type { PutModelScriptAnswer as _agentflow_workflow_v1_PutModelScriptAnswer, PutModelScriptAnswer__Output as _agentflow_workflow_v1_PutModelScriptAnswer__Output } from '../../../agentflow/workflow/v1/PutModelScriptAnswer.js';
import type { PutModelScriptRequest as _agentflow_workflow_v1_PutModelScriptRequest, PutModelScriptRequest__Output as _agentflow_workflow_v1_PutModelScriptRequest__Output } from '../../../agentflow/workflow/v1/PutModelScriptRequest.js';
import type { ReleaseView as _agentflow_workflow_v1_ReleaseView, ReleaseView__Output as _agentflow_workflow_v1_ReleaseView__Output } from '../../../agentflow/workflow/v1/ReleaseView.js';
import type { RevisionDetail as _agentflow_workflow_v1_RevisionDetail, RevisionDetail__Output as _agentflow_workflow_v1_RevisionDetail__Output } from '../../../agentflow/workflow/v1/RevisionDetail.js';
import type { RevisionView as _agentflow_workflow_v1_RevisionView, RevisionView__Output as _agentflow_workflow_v1_RevisionView__Output } from '../../../agentflow/workflow/v1/RevisionView.js';
import type { RollbackRequest as _agentflow_workflow_v1_RollbackRequest, RollbackRequest__Output as _agentflow_workflow_v1_RollbackRequest__Output } from '../../../agentflow/workflow/v1/RollbackRequest.js';
import type { SaveWorkflowRequest as _agentflow_workflow_v1_SaveWorkflowRequest, SaveWorkflowRequest__Output as _agentflow_workflow_v1_SaveWorkflowRequest__Output } from '../../../agentflow/workflow/v1/SaveWorkflowRequest.js';
import type { SetCanaryRequest as _agentflow_workflow_v1_SetCanaryRequest, SetCanaryRequest__Output as _agentflow_workflow_v1_SetCanaryRequest__Output } from '../../../agentflow/workflow/v1/SetCanaryRequest.js';
import type { ToolsAnswer as _agentflow_workflow_v1_ToolsAnswer, ToolsAnswer__Output as _agentflow_workflow_v1_ToolsAnswer__Output } from '../../../agentflow/workflow/v1/ToolsAnswer.js';
import type { ToolsRequest as _agentflow_workflow_v1_ToolsRequest, ToolsRequest__Output as _agentflow_workflow_v1_ToolsRequest__Output } from '../../../agentflow/workflow/v1/ToolsRequest.js';
import type { UpdateAgentRequest as _agentflow_workflow_v1_UpdateAgentRequest, UpdateAgentRequest__Output as _agentflow_workflow_v1_UpdateAgentRequest__Output } from '../../../agentflow/workflow/v1/UpdateAgentRequest.js';
import type { UpdateCredentialRequest as _agentflow_workflow_v1_UpdateCredentialRequest, UpdateCredentialRequest__Output as _agentflow_workflow_v1_UpdateCredentialRequest__Output } from '../../../agentflow/workflow/v1/UpdateCredentialRequest.js';
import type { UpdateWorkflowRequest as _agentflow_workflow_v1_UpdateWorkflowRequest, UpdateWorkflowRequest__Output as _agentflow_workflow_v1_UpdateWorkflowRequest__Output } from '../../../agentflow/workflow/v1/UpdateWorkflowRequest.js';
import type { ValidateAnswer as _agentflow_workflow_v1_ValidateAnswer, ValidateAnswer__Output as _agentflow_workflow_v1_ValidateAnswer__Output } from '../../../agentflow/workflow/v1/ValidateAnswer.js';
import type { ValidateRequest as _agentflow_workflow_v1_ValidateRequest, ValidateRequest__Output as _agentflow_workflow_v1_ValidateRequest__Output } from '../../../agentflow/workflow/v1/ValidateRequest.js';
import type { WorkflowView as _agentflow_workflow_v1_WorkflowView, WorkflowView__Output as _agentflow_workflow_v1_WorkflowView__Output } from '../../../agentflow/workflow/v1/WorkflowView.js';
import type { WorkflowYaml as _agentflow_workflow_v1_WorkflowYaml, WorkflowYaml__Output as _agentflow_workflow_v1_WorkflowYaml__Output } from '../../../agentflow/workflow/v1/WorkflowYaml.js';

/**
 * Mirrors DesignerService of packages/ports.
 */
export interface DesignerServiceClient extends grpc.Client {
  /**
   * All versions of an agent.
   */
  AgentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  AgentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  AgentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  AgentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  /**
   * All versions of an agent.
   */
  agentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  agentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  agentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  agentVersions(argument: _agentflow_workflow_v1_AgentVersionsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes an agent.
   */
  CreateAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  CreateAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  CreateAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  CreateAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  /**
   * Makes an agent.
   */
  createAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  createAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  createAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  createAgent(argument: _agentflow_workflow_v1_CreateAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a credential; its secret is write-only.
   */
  CreateCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  CreateCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  CreateCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  CreateCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a credential; its secret is write-only.
   */
  createCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  createCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  createCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  createCredential(argument: _agentflow_workflow_v1_CreateCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a draft.
   */
  CreateWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  CreateWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  CreateWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  CreateWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a draft.
   */
  createWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  createWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  createWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  createWorkflow(argument: _agentflow_workflow_v1_CreateWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes an agent.
   */
  DeleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  DeleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  DeleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  DeleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes an agent.
   */
  deleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  deleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  deleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  deleteAgent(argument: _agentflow_workflow_v1_DeleteAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteAgentAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a credential.
   */
  DeleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  DeleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  DeleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  DeleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes a credential.
   */
  deleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  deleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  deleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  deleteCredential(argument: _agentflow_workflow_v1_DeleteCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteCredentialAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a scripted model.
   */
  DeleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  DeleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  DeleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  DeleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes a scripted model.
   */
  deleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  deleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  deleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  deleteModelScript(argument: _agentflow_workflow_v1_DeleteModelScriptRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a workflow.
   */
  DeleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  DeleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  DeleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  DeleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Deletes a workflow.
   */
  deleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  deleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  deleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  deleteWorkflow(argument: _agentflow_workflow_v1_DeleteWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DeleteWorkflowAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * What changed between two revisions.
   */
  Diff(argument: _agentflow_workflow_v1_DiffRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  Diff(argument: _agentflow_workflow_v1_DiffRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  Diff(argument: _agentflow_workflow_v1_DiffRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  Diff(argument: _agentflow_workflow_v1_DiffRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * What changed between two revisions.
   */
  diff(argument: _agentflow_workflow_v1_DiffRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  diff(argument: _agentflow_workflow_v1_DiffRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  diff(argument: _agentflow_workflow_v1_DiffRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  diff(argument: _agentflow_workflow_v1_DiffRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_DiffAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends the canary.
   */
  EndCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  EndCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  EndCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  EndCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  /**
   * Ends the canary.
   */
  endCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  endCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  endCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  endCanary(argument: _agentflow_workflow_v1_EndCanaryRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Which revision an execution would run.
   */
  Freeze(argument: _agentflow_workflow_v1_FreezeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  Freeze(argument: _agentflow_workflow_v1_FreezeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  Freeze(argument: _agentflow_workflow_v1_FreezeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  Freeze(argument: _agentflow_workflow_v1_FreezeRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  /**
   * Which revision an execution would run.
   */
  freeze(argument: _agentflow_workflow_v1_FreezeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  freeze(argument: _agentflow_workflow_v1_FreezeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  freeze(argument: _agentflow_workflow_v1_FreezeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  freeze(argument: _agentflow_workflow_v1_FreezeRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenRevision__Output>): grpc.ClientUnaryCall;
  
  /**
   * An agent, the latest version or one.
   */
  GetAgent(argument: _agentflow_workflow_v1_GetAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  GetAgent(argument: _agentflow_workflow_v1_GetAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  GetAgent(argument: _agentflow_workflow_v1_GetAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  GetAgent(argument: _agentflow_workflow_v1_GetAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  /**
   * An agent, the latest version or one.
   */
  getAgent(argument: _agentflow_workflow_v1_GetAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  getAgent(argument: _agentflow_workflow_v1_GetAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  getAgent(argument: _agentflow_workflow_v1_GetAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  getAgent(argument: _agentflow_workflow_v1_GetAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  
  /**
   * A credential without its secret.
   */
  GetCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  GetCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  GetCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  GetCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  /**
   * A credential without its secret.
   */
  getCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  getCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  getCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  getCredential(argument: _agentflow_workflow_v1_GetCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  
  /**
   * What was frozen under a digest.
   */
  GetFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  GetFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  GetFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  GetFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  /**
   * What was frozen under a digest.
   */
  getFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  getFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  getFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  getFrozen(argument: _agentflow_workflow_v1_GetFrozenRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_FrozenDefinition__Output>): grpc.ClientUnaryCall;
  
  /**
   * A scripted model.
   */
  GetModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  GetModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  GetModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  GetModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  /**
   * A scripted model.
   */
  getModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  getModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  getModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  getModelScript(argument: _agentflow_workflow_v1_GetModelScriptRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelScript__Output>): grpc.ClientUnaryCall;
  
  /**
   * What new executions run.
   */
  GetRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  GetRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  GetRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  GetRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  /**
   * What new executions run.
   */
  getRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  getRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  getRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  getRelease(argument: _agentflow_workflow_v1_GetReleaseRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  
  /**
   * One revision with its definition.
   */
  GetRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  GetRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  GetRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  GetRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  /**
   * One revision with its definition.
   */
  getRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  getRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  getRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  getRevision(argument: _agentflow_workflow_v1_GetRevisionRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionDetail__Output>): grpc.ClientUnaryCall;
  
  /**
   * A draft.
   */
  GetWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  GetWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  GetWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  GetWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  /**
   * A draft.
   */
  getWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  getWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  getWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  getWorkflow(argument: _agentflow_workflow_v1_GetWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  
  /**
   * A draft as YAML text, comments and all.
   */
  GetWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  GetWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  GetWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  GetWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  /**
   * A draft as YAML text, comments and all.
   */
  getWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  getWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  getWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  getWorkflowYaml(argument: _agentflow_workflow_v1_GetWorkflowYamlRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowYaml__Output>): grpc.ClientUnaryCall;
  
  /**
   * Agents of an org.
   */
  ListAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  ListAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  ListAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  ListAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  /**
   * Agents of an org.
   */
  listAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  listAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  listAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  listAgents(argument: _agentflow_workflow_v1_ListAgentsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentPage__Output>): grpc.ClientUnaryCall;
  
  /**
   * Credentials of an org.
   */
  ListCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  ListCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  ListCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  ListCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  /**
   * Credentials of an org.
   */
  listCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  listCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  listCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  listCredentials(argument: _agentflow_workflow_v1_ListCredentialsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialPage__Output>): grpc.ClientUnaryCall;
  
  /**
   * Who changed what new executions run.
   */
  ListReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  ListReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  ListReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  ListReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Who changed what new executions run.
   */
  listReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  listReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  listReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  listReleaseChanges(argument: _agentflow_workflow_v1_ListReleaseChangesRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ListReleaseChangesAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Revisions of a workflow.
   */
  ListRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  ListRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  ListRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  ListRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Revisions of a workflow.
   */
  listRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  listRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  listRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  listRevisions(argument: _agentflow_workflow_v1_ListRevisionsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ListRevisionsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Drafts of an org.
   */
  ListWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  ListWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  ListWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  ListWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Drafts of an org.
   */
  listWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  listWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  listWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  listWorkflows(argument: _agentflow_workflow_v1_ListWorkflowsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ListWorkflowsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Models that can be named.
   */
  Models(argument: _agentflow_workflow_v1_ModelsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  Models(argument: _agentflow_workflow_v1_ModelsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  Models(argument: _agentflow_workflow_v1_ModelsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  Models(argument: _agentflow_workflow_v1_ModelsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Models that can be named.
   */
  models(argument: _agentflow_workflow_v1_ModelsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  models(argument: _agentflow_workflow_v1_ModelsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  models(argument: _agentflow_workflow_v1_ModelsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  models(argument: _agentflow_workflow_v1_ModelsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ModelsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Node types, for palette and forms.
   */
  NodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  NodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  NodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  NodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Node types, for palette and forms.
   */
  nodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  nodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  nodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  nodeTypes(argument: _agentflow_workflow_v1_NodeTypesRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_NodeTypesAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Releases the canary.
   */
  PromoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  PromoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  PromoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  PromoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  /**
   * Releases the canary.
   */
  promoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  promoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  promoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  promoteCanary(argument: _agentflow_workflow_v1_PromoteCanaryRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a revision of the draft and releases it.
   */
  Publish(argument: _agentflow_workflow_v1_PublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  Publish(argument: _agentflow_workflow_v1_PublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  Publish(argument: _agentflow_workflow_v1_PublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  Publish(argument: _agentflow_workflow_v1_PublishRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a revision of the draft and releases it.
   */
  publish(argument: _agentflow_workflow_v1_PublishRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  publish(argument: _agentflow_workflow_v1_PublishRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  publish(argument: _agentflow_workflow_v1_PublishRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  publish(argument: _agentflow_workflow_v1_PublishRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_PublishedRevision__Output>): grpc.ClientUnaryCall;
  
  /**
   * Puts a scripted model.
   */
  PutModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  PutModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  PutModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  PutModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Puts a scripted model.
   */
  putModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  putModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  putModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  putModelScript(argument: _agentflow_workflow_v1_PutModelScriptRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_PutModelScriptAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Releases an older revision.
   */
  Rollback(argument: _agentflow_workflow_v1_RollbackRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  Rollback(argument: _agentflow_workflow_v1_RollbackRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  Rollback(argument: _agentflow_workflow_v1_RollbackRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  Rollback(argument: _agentflow_workflow_v1_RollbackRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  /**
   * Releases an older revision.
   */
  rollback(argument: _agentflow_workflow_v1_RollbackRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  rollback(argument: _agentflow_workflow_v1_RollbackRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  rollback(argument: _agentflow_workflow_v1_RollbackRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  rollback(argument: _agentflow_workflow_v1_RollbackRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_RevisionView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replaces a draft.
   */
  SaveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  SaveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  SaveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  SaveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  /**
   * Replaces a draft.
   */
  saveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  saveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  saveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  saveWorkflow(argument: _agentflow_workflow_v1_SaveWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Starts a canary or changes its share.
   */
  SetCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  SetCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  SetCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  SetCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  /**
   * Starts a canary or changes its share.
   */
  setCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  setCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  setCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  setCanary(argument: _agentflow_workflow_v1_SetCanaryRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ReleaseView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Tools that can be named.
   */
  Tools(argument: _agentflow_workflow_v1_ToolsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  Tools(argument: _agentflow_workflow_v1_ToolsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  Tools(argument: _agentflow_workflow_v1_ToolsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  Tools(argument: _agentflow_workflow_v1_ToolsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Tools that can be named.
   */
  tools(argument: _agentflow_workflow_v1_ToolsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  tools(argument: _agentflow_workflow_v1_ToolsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  tools(argument: _agentflow_workflow_v1_ToolsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  tools(argument: _agentflow_workflow_v1_ToolsRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ToolsAnswer__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a new version of an agent.
   */
  UpdateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  UpdateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  UpdateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  UpdateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a new version of an agent.
   */
  updateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  updateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  updateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  updateAgent(argument: _agentflow_workflow_v1_UpdateAgentRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_AgentView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replaces hosts or secret.
   */
  UpdateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  UpdateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  UpdateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  UpdateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  /**
   * Replaces hosts or secret.
   */
  updateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  updateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  updateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  updateCredential(argument: _agentflow_workflow_v1_UpdateCredentialRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_CredentialView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Moves a workflow to another folder or renames it.
   */
  UpdateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  UpdateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  UpdateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  UpdateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  /**
   * Moves a workflow to another folder or renames it.
   */
  updateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  updateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  updateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  updateWorkflow(argument: _agentflow_workflow_v1_UpdateWorkflowRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_WorkflowView__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists what is wrong.
   */
  Validate(argument: _agentflow_workflow_v1_ValidateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  Validate(argument: _agentflow_workflow_v1_ValidateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  Validate(argument: _agentflow_workflow_v1_ValidateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  Validate(argument: _agentflow_workflow_v1_ValidateRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  /**
   * Lists what is wrong.
   */
  validate(argument: _agentflow_workflow_v1_ValidateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  validate(argument: _agentflow_workflow_v1_ValidateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  validate(argument: _agentflow_workflow_v1_ValidateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  validate(argument: _agentflow_workflow_v1_ValidateRequest, callback: grpc.requestCallback<_agentflow_workflow_v1_ValidateAnswer__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Mirrors DesignerService of packages/ports.
 */
export interface DesignerServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * All versions of an agent.
   */
  AgentVersions: grpc.handleUnaryCall<_agentflow_workflow_v1_AgentVersionsRequest__Output, _agentflow_workflow_v1_AgentPage>;
  
  /**
   * Makes an agent.
   */
  CreateAgent: grpc.handleUnaryCall<_agentflow_workflow_v1_CreateAgentRequest__Output, _agentflow_workflow_v1_AgentView>;
  
  /**
   * Makes a credential; its secret is write-only.
   */
  CreateCredential: grpc.handleUnaryCall<_agentflow_workflow_v1_CreateCredentialRequest__Output, _agentflow_workflow_v1_CredentialView>;
  
  /**
   * Makes a draft.
   */
  CreateWorkflow: grpc.handleUnaryCall<_agentflow_workflow_v1_CreateWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView>;
  
  /**
   * Deletes an agent.
   */
  DeleteAgent: grpc.handleUnaryCall<_agentflow_workflow_v1_DeleteAgentRequest__Output, _agentflow_workflow_v1_DeleteAgentAnswer>;
  
  /**
   * Deletes a credential.
   */
  DeleteCredential: grpc.handleUnaryCall<_agentflow_workflow_v1_DeleteCredentialRequest__Output, _agentflow_workflow_v1_DeleteCredentialAnswer>;
  
  /**
   * Deletes a scripted model.
   */
  DeleteModelScript: grpc.handleUnaryCall<_agentflow_workflow_v1_DeleteModelScriptRequest__Output, _agentflow_workflow_v1_DeleteModelScriptAnswer>;
  
  /**
   * Deletes a workflow.
   */
  DeleteWorkflow: grpc.handleUnaryCall<_agentflow_workflow_v1_DeleteWorkflowRequest__Output, _agentflow_workflow_v1_DeleteWorkflowAnswer>;
  
  /**
   * What changed between two revisions.
   */
  Diff: grpc.handleUnaryCall<_agentflow_workflow_v1_DiffRequest__Output, _agentflow_workflow_v1_DiffAnswer>;
  
  /**
   * Ends the canary.
   */
  EndCanary: grpc.handleUnaryCall<_agentflow_workflow_v1_EndCanaryRequest__Output, _agentflow_workflow_v1_ReleaseView>;
  
  /**
   * Which revision an execution would run.
   */
  Freeze: grpc.handleUnaryCall<_agentflow_workflow_v1_FreezeRequest__Output, _agentflow_workflow_v1_FrozenRevision>;
  
  /**
   * An agent, the latest version or one.
   */
  GetAgent: grpc.handleUnaryCall<_agentflow_workflow_v1_GetAgentRequest__Output, _agentflow_workflow_v1_AgentView>;
  
  /**
   * A credential without its secret.
   */
  GetCredential: grpc.handleUnaryCall<_agentflow_workflow_v1_GetCredentialRequest__Output, _agentflow_workflow_v1_CredentialView>;
  
  /**
   * What was frozen under a digest.
   */
  GetFrozen: grpc.handleUnaryCall<_agentflow_workflow_v1_GetFrozenRequest__Output, _agentflow_workflow_v1_FrozenDefinition>;
  
  /**
   * A scripted model.
   */
  GetModelScript: grpc.handleUnaryCall<_agentflow_workflow_v1_GetModelScriptRequest__Output, _agentflow_workflow_v1_ModelScript>;
  
  /**
   * What new executions run.
   */
  GetRelease: grpc.handleUnaryCall<_agentflow_workflow_v1_GetReleaseRequest__Output, _agentflow_workflow_v1_ReleaseView>;
  
  /**
   * One revision with its definition.
   */
  GetRevision: grpc.handleUnaryCall<_agentflow_workflow_v1_GetRevisionRequest__Output, _agentflow_workflow_v1_RevisionDetail>;
  
  /**
   * A draft.
   */
  GetWorkflow: grpc.handleUnaryCall<_agentflow_workflow_v1_GetWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView>;
  
  /**
   * A draft as YAML text, comments and all.
   */
  GetWorkflowYaml: grpc.handleUnaryCall<_agentflow_workflow_v1_GetWorkflowYamlRequest__Output, _agentflow_workflow_v1_WorkflowYaml>;
  
  /**
   * Agents of an org.
   */
  ListAgents: grpc.handleUnaryCall<_agentflow_workflow_v1_ListAgentsRequest__Output, _agentflow_workflow_v1_AgentPage>;
  
  /**
   * Credentials of an org.
   */
  ListCredentials: grpc.handleUnaryCall<_agentflow_workflow_v1_ListCredentialsRequest__Output, _agentflow_workflow_v1_CredentialPage>;
  
  /**
   * Who changed what new executions run.
   */
  ListReleaseChanges: grpc.handleUnaryCall<_agentflow_workflow_v1_ListReleaseChangesRequest__Output, _agentflow_workflow_v1_ListReleaseChangesAnswer>;
  
  /**
   * Revisions of a workflow.
   */
  ListRevisions: grpc.handleUnaryCall<_agentflow_workflow_v1_ListRevisionsRequest__Output, _agentflow_workflow_v1_ListRevisionsAnswer>;
  
  /**
   * Drafts of an org.
   */
  ListWorkflows: grpc.handleUnaryCall<_agentflow_workflow_v1_ListWorkflowsRequest__Output, _agentflow_workflow_v1_ListWorkflowsAnswer>;
  
  /**
   * Models that can be named.
   */
  Models: grpc.handleUnaryCall<_agentflow_workflow_v1_ModelsRequest__Output, _agentflow_workflow_v1_ModelsAnswer>;
  
  /**
   * Node types, for palette and forms.
   */
  NodeTypes: grpc.handleUnaryCall<_agentflow_workflow_v1_NodeTypesRequest__Output, _agentflow_workflow_v1_NodeTypesAnswer>;
  
  /**
   * Releases the canary.
   */
  PromoteCanary: grpc.handleUnaryCall<_agentflow_workflow_v1_PromoteCanaryRequest__Output, _agentflow_workflow_v1_ReleaseView>;
  
  /**
   * Makes a revision of the draft and releases it.
   */
  Publish: grpc.handleUnaryCall<_agentflow_workflow_v1_PublishRequest__Output, _agentflow_workflow_v1_PublishedRevision>;
  
  /**
   * Puts a scripted model.
   */
  PutModelScript: grpc.handleUnaryCall<_agentflow_workflow_v1_PutModelScriptRequest__Output, _agentflow_workflow_v1_PutModelScriptAnswer>;
  
  /**
   * Releases an older revision.
   */
  Rollback: grpc.handleUnaryCall<_agentflow_workflow_v1_RollbackRequest__Output, _agentflow_workflow_v1_RevisionView>;
  
  /**
   * Replaces a draft.
   */
  SaveWorkflow: grpc.handleUnaryCall<_agentflow_workflow_v1_SaveWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView>;
  
  /**
   * Starts a canary or changes its share.
   */
  SetCanary: grpc.handleUnaryCall<_agentflow_workflow_v1_SetCanaryRequest__Output, _agentflow_workflow_v1_ReleaseView>;
  
  /**
   * Tools that can be named.
   */
  Tools: grpc.handleUnaryCall<_agentflow_workflow_v1_ToolsRequest__Output, _agentflow_workflow_v1_ToolsAnswer>;
  
  /**
   * Makes a new version of an agent.
   */
  UpdateAgent: grpc.handleUnaryCall<_agentflow_workflow_v1_UpdateAgentRequest__Output, _agentflow_workflow_v1_AgentView>;
  
  /**
   * Replaces hosts or secret.
   */
  UpdateCredential: grpc.handleUnaryCall<_agentflow_workflow_v1_UpdateCredentialRequest__Output, _agentflow_workflow_v1_CredentialView>;
  
  /**
   * Moves a workflow to another folder or renames it.
   */
  UpdateWorkflow: grpc.handleUnaryCall<_agentflow_workflow_v1_UpdateWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView>;
  
  /**
   * Lists what is wrong.
   */
  Validate: grpc.handleUnaryCall<_agentflow_workflow_v1_ValidateRequest__Output, _agentflow_workflow_v1_ValidateAnswer>;
  
}

export interface DesignerServiceDefinition extends grpc.ServiceDefinition {
  AgentVersions: MethodDefinition<_agentflow_workflow_v1_AgentVersionsRequest, _agentflow_workflow_v1_AgentPage, _agentflow_workflow_v1_AgentVersionsRequest__Output, _agentflow_workflow_v1_AgentPage__Output>
  CreateAgent: MethodDefinition<_agentflow_workflow_v1_CreateAgentRequest, _agentflow_workflow_v1_AgentView, _agentflow_workflow_v1_CreateAgentRequest__Output, _agentflow_workflow_v1_AgentView__Output>
  CreateCredential: MethodDefinition<_agentflow_workflow_v1_CreateCredentialRequest, _agentflow_workflow_v1_CredentialView, _agentflow_workflow_v1_CreateCredentialRequest__Output, _agentflow_workflow_v1_CredentialView__Output>
  CreateWorkflow: MethodDefinition<_agentflow_workflow_v1_CreateWorkflowRequest, _agentflow_workflow_v1_WorkflowView, _agentflow_workflow_v1_CreateWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView__Output>
  DeleteAgent: MethodDefinition<_agentflow_workflow_v1_DeleteAgentRequest, _agentflow_workflow_v1_DeleteAgentAnswer, _agentflow_workflow_v1_DeleteAgentRequest__Output, _agentflow_workflow_v1_DeleteAgentAnswer__Output>
  DeleteCredential: MethodDefinition<_agentflow_workflow_v1_DeleteCredentialRequest, _agentflow_workflow_v1_DeleteCredentialAnswer, _agentflow_workflow_v1_DeleteCredentialRequest__Output, _agentflow_workflow_v1_DeleteCredentialAnswer__Output>
  DeleteModelScript: MethodDefinition<_agentflow_workflow_v1_DeleteModelScriptRequest, _agentflow_workflow_v1_DeleteModelScriptAnswer, _agentflow_workflow_v1_DeleteModelScriptRequest__Output, _agentflow_workflow_v1_DeleteModelScriptAnswer__Output>
  DeleteWorkflow: MethodDefinition<_agentflow_workflow_v1_DeleteWorkflowRequest, _agentflow_workflow_v1_DeleteWorkflowAnswer, _agentflow_workflow_v1_DeleteWorkflowRequest__Output, _agentflow_workflow_v1_DeleteWorkflowAnswer__Output>
  Diff: MethodDefinition<_agentflow_workflow_v1_DiffRequest, _agentflow_workflow_v1_DiffAnswer, _agentflow_workflow_v1_DiffRequest__Output, _agentflow_workflow_v1_DiffAnswer__Output>
  EndCanary: MethodDefinition<_agentflow_workflow_v1_EndCanaryRequest, _agentflow_workflow_v1_ReleaseView, _agentflow_workflow_v1_EndCanaryRequest__Output, _agentflow_workflow_v1_ReleaseView__Output>
  Freeze: MethodDefinition<_agentflow_workflow_v1_FreezeRequest, _agentflow_workflow_v1_FrozenRevision, _agentflow_workflow_v1_FreezeRequest__Output, _agentflow_workflow_v1_FrozenRevision__Output>
  GetAgent: MethodDefinition<_agentflow_workflow_v1_GetAgentRequest, _agentflow_workflow_v1_AgentView, _agentflow_workflow_v1_GetAgentRequest__Output, _agentflow_workflow_v1_AgentView__Output>
  GetCredential: MethodDefinition<_agentflow_workflow_v1_GetCredentialRequest, _agentflow_workflow_v1_CredentialView, _agentflow_workflow_v1_GetCredentialRequest__Output, _agentflow_workflow_v1_CredentialView__Output>
  GetFrozen: MethodDefinition<_agentflow_workflow_v1_GetFrozenRequest, _agentflow_workflow_v1_FrozenDefinition, _agentflow_workflow_v1_GetFrozenRequest__Output, _agentflow_workflow_v1_FrozenDefinition__Output>
  GetModelScript: MethodDefinition<_agentflow_workflow_v1_GetModelScriptRequest, _agentflow_workflow_v1_ModelScript, _agentflow_workflow_v1_GetModelScriptRequest__Output, _agentflow_workflow_v1_ModelScript__Output>
  GetRelease: MethodDefinition<_agentflow_workflow_v1_GetReleaseRequest, _agentflow_workflow_v1_ReleaseView, _agentflow_workflow_v1_GetReleaseRequest__Output, _agentflow_workflow_v1_ReleaseView__Output>
  GetRevision: MethodDefinition<_agentflow_workflow_v1_GetRevisionRequest, _agentflow_workflow_v1_RevisionDetail, _agentflow_workflow_v1_GetRevisionRequest__Output, _agentflow_workflow_v1_RevisionDetail__Output>
  GetWorkflow: MethodDefinition<_agentflow_workflow_v1_GetWorkflowRequest, _agentflow_workflow_v1_WorkflowView, _agentflow_workflow_v1_GetWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView__Output>
  GetWorkflowYaml: MethodDefinition<_agentflow_workflow_v1_GetWorkflowYamlRequest, _agentflow_workflow_v1_WorkflowYaml, _agentflow_workflow_v1_GetWorkflowYamlRequest__Output, _agentflow_workflow_v1_WorkflowYaml__Output>
  ListAgents: MethodDefinition<_agentflow_workflow_v1_ListAgentsRequest, _agentflow_workflow_v1_AgentPage, _agentflow_workflow_v1_ListAgentsRequest__Output, _agentflow_workflow_v1_AgentPage__Output>
  ListCredentials: MethodDefinition<_agentflow_workflow_v1_ListCredentialsRequest, _agentflow_workflow_v1_CredentialPage, _agentflow_workflow_v1_ListCredentialsRequest__Output, _agentflow_workflow_v1_CredentialPage__Output>
  ListReleaseChanges: MethodDefinition<_agentflow_workflow_v1_ListReleaseChangesRequest, _agentflow_workflow_v1_ListReleaseChangesAnswer, _agentflow_workflow_v1_ListReleaseChangesRequest__Output, _agentflow_workflow_v1_ListReleaseChangesAnswer__Output>
  ListRevisions: MethodDefinition<_agentflow_workflow_v1_ListRevisionsRequest, _agentflow_workflow_v1_ListRevisionsAnswer, _agentflow_workflow_v1_ListRevisionsRequest__Output, _agentflow_workflow_v1_ListRevisionsAnswer__Output>
  ListWorkflows: MethodDefinition<_agentflow_workflow_v1_ListWorkflowsRequest, _agentflow_workflow_v1_ListWorkflowsAnswer, _agentflow_workflow_v1_ListWorkflowsRequest__Output, _agentflow_workflow_v1_ListWorkflowsAnswer__Output>
  Models: MethodDefinition<_agentflow_workflow_v1_ModelsRequest, _agentflow_workflow_v1_ModelsAnswer, _agentflow_workflow_v1_ModelsRequest__Output, _agentflow_workflow_v1_ModelsAnswer__Output>
  NodeTypes: MethodDefinition<_agentflow_workflow_v1_NodeTypesRequest, _agentflow_workflow_v1_NodeTypesAnswer, _agentflow_workflow_v1_NodeTypesRequest__Output, _agentflow_workflow_v1_NodeTypesAnswer__Output>
  PromoteCanary: MethodDefinition<_agentflow_workflow_v1_PromoteCanaryRequest, _agentflow_workflow_v1_ReleaseView, _agentflow_workflow_v1_PromoteCanaryRequest__Output, _agentflow_workflow_v1_ReleaseView__Output>
  Publish: MethodDefinition<_agentflow_workflow_v1_PublishRequest, _agentflow_workflow_v1_PublishedRevision, _agentflow_workflow_v1_PublishRequest__Output, _agentflow_workflow_v1_PublishedRevision__Output>
  PutModelScript: MethodDefinition<_agentflow_workflow_v1_PutModelScriptRequest, _agentflow_workflow_v1_PutModelScriptAnswer, _agentflow_workflow_v1_PutModelScriptRequest__Output, _agentflow_workflow_v1_PutModelScriptAnswer__Output>
  Rollback: MethodDefinition<_agentflow_workflow_v1_RollbackRequest, _agentflow_workflow_v1_RevisionView, _agentflow_workflow_v1_RollbackRequest__Output, _agentflow_workflow_v1_RevisionView__Output>
  SaveWorkflow: MethodDefinition<_agentflow_workflow_v1_SaveWorkflowRequest, _agentflow_workflow_v1_WorkflowView, _agentflow_workflow_v1_SaveWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView__Output>
  SetCanary: MethodDefinition<_agentflow_workflow_v1_SetCanaryRequest, _agentflow_workflow_v1_ReleaseView, _agentflow_workflow_v1_SetCanaryRequest__Output, _agentflow_workflow_v1_ReleaseView__Output>
  Tools: MethodDefinition<_agentflow_workflow_v1_ToolsRequest, _agentflow_workflow_v1_ToolsAnswer, _agentflow_workflow_v1_ToolsRequest__Output, _agentflow_workflow_v1_ToolsAnswer__Output>
  UpdateAgent: MethodDefinition<_agentflow_workflow_v1_UpdateAgentRequest, _agentflow_workflow_v1_AgentView, _agentflow_workflow_v1_UpdateAgentRequest__Output, _agentflow_workflow_v1_AgentView__Output>
  UpdateCredential: MethodDefinition<_agentflow_workflow_v1_UpdateCredentialRequest, _agentflow_workflow_v1_CredentialView, _agentflow_workflow_v1_UpdateCredentialRequest__Output, _agentflow_workflow_v1_CredentialView__Output>
  UpdateWorkflow: MethodDefinition<_agentflow_workflow_v1_UpdateWorkflowRequest, _agentflow_workflow_v1_WorkflowView, _agentflow_workflow_v1_UpdateWorkflowRequest__Output, _agentflow_workflow_v1_WorkflowView__Output>
  Validate: MethodDefinition<_agentflow_workflow_v1_ValidateRequest, _agentflow_workflow_v1_ValidateAnswer, _agentflow_workflow_v1_ValidateRequest__Output, _agentflow_workflow_v1_ValidateAnswer__Output>
}
