// From agentflow/execution/v1/execution.proto

import type { EffectView as _agentflow_execution_v1_EffectView, EffectView__Output as _agentflow_execution_v1_EffectView__Output } from '../../../agentflow/execution/v1/EffectView.js';

/**
 * A page of the effect ledger.
 */
export interface EffectsAnswer {
  /**
   * In the order in which they began.
   */
  'items'?: (_agentflow_execution_v1_EffectView)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

/**
 * A page of the effect ledger.
 */
export interface EffectsAnswer__Output {
  /**
   * In the order in which they began.
   */
  'items'?: (_agentflow_execution_v1_EffectView__Output)[];
  /**
   * Where to go on; null on the last page.
   */
  'nextCursor'?: (string);
}
