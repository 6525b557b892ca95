// From agentflow/workflow/v1/workflow.proto

import type { NodeTest as _agentflow_workflow_v1_NodeTest, NodeTest__Output as _agentflow_workflow_v1_NodeTest__Output } from '../../../agentflow/workflow/v1/NodeTest.js';

/**
 * What to freeze.
 */
export interface FreezeRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * A number, or "draft"; the released one where missing.
   */
  'revisionJson'?: (string);
  /**
   * One node of the draft alone.
   */
  'test'?: (_agentflow_workflow_v1_NodeTest | null);
}

/**
 * What to freeze.
 */
export interface FreezeRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * A number, or "draft"; the released one where missing.
   */
  'revisionJson'?: (string);
  /**
   * One node of the draft alone.
   */
  'test'?: (_agentflow_workflow_v1_NodeTest__Output);
}
