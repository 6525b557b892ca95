// From agentflow/workflow/v1/workflow.proto

import type { WorkflowSummary as _agentflow_workflow_v1_WorkflowSummary, WorkflowSummary__Output as _agentflow_workflow_v1_WorkflowSummary__Output } from '../../../agentflow/workflow/v1/WorkflowSummary.js';

/**
 * A page of workflows.
 */
export interface ListWorkflowsAnswer {
  /**
   * In the list's order.
   */
  'items'?: (_agentflow_workflow_v1_WorkflowSummary)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

/**
 * A page of workflows.
 */
export interface ListWorkflowsAnswer__Output {
  /**
   * In the list's order.
   */
  'items'?: (_agentflow_workflow_v1_WorkflowSummary__Output)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
}
