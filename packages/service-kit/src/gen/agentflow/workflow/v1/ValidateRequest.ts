// From agentflow/workflow/v1/workflow.proto

import type { DefinitionSource as _agentflow_workflow_v1_DefinitionSource, DefinitionSource__Output as _agentflow_workflow_v1_DefinitionSource__Output } from '../../../agentflow/workflow/v1/DefinitionSource.js';

/**
 * What to check.
 */
export interface ValidateRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Instead of the draft.
   */
  'source'?: (_agentflow_workflow_v1_DefinitionSource | null);
}

/**
 * What to check.
 */
export interface ValidateRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * Instead of the draft.
   */
  'source'?: (_agentflow_workflow_v1_DefinitionSource__Output);
}
