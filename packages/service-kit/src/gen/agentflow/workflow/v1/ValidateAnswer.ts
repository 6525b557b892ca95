// From agentflow/workflow/v1/workflow.proto

import type { Problem as _agentflow_common_v1_Problem, Problem__Output as _agentflow_common_v1_Problem__Output } from '../../../agentflow/common/v1/Problem.js';

/**
 * What is wrong.
 */
export interface ValidateAnswer {
  /**
   * All at once.
   */
  'problems'?: (_agentflow_common_v1_Problem)[];
}

/**
 * What is wrong.
 */
export interface ValidateAnswer__Output {
  /**
   * All at once.
   */
  'problems'?: (_agentflow_common_v1_Problem__Output)[];
}
