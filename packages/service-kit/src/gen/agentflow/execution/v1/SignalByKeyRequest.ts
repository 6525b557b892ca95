// From agentflow/execution/v1/execution.proto


/**
 * Sends a signal that is addressed by name and key.
 */
export interface SignalByKeyRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * What nodes wait for it under.
   */
  'name'?: (string);
  /**
   * Which of those who wait for the name it is for.
   */
  'key'?: (string);
  /**
   * Any JSON value.
   */
  'payloadJson'?: (string);
  /**
   * The same id twice within a day is one signal.
   */
  'id'?: (string);
  /**
   * How long it is kept for want of a waiter; a day where left out.
   */
  'ttlSeconds'?: (number | string);
  /**
   * Who sends it.
   */
  'by'?: (string);
  '_id'?: "id";
  '_ttlSeconds'?: "ttlSeconds";
}

/**
 * Sends a signal that is addressed by name and key.
 */
export interface SignalByKeyRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * What nodes wait for it under.
   */
  'name'?: (string);
  /**
   * Which of those who wait for the name it is for.
   */
  'key'?: (string);
  /**
   * Any JSON value.
   */
  'payloadJson'?: (string);
  /**
   * The same id twice within a day is one signal.
   */
  'id'?: (string);
  /**
   * How long it is kept for want of a waiter; a day where left out.
   */
  'ttlSeconds'?: (number);
  /**
   * Who sends it.
   */
  'by'?: (string);
}
