// From agentflow/workflow/v1/workflow.proto

import type { AgentDraft as _agentflow_workflow_v1_AgentDraft, AgentDraft__Output as _agentflow_workflow_v1_AgentDraft__Output } from '../../../agentflow/workflow/v1/AgentDraft.js';

/**
 * A new version.
 */
export interface UpdateAgentRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'agent'?: (string);
  /**
   * The new version.
   */
  'draft'?: (_agentflow_workflow_v1_AgentDraft | null);
  /**
   * The version it replaces.
   */
  'ifMatch'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_ifMatch'?: "ifMatch";
}

/**
 * A new version.
 */
export interface UpdateAgentRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'agent'?: (string);
  /**
   * The new version.
   */
  'draft'?: (_agentflow_workflow_v1_AgentDraft__Output);
  /**
   * The version it replaces.
   */
  'ifMatch'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
}
