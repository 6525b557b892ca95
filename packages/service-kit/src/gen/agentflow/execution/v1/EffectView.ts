// From agentflow/execution/v1/execution.proto

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from '../../../agentflow/common/v1/NodeError.js';

/**
 * One call that changed, or may have changed, something outside.
 */
export interface EffectView {
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * Call index within the task.
   */
  'index'?: (number);
  /**
   * Raised when the call was asked again under another key.
   */
  'generation'?: (number);
  /**
   * Model, tool or host called.
   */
  'name'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
  /**
   * What the target was given.
   */
  'idempotencyKey'?: (string);
  /**
   * The attempt that made it.
   */
  'attempt'?: (number);
  /**
   * `started done failed uncertain not_done repeated undone`.
   */
  'status'?: (string);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  /**
   * Why it failed, or why its outcome is unknown.
   */
  'error'?: (_agentflow_common_v1_NodeError | null);
  /**
   * Who resolved an unknown outcome.
   */
  'resolvedBy'?: (string);
  '_endedAt'?: "endedAt";
  '_resolvedBy'?: "resolvedBy";
}

/**
 * One call that changed, or may have changed, something outside.
 */
export interface EffectView__Output {
  /**
   * The node.
   */
  'path'?: (string);
  /**
   * Call index within the task.
   */
  'index'?: (number);
  /**
   * Raised when the call was asked again under another key.
   */
  'generation'?: (number);
  /**
   * Model, tool or host called.
   */
  'name'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
  /**
   * What the target was given.
   */
  'idempotencyKey'?: (string);
  /**
   * The attempt that made it.
   */
  'attempt'?: (number);
  /**
   * `started done failed uncertain not_done repeated undone`.
   */
  'status'?: (string);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  /**
   * Why it failed, or why its outcome is unknown.
   */
  'error'?: (_agentflow_common_v1_NodeError__Output);
  /**
   * Who resolved an unknown outcome.
   */
  'resolvedBy'?: (string);
}
