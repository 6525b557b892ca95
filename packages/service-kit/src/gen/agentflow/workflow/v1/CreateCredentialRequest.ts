// From agentflow/workflow/v1/workflow.proto

import type { CredentialDraft as _agentflow_workflow_v1_CredentialDraft, CredentialDraft__Output as _agentflow_workflow_v1_CredentialDraft__Output } from '../../../agentflow/workflow/v1/CredentialDraft.js';

/**
 * What to make.
 */
export interface CreateCredentialRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The credential.
   */
  'credential'?: (_agentflow_workflow_v1_CredentialDraft | null);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to make.
 */
export interface CreateCredentialRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The credential.
   */
  'credential'?: (_agentflow_workflow_v1_CredentialDraft__Output);
  /**
   * Who asks.
   */
  'by'?: (string);
}
