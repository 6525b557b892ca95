// From agentflow/worker/v1/worker.proto

import type { StepRecord as _agentflow_worker_v1_StepRecord, StepRecord__Output as _agentflow_worker_v1_StepRecord__Output } from '../../../agentflow/worker/v1/StepRecord.js';
import type { Long } from '@grpc/proto-loader';

/**
 * A call that ended.
 */
export interface Step {
  /**
   * To be acknowledged.
   */
  'id'?: (number | string | Long);
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * What is recorded.
   */
  'step'?: (_agentflow_worker_v1_StepRecord | null);
}

/**
 * A call that ended.
 */
export interface Step__Output {
  /**
   * To be acknowledged.
   */
  'id'?: (number);
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * What is recorded.
   */
  'step'?: (_agentflow_worker_v1_StepRecord__Output);
}
