// From agentflow/workflow/v1/workflow.proto

import type { AgentDraft as _agentflow_workflow_v1_AgentDraft, AgentDraft__Output as _agentflow_workflow_v1_AgentDraft__Output } from '../../../agentflow/workflow/v1/AgentDraft.js';

/**
 * What to make.
 */
export interface CreateAgentRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The agent.
   */
  'agent'?: (_agentflow_workflow_v1_AgentDraft | null);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to make.
 */
export interface CreateAgentRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The agent.
   */
  'agent'?: (_agentflow_workflow_v1_AgentDraft__Output);
  /**
   * Who asks.
   */
  'by'?: (string);
}
