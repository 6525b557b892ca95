// From agentflow/worker/v1/worker.proto

import type { Held as _agentflow_worker_v1_Held, Held__Output as _agentflow_worker_v1_Held__Output } from '../../../agentflow/worker/v1/Held.js';
import type { TaskError as _agentflow_worker_v1_TaskError, TaskError__Output as _agentflow_worker_v1_TaskError__Output } from '../../../agentflow/worker/v1/TaskError.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from '../../../agentflow/common/v1/Usage.js';

/**
 * How an attempt ended.
 */
export interface TaskOutcome {
  /**
   * `completed failed cancelled`.
   */
  'status'?: (string);
  /**
   * Of one that completed.
   */
  'output'?: (_agentflow_worker_v1_Held | null);
  /**
   * Of one that failed.
   */
  'error'?: (_agentflow_worker_v1_TaskError | null);
  /**
   * Of its model calls.
   */
  'usage'?: (_agentflow_common_v1_Usage | null);
  /**
   * Of one that failed: effect-free steps from there on are void.
   */
  'discardFrom'?: (number);
  '_discardFrom'?: "discardFrom";
}

/**
 * How an attempt ended.
 */
export interface TaskOutcome__Output {
  /**
   * `completed failed cancelled`.
   */
  'status'?: (string);
  /**
   * Of one that completed.
   */
  'output'?: (_agentflow_worker_v1_Held__Output);
  /**
   * Of one that failed.
   */
  'error'?: (_agentflow_worker_v1_TaskError__Output);
  /**
   * Of its model calls.
   */
  'usage'?: (_agentflow_common_v1_Usage__Output);
  /**
   * Of one that failed: effect-free steps from there on are void.
   */
  'discardFrom'?: (number);
}
