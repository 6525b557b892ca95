// From agentflow/workflow/v1/workflow.proto

import type { AgentView as _agentflow_workflow_v1_AgentView, AgentView__Output as _agentflow_workflow_v1_AgentView__Output } from '../../../agentflow/workflow/v1/AgentView.js';

/**
 * A page of agents or of versions of one.
 */
export interface AgentPage {
  /**
   * The agents.
   */
  'items'?: (_agentflow_workflow_v1_AgentView)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * As asked.
   */
  'pageSize'?: (number);
  /**
   * All there are.
   */
  'total'?: (number);
}

/**
 * A page of agents or of versions of one.
 */
export interface AgentPage__Output {
  /**
   * The agents.
   */
  'items'?: (_agentflow_workflow_v1_AgentView__Output)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * As asked.
   */
  'pageSize'?: (number);
  /**
   * All there are.
   */
  'total'?: (number);
}
