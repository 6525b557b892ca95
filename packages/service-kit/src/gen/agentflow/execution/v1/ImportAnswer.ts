// From agentflow/execution/v1/recovery.proto

import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from '../../../agentflow/execution/v1/ExecutionView.js';

/**
 * The execution imported.
 */
export interface ImportAnswer {
  /**
   * As it stands here.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView | null);
  /**
   * False when it was here already.
   */
  'created'?: (boolean);
}

/**
 * The execution imported.
 */
export interface ImportAnswer__Output {
  /**
   * As it stands here.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView__Output);
  /**
   * False when it was here already.
   */
  'created'?: (boolean);
}
