// From agentflow/execution/v1/execution.proto

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from '../../../agentflow/common/v1/NodeError.js';

/**
 * One try of a task.
 */
export interface AttemptView {
  /**
   * 1-based.
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
   * `running completed failed cancelled uncertain`.
   */
  'status'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentflow_common_v1_NodeError | null);
  '_endedAt'?: "endedAt";
}

/**
 * One try of a task.
 */
export interface AttemptView__Output {
  /**
   * 1-based.
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
   * `running completed failed cancelled uncertain`.
   */
  'status'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentflow_common_v1_NodeError__Output);
}
