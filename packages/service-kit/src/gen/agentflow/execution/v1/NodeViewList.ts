// From agentflow/execution/v1/execution.proto

import type { NodeView as _agentflow_execution_v1_NodeView, NodeView__Output as _agentflow_execution_v1_NodeView__Output } from '../../../agentflow/execution/v1/NodeView.js';

/**
 * Nodes that may be missing.
 */
export interface NodeViewList {
  /**
   * The nodes.
   */
  'items'?: (_agentflow_execution_v1_NodeView)[];
}

/**
 * Nodes that may be missing.
 */
export interface NodeViewList__Output {
  /**
   * The nodes.
   */
  'items'?: (_agentflow_execution_v1_NodeView__Output)[];
}
