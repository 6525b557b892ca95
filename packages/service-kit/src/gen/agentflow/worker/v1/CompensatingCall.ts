// From agentflow/worker/v1/worker.proto

import type { Held as _agentflow_worker_v1_Held, Held__Output as _agentflow_worker_v1_Held__Output } from '../../../agentflow/worker/v1/Held.js';

/**
 * A tool call that undoes another.
 */
export interface CompensatingCall {
  /**
   * The tool.
   */
  'tool'?: (string);
  /**
   * What it is called with.
   */
  'arguments'?: (_agentflow_worker_v1_Held | null);
}

/**
 * A tool call that undoes another.
 */
export interface CompensatingCall__Output {
  /**
   * The tool.
   */
  'tool'?: (string);
  /**
   * What it is called with.
   */
  'arguments'?: (_agentflow_worker_v1_Held__Output);
}
