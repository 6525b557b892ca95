// From agentflow/execution/v1/execution.proto

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from '../../../agentflow/common/v1/NodeError.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from '../../../agentflow/common/v1/Usage.js';
import type { AttemptView as _agentflow_execution_v1_AttemptView, AttemptView__Output as _agentflow_execution_v1_AttemptView__Output } from '../../../agentflow/execution/v1/AttemptView.js';
import type { StepView as _agentflow_execution_v1_StepView, StepView__Output as _agentflow_execution_v1_StepView__Output } from '../../../agentflow/execution/v1/StepView.js';

/**
 * One node in full.
 */
export interface NodeDetailView {
  /**
   * Of the definition.
   */
  'id'?: (string);
  /**
   * Unique in the execution.
   */
  'path'?: (string);
  /**
   * The node's type.
   */
  'type'?: (string);
  /**
   * As in NodeView.
   */
  'status'?: (string);
  /**
   * The latest attempt, 1-based.
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
   * Its rendered input.
   */
  'inputJson'?: (string);
  /**
   * Of its model calls.
   */
  'usage'?: (_agentflow_common_v1_Usage | null);
  /**
   * All tries, oldest first.
   */
  'attempts'?: (_agentflow_execution_v1_AttemptView)[];
  /**
   * All recorded calls, in program order.
   */
  'steps'?: (_agentflow_execution_v1_StepView)[];
  /**
   * Of a subflow: the execution it started.
   */
  'childId'?: (string);
  /**
   * Of a statemachine under way: the state it is in.
   */
  'state'?: (string);
  /**
   * How its budget stands, where it has one: limit, spent, reserved.
   */
  'budgetJson'?: (string);
  /**
   * Of a node of another domain: the execution at home there that runs it, or has.
   */
  'delegatedTo'?: (string);
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
  '_childId'?: "childId";
  '_state'?: "state";
  '_budgetJson'?: "budgetJson";
  '_delegatedTo'?: "delegatedTo";
}

/**
 * One node in full.
 */
export interface NodeDetailView__Output {
  /**
   * Of the definition.
   */
  'id'?: (string);
  /**
   * Unique in the execution.
   */
  'path'?: (string);
  /**
   * The node's type.
   */
  'type'?: (string);
  /**
   * As in NodeView.
   */
  'status'?: (string);
  /**
   * The latest attempt, 1-based.
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
   * Its rendered input.
   */
  'inputJson'?: (string);
  /**
   * Of its model calls.
   */
  'usage'?: (_agentflow_common_v1_Usage__Output);
  /**
   * All tries, oldest first.
   */
  'attempts'?: (_agentflow_execution_v1_AttemptView__Output)[];
  /**
   * All recorded calls, in program order.
   */
  'steps'?: (_agentflow_execution_v1_StepView__Output)[];
  /**
   * Of a subflow: the execution it started.
   */
  'childId'?: (string);
  /**
   * Of a statemachine under way: the state it is in.
   */
  'state'?: (string);
  /**
   * How its budget stands, where it has one: limit, spent, reserved.
   */
  'budgetJson'?: (string);
  /**
   * Of a node of another domain: the execution at home there that runs it, or has.
   */
  'delegatedTo'?: (string);
}
