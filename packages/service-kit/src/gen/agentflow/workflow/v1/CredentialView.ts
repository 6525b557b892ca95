// From agentflow/workflow/v1/workflow.proto


/**
 * A credential without its secret.
 */
export interface CredentialView {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * As in CredentialDraft.
   */
  'type'?: (string);
  /**
   * Where it may be sent.
   */
  'hosts'?: (string)[];
  /**
   * 1..n.
   */
  'version'?: (number);
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
}

/**
 * A credential without its secret.
 */
export interface CredentialView__Output {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * As in CredentialDraft.
   */
  'type'?: (string);
  /**
   * Where it may be sent.
   */
  'hosts'?: (string)[];
  /**
   * 1..n.
   */
  'version'?: (number);
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
}
