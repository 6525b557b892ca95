// From agentflow/workflow/v1/workflow.proto

import type { DefinitionSource as _agentflow_workflow_v1_DefinitionSource, DefinitionSource__Output as _agentflow_workflow_v1_DefinitionSource__Output } from '../../../agentflow/workflow/v1/DefinitionSource.js';

/**
 * What to make.
 */
export interface CreateWorkflowRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The definition.
   */
  'source'?: (_agentflow_workflow_v1_DefinitionSource | null);
  /**
   * A name for references; made of the workflow's name where missing.
   */
  'key'?: (string);
  /**
   * Where the list shows it.
   */
  'folder'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
  '_key'?: "key";
  '_folder'?: "folder";
}

/**
 * What to make.
 */
export interface CreateWorkflowRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The definition.
   */
  'source'?: (_agentflow_workflow_v1_DefinitionSource__Output);
  /**
   * A name for references; made of the workflow's name where missing.
   */
  'key'?: (string);
  /**
   * Where the list shows it.
   */
  'folder'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
