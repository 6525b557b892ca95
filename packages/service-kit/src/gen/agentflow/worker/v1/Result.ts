// From agentflow/worker/v1/worker.proto

import type { TaskOutcome as _agentflow_worker_v1_TaskOutcome, TaskOutcome__Output as _agentflow_worker_v1_TaskOutcome__Output } from '../../../agentflow/worker/v1/TaskOutcome.js';
import type { Long } from '@grpc/proto-loader';

/**
 * An attempt that ended.
 */
export interface Result {
  /**
   * To be acknowledged.
   */
  'id'?: (number | string | Long);
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * How it ended.
   */
  'outcome'?: (_agentflow_worker_v1_TaskOutcome | null);
}

/**
 * An attempt that ended.
 */
export interface Result__Output {
  /**
   * To be acknowledged.
   */
  'id'?: (number);
  /**
   * Of the attempt.
   */
  'token'?: (string);
  /**
   * How it ended.
   */
  'outcome'?: (_agentflow_worker_v1_TaskOutcome__Output);
}
