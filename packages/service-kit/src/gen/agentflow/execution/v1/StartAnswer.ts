// From agentflow/execution/v1/execution.proto

import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from '../../../agentflow/execution/v1/ExecutionView.js';

/**
 * The execution started.
 */
export interface StartAnswer {
  /**
   * As it stands.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView | null);
  /**
   * False when the start key had started it before.
   */
  'created'?: (boolean);
}

/**
 * The execution started.
 */
export interface StartAnswer__Output {
  /**
   * As it stands.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView__Output);
  /**
   * False when the start key had started it before.
   */
  'created'?: (boolean);
}
