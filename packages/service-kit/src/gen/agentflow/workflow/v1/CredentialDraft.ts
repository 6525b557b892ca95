// From agentflow/workflow/v1/workflow.proto


/**
 * What a credential is to be.
 */
export interface CredentialDraft {
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * `bearer basic header api-key smtp standard-webhooks model`.
   */
  'type'?: (string);
  /**
   * Where it may be sent.
   */
  'hosts'?: (string)[];
  /**
   * Text, or an object.
   */
  'secretJson'?: (string);
}

/**
 * What a credential is to be.
 */
export interface CredentialDraft__Output {
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * `bearer basic header api-key smtp standard-webhooks model`.
   */
  'type'?: (string);
  /**
   * Where it may be sent.
   */
  'hosts'?: (string)[];
  /**
   * Text, or an object.
   */
  'secretJson'?: (string);
}
