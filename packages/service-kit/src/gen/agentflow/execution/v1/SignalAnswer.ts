// From agentflow/execution/v1/execution.proto

import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from '../../../agentflow/execution/v1/ExecutionView.js';

/**
 * A signal that was accepted.
 */
export interface SignalAnswer {
  /**
   * Its id, given or made.
   */
  'id'?: (string);
  /**
   * The execution as the signal left it.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView | null);
}

/**
 * A signal that was accepted.
 */
export interface SignalAnswer__Output {
  /**
   * Its id, given or made.
   */
  'id'?: (string);
  /**
   * The execution as the signal left it.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView__Output);
}
