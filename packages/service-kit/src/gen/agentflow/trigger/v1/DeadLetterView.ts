// From agentflow/trigger/v1/trigger.proto

import type { Redriven as _agentflow_trigger_v1_Redriven, Redriven__Output as _agentflow_trigger_v1_Redriven__Output } from '../../../agentflow/trigger/v1/Redriven.js';

/**
 * An event that started nothing, and why.
 */
export interface DeadLetterView {
  /**
   * Its id.
   */
  'id'?: (string);
  /**
   * The trigger that could not take it.
   */
  'trigger'?: (string);
  /**
   * Whose trigger that is.
   */
  'workflowId'?: (string);
  /**
   * Where it came from.
   */
  'topic'?: (string);
  /**
   * Its place in the topic.
   */
  'position'?: (string);
  /**
   * Of the message.
   */
  'key'?: (string);
  /**
   * Of the message.
   */
  'headers'?: ({[key: string]: string});
  /**
   * As it came.
   */
  'value'?: (string);
  /**
   * Why: a code of the API.
   */
  'code'?: (string);
  /**
   * Why, as a sentence.
   */
  'message'?: (string);
  /**
   * How often it was tried.
   */
  'attempts'?: (number);
  /**
   * RFC 3339.
   */
  'firstFailureAt'?: (string);
  /**
   * RFC 3339: when it was given up.
   */
  'at'?: (string);
  /**
   * What became of it when it was sent again.
   */
  'redriven'?: (_agentflow_trigger_v1_Redriven | null);
}

/**
 * An event that started nothing, and why.
 */
export interface DeadLetterView__Output {
  /**
   * Its id.
   */
  'id'?: (string);
  /**
   * The trigger that could not take it.
   */
  'trigger'?: (string);
  /**
   * Whose trigger that is.
   */
  'workflowId'?: (string);
  /**
   * Where it came from.
   */
  'topic'?: (string);
  /**
   * Its place in the topic.
   */
  'position'?: (string);
  /**
   * Of the message.
   */
  'key'?: (string);
  /**
   * Of the message.
   */
  'headers'?: ({[key: string]: string});
  /**
   * As it came.
   */
  'value'?: (string);
  /**
   * Why: a code of the API.
   */
  'code'?: (string);
  /**
   * Why, as a sentence.
   */
  'message'?: (string);
  /**
   * How often it was tried.
   */
  'attempts'?: (number);
  /**
   * RFC 3339.
   */
  'firstFailureAt'?: (string);
  /**
   * RFC 3339: when it was given up.
   */
  'at'?: (string);
  /**
   * What became of it when it was sent again.
   */
  'redriven'?: (_agentflow_trigger_v1_Redriven__Output);
}
