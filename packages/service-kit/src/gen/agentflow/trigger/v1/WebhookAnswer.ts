// From agentflow/trigger/v1/trigger.proto


/**
 * What became of the call.
 */
export interface WebhookAnswer {
  /**
   * What it started.
   */
  'executionId'?: (string);
  /**
   * `respond: result`: the output.
   */
  'outputJson'?: (string);
  /**
   * `accepted completed failed pending`.
   */
  'status'?: (string);
  /**
   * It had been started before.
   */
  'duplicate'?: (boolean);
}

/**
 * What became of the call.
 */
export interface WebhookAnswer__Output {
  /**
   * What it started.
   */
  'executionId'?: (string);
  /**
   * `respond: result`: the output.
   */
  'outputJson'?: (string);
  /**
   * `accepted completed failed pending`.
   */
  'status'?: (string);
  /**
   * It had been started before.
   */
  'duplicate'?: (boolean);
}
