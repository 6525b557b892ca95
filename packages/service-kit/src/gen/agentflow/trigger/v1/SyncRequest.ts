// From agentflow/trigger/v1/trigger.proto


/**
 * What is released.
 */
export interface SyncRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name.
   */
  'workflowName'?: (string);
  /**
   * The released revision; null: none, all triggers go.
   */
  'revision'?: (number);
  /**
   * Its digest.
   */
  'digest'?: (string);
  /**
   * The definition's `triggers`.
   */
  'triggersJson'?: (string);
  '_revision'?: "revision";
  '_digest'?: "digest";
}

/**
 * What is released.
 */
export interface SyncRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name.
   */
  'workflowName'?: (string);
  /**
   * The released revision; null: none, all triggers go.
   */
  'revision'?: (number);
  /**
   * Its digest.
   */
  'digest'?: (string);
  /**
   * The definition's `triggers`.
   */
  'triggersJson'?: (string);
}
