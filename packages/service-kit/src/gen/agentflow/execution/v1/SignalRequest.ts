// From agentflow/execution/v1/execution.proto


/**
 * Sends a signal.
 */
export interface SignalRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * What nodes wait for it under.
   */
  'name'?: (string);
  /**
   * Any JSON value.
   */
  'payloadJson'?: (string);
  /**
   * The same id twice is one signal.
   */
  'id'?: (string);
  /**
   * Who sends it.
   */
  'by'?: (string);
  '_id'?: "id";
}

/**
 * Sends a signal.
 */
export interface SignalRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * What nodes wait for it under.
   */
  'name'?: (string);
  /**
   * Any JSON value.
   */
  'payloadJson'?: (string);
  /**
   * The same id twice is one signal.
   */
  'id'?: (string);
  /**
   * Who sends it.
   */
  'by'?: (string);
}
