// From agentflow/workflow/v1/workflow.proto


/**
 * Names a credential.
 */
export interface GetCredentialRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'credential'?: (string);
}

/**
 * Names a credential.
 */
export interface GetCredentialRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'credential'?: (string);
}
