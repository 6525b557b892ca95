// From agentflow/workflow/v1/workflow.proto

import type { DefinitionSource as _agentflow_workflow_v1_DefinitionSource, DefinitionSource__Output as _agentflow_workflow_v1_DefinitionSource__Output } from '../../../agentflow/workflow/v1/DefinitionSource.js';

/**
 * What to save.
 */
export interface SaveWorkflowRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * The definition.
   */
  'source'?: (_agentflow_workflow_v1_DefinitionSource | null);
  /**
   * The ETag it replaces.
   */
  'ifMatch'?: (string);
  /**
   * Moves it to this folder.
   */
  'folder'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_folder'?: "folder";
}

/**
 * What to save.
 */
export interface SaveWorkflowRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'workflow'?: (string);
  /**
   * The definition.
   */
  'source'?: (_agentflow_workflow_v1_DefinitionSource__Output);
  /**
   * The ETag it replaces.
   */
  'ifMatch'?: (string);
  /**
   * Moves it to this folder.
   */
  'folder'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
