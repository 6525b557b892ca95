// From agentflow/worker/v1/worker.proto

import type { HeldTasks as _agentflow_worker_v1_HeldTasks, HeldTasks__Output as _agentflow_worker_v1_HeldTasks__Output } from '../../../agentflow/worker/v1/HeldTasks.js';

/**
 * A sign of life.
 */
export interface Heartbeat {
  /**
   * Now and then: all that the worker has of this coordinator.
   */
  'held'?: (_agentflow_worker_v1_HeldTasks | null);
}

/**
 * A sign of life.
 */
export interface Heartbeat__Output {
  /**
   * Now and then: all that the worker has of this coordinator.
   */
  'held'?: (_agentflow_worker_v1_HeldTasks__Output);
}
