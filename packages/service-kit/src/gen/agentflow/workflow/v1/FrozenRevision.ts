// From agentflow/workflow/v1/workflow.proto

import type { Canary as _agentflow_workflow_v1_Canary, Canary__Output as _agentflow_workflow_v1_Canary__Output } from '../../../agentflow/workflow/v1/Canary.js';

/**
 * What an execution needs of a revision.
 */
export interface FrozenRevision {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name at this revision.
   */
  'workflowName'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * The definition is stored under it.
   */
  'digest'?: (string);
  /**
   * JSON Schema of the input.
   */
  'inputsJson'?: (string);
  /**
   * A candidate beside it.
   */
  'canary'?: (_agentflow_workflow_v1_Canary | null);
}

/**
 * What an execution needs of a revision.
 */
export interface FrozenRevision__Output {
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name at this revision.
   */
  'workflowName'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * The definition is stored under it.
   */
  'digest'?: (string);
  /**
   * JSON Schema of the input.
   */
  'inputsJson'?: (string);
  /**
   * A candidate beside it.
   */
  'canary'?: (_agentflow_workflow_v1_Canary__Output);
}
