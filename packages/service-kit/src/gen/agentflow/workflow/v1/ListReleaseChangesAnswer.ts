// From agentflow/workflow/v1/workflow.proto

import type { ReleaseChange as _agentflow_workflow_v1_ReleaseChange, ReleaseChange__Output as _agentflow_workflow_v1_ReleaseChange__Output } from '../../../agentflow/workflow/v1/ReleaseChange.js';

/**
 * A page of changes.
 */
export interface ListReleaseChangesAnswer {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_workflow_v1_ReleaseChange)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * Asked for.
   */
  'pageSize'?: (number);
  /**
   * In all pages.
   */
  'total'?: (number);
}

/**
 * A page of changes.
 */
export interface ListReleaseChangesAnswer__Output {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_workflow_v1_ReleaseChange__Output)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * Asked for.
   */
  'pageSize'?: (number);
  /**
   * In all pages.
   */
  'total'?: (number);
}
