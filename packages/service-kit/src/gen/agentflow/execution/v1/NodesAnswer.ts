// From agentflow/execution/v1/execution.proto

import type { NodeView as _agentflow_execution_v1_NodeView, NodeView__Output as _agentflow_execution_v1_NodeView__Output } from '../../../agentflow/execution/v1/NodeView.js';

/**
 * A page of nodes.
 */
export interface NodesAnswer {
  /**
   * In path order.
   */
  'items'?: (_agentflow_execution_v1_NodeView)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

/**
 * A page of nodes.
 */
export interface NodesAnswer__Output {
  /**
   * In path order.
   */
  'items'?: (_agentflow_execution_v1_NodeView__Output)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
}
