// From agentflow/workflow/v1/workflow.proto

import type { CredentialView as _agentflow_workflow_v1_CredentialView, CredentialView__Output as _agentflow_workflow_v1_CredentialView__Output } from '../../../agentflow/workflow/v1/CredentialView.js';

/**
 * A page of credentials.
 */
export interface CredentialPage {
  /**
   * The credentials.
   */
  'items'?: (_agentflow_workflow_v1_CredentialView)[];
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
 * A page of credentials.
 */
export interface CredentialPage__Output {
  /**
   * The credentials.
   */
  'items'?: (_agentflow_workflow_v1_CredentialView__Output)[];
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
