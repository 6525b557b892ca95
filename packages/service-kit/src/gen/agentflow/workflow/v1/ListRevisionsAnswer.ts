// From agentflow/workflow/v1/workflow.proto

import type { RevisionView as _agentflow_workflow_v1_RevisionView, RevisionView__Output as _agentflow_workflow_v1_RevisionView__Output } from '../../../agentflow/workflow/v1/RevisionView.js';

/**
 * A page of revisions.
 */
export interface ListRevisionsAnswer {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_workflow_v1_RevisionView)[];
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
 * A page of revisions.
 */
export interface ListRevisionsAnswer__Output {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_workflow_v1_RevisionView__Output)[];
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
