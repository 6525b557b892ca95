// From agentflow/workflow/v1/workflow.proto


/**
 * Names a credential.
 */
export interface DeleteCredentialRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'credential'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * Names a credential.
 */
export interface DeleteCredentialRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'credential'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
