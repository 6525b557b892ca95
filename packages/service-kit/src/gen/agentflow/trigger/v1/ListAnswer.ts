// From agentflow/trigger/v1/trigger.proto

import type { TriggerView as _agentflow_trigger_v1_TriggerView, TriggerView__Output as _agentflow_trigger_v1_TriggerView__Output } from '../../../agentflow/trigger/v1/TriggerView.js';

/**
 * A page of triggers.
 */
export interface ListAnswer {
  /**
   * In order of their ids.
   */
  'items'?: (_agentflow_trigger_v1_TriggerView)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * As asked.
   */
  'pageSize'?: (number);
  /**
   * All that match.
   */
  'total'?: (number);
}

/**
 * A page of triggers.
 */
export interface ListAnswer__Output {
  /**
   * In order of their ids.
   */
  'items'?: (_agentflow_trigger_v1_TriggerView__Output)[];
  /**
   * 1-based.
   */
  'page'?: (number);
  /**
   * As asked.
   */
  'pageSize'?: (number);
  /**
   * All that match.
   */
  'total'?: (number);
}
