// From agentflow/workflow/v1/workflow.proto

import type { NodeTypeDescriptor as _agentflow_workflow_v1_NodeTypeDescriptor, NodeTypeDescriptor__Output as _agentflow_workflow_v1_NodeTypeDescriptor__Output } from '../../../agentflow/workflow/v1/NodeTypeDescriptor.js';

/**
 * Node types.
 */
export interface NodeTypesAnswer {
  /**
   * In the palette's order.
   */
  'items'?: (_agentflow_workflow_v1_NodeTypeDescriptor)[];
}

/**
 * Node types.
 */
export interface NodeTypesAnswer__Output {
  /**
   * In the palette's order.
   */
  'items'?: (_agentflow_workflow_v1_NodeTypeDescriptor__Output)[];
}
