// From agentflow/worker/v1/worker.proto

import type { OfferedTask as _agentflow_worker_v1_OfferedTask, OfferedTask__Output as _agentflow_worker_v1_OfferedTask__Output } from '../../../agentflow/worker/v1/OfferedTask.js';

/**
 * What a worker has from other owners, or from before its stream broke.
 */
export interface Offer {
  /**
   * Those.
   */
  'tasks'?: (_agentflow_worker_v1_OfferedTask)[];
}

/**
 * What a worker has from other owners, or from before its stream broke.
 */
export interface Offer__Output {
  /**
   * Those.
   */
  'tasks'?: (_agentflow_worker_v1_OfferedTask__Output)[];
}
