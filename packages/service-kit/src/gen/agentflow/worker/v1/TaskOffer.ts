// From agentflow/worker/v1/worker.proto

import type { Task as _agentflow_worker_v1_Task, Task__Output as _agentflow_worker_v1_Task__Output } from '../../../agentflow/worker/v1/Task.js';

/**
 * One attempt to make.
 */
export interface TaskOffer {
  /**
   * The attempt.
   */
  'task'?: (_agentflow_worker_v1_Task | null);
}

/**
 * One attempt to make.
 */
export interface TaskOffer__Output {
  /**
   * The attempt.
   */
  'task'?: (_agentflow_worker_v1_Task__Output);
}
