// From agentflow/execution/v1/execution.proto

import type { ExecutionSummary as _agentflow_execution_v1_ExecutionSummary, ExecutionSummary__Output as _agentflow_execution_v1_ExecutionSummary__Output } from '../../../agentflow/execution/v1/ExecutionSummary.js';

/**
 * A page of executions.
 */
export interface ListAnswer {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_execution_v1_ExecutionSummary)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

/**
 * A page of executions.
 */
export interface ListAnswer__Output {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_execution_v1_ExecutionSummary__Output)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
}
