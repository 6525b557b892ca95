// From agentflow/execution/v1/execution.proto


/**
 * Adds items to a map.
 */
export interface AddItemsRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The map's path, or its id where that fits one.
   */
  'path'?: (string);
  /**
   * A list of any JSON values.
   */
  'itemsJson'?: (string);
  /**
   * The same id twice is one addition.
   */
  'id'?: (string);
  /**
   * Who adds them.
   */
  'by'?: (string);
  '_id'?: "id";
}

/**
 * Adds items to a map.
 */
export interface AddItemsRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * The map's path, or its id where that fits one.
   */
  'path'?: (string);
  /**
   * A list of any JSON values.
   */
  'itemsJson'?: (string);
  /**
   * The same id twice is one addition.
   */
  'id'?: (string);
  /**
   * Who adds them.
   */
  'by'?: (string);
}
