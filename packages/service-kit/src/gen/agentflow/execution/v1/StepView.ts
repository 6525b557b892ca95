// From agentflow/execution/v1/execution.proto

import type { NodeError as _agentflow_common_v1_NodeError, NodeError__Output as _agentflow_common_v1_NodeError__Output } from '../../../agentflow/common/v1/NodeError.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from '../../../agentflow/common/v1/Usage.js';

/**
 * One recorded call inside an attempt.
 */
export interface StepView {
  /**
   * Call index in program order.
   */
  'index'?: (number);
  /**
   * `model tool http code email other`.
   */
  'kind'?: (string);
  /**
   * Model, tool or host called.
   */
  'name'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
  /**
   * The attempt that made it.
   */
  'attempt'?: (number);
  /**
   * What was asked.
   */
  'requestJson'?: (string);
  /**
   * What was answered.
   */
  'responseJson'?: (string);
  /**
   * What it failed with.
   */
  'error'?: (_agentflow_common_v1_NodeError | null);
  /**
   * Of a model call.
   */
  'usage'?: (_agentflow_common_v1_Usage | null);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  '_endedAt'?: "endedAt";
}

/**
 * One recorded call inside an attempt.
 */
export interface StepView__Output {
  /**
   * Call index in program order.
   */
  'index'?: (number);
  /**
   * `model tool http code email other`.
   */
  'kind'?: (string);
  /**
   * Model, tool or host called.
   */
  'name'?: (string);
  /**
   * Effect class.
   */
  'effect'?: (string);
  /**
   * The attempt that made it.
   */
  'attempt'?: (number);
  /**
   * What was asked.
   */
  'requestJson'?: (string);
  /**
   * What was answered.
   */
  'responseJson'?: (string);
  /**
   * What it failed with.
   */
  'error'?: (_agentflow_common_v1_NodeError__Output);
  /**
   * Of a model call.
   */
  'usage'?: (_agentflow_common_v1_Usage__Output);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
}
