// From agentflow/workflow/v1/workflow.proto

import type { ModelDescriptor as _agentflow_workflow_v1_ModelDescriptor, ModelDescriptor__Output as _agentflow_workflow_v1_ModelDescriptor__Output } from '../../../agentflow/workflow/v1/ModelDescriptor.js';

/**
 * Models.
 */
export interface ModelsAnswer {
  /**
   * By name.
   */
  'items'?: (_agentflow_workflow_v1_ModelDescriptor)[];
}

/**
 * Models.
 */
export interface ModelsAnswer__Output {
  /**
   * By name.
   */
  'items'?: (_agentflow_workflow_v1_ModelDescriptor__Output)[];
}
