// From agentflow/worker/v1/worker.proto

import type { Held as _agentflow_worker_v1_Held, Held__Output as _agentflow_worker_v1_Held__Output } from '../../../agentflow/worker/v1/Held.js';
import type { TaskError as _agentflow_worker_v1_TaskError, TaskError__Output as _agentflow_worker_v1_TaskError__Output } from '../../../agentflow/worker/v1/TaskError.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from '../../../agentflow/common/v1/Usage.js';
import type { StepCompensation as _agentflow_worker_v1_StepCompensation, StepCompensation__Output as _agentflow_worker_v1_StepCompensation__Output } from '../../../agentflow/worker/v1/StepCompensation.js';

/**
 * One recorded call inside an attempt.
 */
export interface StepRecord {
  /**
   * Call index in program order.
   */
  'index'?: (number);
  /**
   * Raised when recorded steps are void.
   */
  'generation'?: (number);
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
   * sha256 over the canonical request.
   */
  'requestHash'?: (string);
  /**
   * What was asked.
   */
  'request'?: (_agentflow_worker_v1_Held | null);
  /**
   * What was answered.
   */
  'response'?: (_agentflow_worker_v1_Held | null);
  /**
   * What it failed with.
   */
  'error'?: (_agentflow_worker_v1_TaskError | null);
  /**
   * Of a model call.
   */
  'usage'?: (_agentflow_common_v1_Usage | null);
  /**
   * The attempt that made it.
   */
  'attempt'?: (number);
  /**
   * Epoch milliseconds.
   */
  'startedAt'?: (number | string);
  /**
   * Epoch milliseconds.
   */
  'endedAt'?: (number | string);
  /**
   * What undoes it, where the agent's configuration says so.
   */
  'compensation'?: (_agentflow_worker_v1_StepCompensation | null);
}

/**
 * One recorded call inside an attempt.
 */
export interface StepRecord__Output {
  /**
   * Call index in program order.
   */
  'index'?: (number);
  /**
   * Raised when recorded steps are void.
   */
  'generation'?: (number);
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
   * sha256 over the canonical request.
   */
  'requestHash'?: (string);
  /**
   * What was asked.
   */
  'request'?: (_agentflow_worker_v1_Held__Output);
  /**
   * What was answered.
   */
  'response'?: (_agentflow_worker_v1_Held__Output);
  /**
   * What it failed with.
   */
  'error'?: (_agentflow_worker_v1_TaskError__Output);
  /**
   * Of a model call.
   */
  'usage'?: (_agentflow_common_v1_Usage__Output);
  /**
   * The attempt that made it.
   */
  'attempt'?: (number);
  /**
   * Epoch milliseconds.
   */
  'startedAt'?: (number);
  /**
   * Epoch milliseconds.
   */
  'endedAt'?: (number);
  /**
   * What undoes it, where the agent's configuration says so.
   */
  'compensation'?: (_agentflow_worker_v1_StepCompensation__Output);
}
