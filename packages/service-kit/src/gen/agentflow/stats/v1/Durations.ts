// From agentflow/stats/v1/stats.proto


/**
 * Milliseconds.
 */
export interface Durations {
  /**
   * Mean.
   */
  'avg'?: (number | string);
  /**
   * Median.
   */
  'p50'?: (number | string);
  /**
   * 95 of 100 are faster.
   */
  'p95'?: (number | string);
  /**
   * 99 of 100 are faster.
   */
  'p99'?: (number | string);
}

/**
 * Milliseconds.
 */
export interface Durations__Output {
  /**
   * Mean.
   */
  'avg'?: (number);
  /**
   * Median.
   */
  'p50'?: (number);
  /**
   * 95 of 100 are faster.
   */
  'p95'?: (number);
  /**
   * 99 of 100 are faster.
   */
  'p99'?: (number);
}
