// From agentflow/execution/v1/execution.proto

import type { PoolView as _agentflow_execution_v1_PoolView, PoolView__Output as _agentflow_execution_v1_PoolView__Output } from '../../../agentflow/execution/v1/PoolView.js';

/**
 * How shared budgets stand.
 */
export interface BudgetsAnswer {
  /**
   * Of the org.
   */
  'budget'?: (_agentflow_execution_v1_PoolView | null);
  /**
   * Of the workflow that was named.
   */
  'workflow'?: (_agentflow_execution_v1_PoolView | null);
  '_workflow'?: "workflow";
}

/**
 * How shared budgets stand.
 */
export interface BudgetsAnswer__Output {
  /**
   * Of the org.
   */
  'budget'?: (_agentflow_execution_v1_PoolView__Output);
  /**
   * Of the workflow that was named.
   */
  'workflow'?: (_agentflow_execution_v1_PoolView__Output);
}
