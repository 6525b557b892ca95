// From agentflow/workflow/v1/workflow.proto

import type { CanaryView as _agentflow_workflow_v1_CanaryView, CanaryView__Output as _agentflow_workflow_v1_CanaryView__Output } from '../../../agentflow/workflow/v1/CanaryView.js';

/**
 * What new executions of a workflow run.
 */
export interface ReleaseView {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * What is released; null where nothing is.
   */
  'revision'?: (number);
  /**
   * A candidate beside it, or null.
   */
  'canary'?: (_agentflow_workflow_v1_CanaryView | null);
  '_revision'?: "revision";
}

/**
 * What new executions of a workflow run.
 */
export interface ReleaseView__Output {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * What is released; null where nothing is.
   */
  'revision'?: (number);
  /**
   * A candidate beside it, or null.
   */
  'canary'?: (_agentflow_workflow_v1_CanaryView__Output);
}
