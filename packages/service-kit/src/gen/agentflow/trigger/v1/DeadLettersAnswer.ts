// From agentflow/trigger/v1/trigger.proto

import type { DeadLetterView as _agentflow_trigger_v1_DeadLetterView, DeadLetterView__Output as _agentflow_trigger_v1_DeadLetterView__Output } from '../../../agentflow/trigger/v1/DeadLetterView.js';

/**
 * A page of dead letters.
 */
export interface DeadLettersAnswer {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_trigger_v1_DeadLetterView)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * As asked.
   */
  'pageSize'?: (number);
  /**
   * All there are.
   */
  'total'?: (number);
}

/**
 * A page of dead letters.
 */
export interface DeadLettersAnswer__Output {
  /**
   * Newest first.
   */
  'items'?: (_agentflow_trigger_v1_DeadLetterView__Output)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * As asked.
   */
  'pageSize'?: (number);
  /**
   * All there are.
   */
  'total'?: (number);
}
