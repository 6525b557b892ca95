// From agentflow/stats/v1/stats.proto


/**
 * Asks for the lag.
 */
export interface LagRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
}

/**
 * Asks for the lag.
 */
export interface LagRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
}
