// From agentflow/execution/v1/execution.proto

import type { DelegatedView as _agentflow_execution_v1_DelegatedView, DelegatedView__Output as _agentflow_execution_v1_DelegatedView__Output } from '../../../agentflow/execution/v1/DelegatedView.js';

/**
 * Parts that may be missing.
 */
export interface DelegatedViewList {
  /**
   * The parts.
   */
  'items'?: (_agentflow_execution_v1_DelegatedView)[];
}

/**
 * Parts that may be missing.
 */
export interface DelegatedViewList__Output {
  /**
   * The parts.
   */
  'items'?: (_agentflow_execution_v1_DelegatedView__Output)[];
}
