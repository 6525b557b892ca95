// From agentflow/workflow/v1/workflow.proto

import type { ToolView as _agentflow_workflow_v1_ToolView, ToolView__Output as _agentflow_workflow_v1_ToolView__Output } from '../../../agentflow/workflow/v1/ToolView.js';

/**
 * Tools.
 */
export interface ToolsAnswer {
  /**
   * By name.
   */
  'items'?: (_agentflow_workflow_v1_ToolView)[];
}

/**
 * Tools.
 */
export interface ToolsAnswer__Output {
  /**
   * By name.
   */
  'items'?: (_agentflow_workflow_v1_ToolView__Output)[];
}
