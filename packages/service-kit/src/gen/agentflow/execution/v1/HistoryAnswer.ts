// From agentflow/execution/v1/execution.proto

import type { HistoryItem as _agentflow_execution_v1_HistoryItem, HistoryItem__Output as _agentflow_execution_v1_HistoryItem__Output } from '../../../agentflow/execution/v1/HistoryItem.js';

/**
 * A page of history.
 */
export interface HistoryAnswer {
  /**
   * Oldest first.
   */
  'items'?: (_agentflow_execution_v1_HistoryItem)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

/**
 * A page of history.
 */
export interface HistoryAnswer__Output {
  /**
   * Oldest first.
   */
  'items'?: (_agentflow_execution_v1_HistoryItem__Output)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
}
