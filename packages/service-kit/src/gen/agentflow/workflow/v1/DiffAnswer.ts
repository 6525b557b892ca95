// From agentflow/workflow/v1/workflow.proto

import type { SemanticChange as _agentflow_workflow_v1_SemanticChange, SemanticChange__Output as _agentflow_workflow_v1_SemanticChange__Output } from '../../../agentflow/workflow/v1/SemanticChange.js';

/**
 * What changed.
 */
export interface DiffAnswer {
  /**
   * In the order of the document.
   */
  'changes'?: (_agentflow_workflow_v1_SemanticChange)[];
}

/**
 * What changed.
 */
export interface DiffAnswer__Output {
  /**
   * In the order of the document.
   */
  'changes'?: (_agentflow_workflow_v1_SemanticChange__Output)[];
}
