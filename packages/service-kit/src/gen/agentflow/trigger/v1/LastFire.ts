// From agentflow/trigger/v1/trigger.proto


/**
 * A fire.
 */
export interface LastFire {
  /**
   * When; for schedules the planned instant.
   */
  'at'?: (string);
  /**
   * What it started.
   */
  'executionId'?: (string);
  /**
   * Why it started nothing.
   */
  'error'?: (string);
  '_executionId'?: "executionId";
  '_error'?: "error";
}

/**
 * A fire.
 */
export interface LastFire__Output {
  /**
   * When; for schedules the planned instant.
   */
  'at'?: (string);
  /**
   * What it started.
   */
  'executionId'?: (string);
  /**
   * Why it started nothing.
   */
  'error'?: (string);
}
