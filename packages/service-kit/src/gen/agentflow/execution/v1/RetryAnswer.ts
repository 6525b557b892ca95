// From agentflow/execution/v1/recovery.proto

import type { PlanChange as _agentflow_execution_v1_PlanChange, PlanChange__Output as _agentflow_execution_v1_PlanChange__Output } from '../../../agentflow/execution/v1/PlanChange.js';
import type { RepeatedCall as _agentflow_execution_v1_RepeatedCall, RepeatedCall__Output as _agentflow_execution_v1_RepeatedCall__Output } from '../../../agentflow/execution/v1/RepeatedCall.js';
import type { ExecutionView as _agentflow_execution_v1_ExecutionView, ExecutionView__Output as _agentflow_execution_v1_ExecutionView__Output } from '../../../agentflow/execution/v1/ExecutionView.js';

/**
 * What a retry does.
 */
export interface RetryAnswer {
  /**
   * Whether the revision fits what has begun.
   */
  'fits'?: (boolean);
  /**
   * What is otherwise in the revision.
   */
  'changes'?: (_agentflow_execution_v1_PlanChange)[];
  /**
   * Why it does not fit.
   */
  'problems'?: (string)[];
  /**
   * Work that begins again.
   */
  'paths'?: (string)[];
  /**
   * Calls that need `confirm`.
   */
  'effects'?: (_agentflow_execution_v1_RepeatedCall)[];
  /**
   * As the retry left it; null after a dry run.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView | null);
}

/**
 * What a retry does.
 */
export interface RetryAnswer__Output {
  /**
   * Whether the revision fits what has begun.
   */
  'fits'?: (boolean);
  /**
   * What is otherwise in the revision.
   */
  'changes'?: (_agentflow_execution_v1_PlanChange__Output)[];
  /**
   * Why it does not fit.
   */
  'problems'?: (string)[];
  /**
   * Work that begins again.
   */
  'paths'?: (string)[];
  /**
   * Calls that need `confirm`.
   */
  'effects'?: (_agentflow_execution_v1_RepeatedCall__Output)[];
  /**
   * As the retry left it; null after a dry run.
   */
  'execution'?: (_agentflow_execution_v1_ExecutionView__Output);
}
