// From agentflow/worker/v1/worker.proto


/**
 * The budgets over a task.
 */
export interface TaskBudget {
  /**
   * What they limit: `cost tokens calls`.
   */
  'limits'?: (string)[];
  /**
   * Where a call goes that is sent the cheaper way.
   */
  'cheaperModel'?: (string);
  '_cheaperModel'?: "cheaperModel";
}

/**
 * The budgets over a task.
 */
export interface TaskBudget__Output {
  /**
   * What they limit: `cost tokens calls`.
   */
  'limits'?: (string)[];
  /**
   * Where a call goes that is sent the cheaper way.
   */
  'cheaperModel'?: (string);
}
