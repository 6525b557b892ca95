// From agentflow/execution/v1/execution.proto

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from '../../../agentflow/common/v1/NodeError.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from '../../../agentflow/common/v1/Usage.js';

/**
 * A node of an execution.
 */
export interface NodeView {
  /**
   * Of the definition.
   */
  'id'?: (string);
  /**
   * Unique in the execution, e.g. `each[3]/approve`.
   */
  'path'?: (string);
  /**
   * The node's type.
   */
  'type'?: (string);
  /**
   * `pending running waiting retrying completed failed skipped cancelled uncertain compensated`.
   */
  'status'?: (string);
  /**
   * The latest attempt, 1-based; 0 before the first.
   */
  'attempt'?: (number);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  /**
   * Its output, or a reference to it.
   */
  'outputJson'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentflow_common_v1_NodeError | null);
  /**
   * Its rendered input, where asked for.
   */
  'inputJson'?: (string);
  /**
   * Of its model calls, where asked for.
   */
  'usage'?: (_agentflow_common_v1_Usage | null);
  /**
   * Of a subflow: the execution it started.
   */
  'childId'?: (string);
  /**
   * Of a statemachine under way: the state it is in.
   */
  'state'?: (string);
  /**
   * Of a node of another domain: the execution at home there that runs it, or has.
   */
  'delegatedTo'?: (string);
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
  '_childId'?: "childId";
  '_state'?: "state";
  '_delegatedTo'?: "delegatedTo";
}

/**
 * A node of an execution.
 */
export interface NodeView__Output {
  /**
   * Of the definition.
   */
  'id'?: (string);
  /**
   * Unique in the execution, e.g. `each[3]/approve`.
   */
  'path'?: (string);
  /**
   * The node's type.
   */
  'type'?: (string);
  /**
   * `pending running waiting retrying completed failed skipped cancelled uncertain compensated`.
   */
  'status'?: (string);
  /**
   * The latest attempt, 1-based; 0 before the first.
   */
  'attempt'?: (number);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  /**
   * Its output, or a reference to it.
   */
  'outputJson'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentflow_common_v1_NodeError__Output);
  /**
   * Its rendered input, where asked for.
   */
  'inputJson'?: (string);
  /**
   * Of its model calls, where asked for.
   */
  'usage'?: (_agentflow_common_v1_Usage__Output);
  /**
   * Of a subflow: the execution it started.
   */
  'childId'?: (string);
  /**
   * Of a statemachine under way: the state it is in.
   */
  'state'?: (string);
  /**
   * Of a node of another domain: the execution at home there that runs it, or has.
   */
  'delegatedTo'?: (string);
}
