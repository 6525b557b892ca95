// From agentflow/workflow/v1/workflow.proto

import type { StringList as _agentflow_common_v1_StringList, StringList__Output as _agentflow_common_v1_StringList__Output } from '../../../agentflow/common/v1/StringList.js';

/**
 * What to replace.
 */
export interface UpdateCredentialRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'credential'?: (string);
  /**
   * The new hosts.
   */
  'hosts'?: (_agentflow_common_v1_StringList | null);
  /**
   * The new secret: text, or an object.
   */
  'secretJson'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to replace.
 */
export interface UpdateCredentialRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Id or key.
   */
  'credential'?: (string);
  /**
   * The new hosts.
   */
  'hosts'?: (_agentflow_common_v1_StringList__Output);
  /**
   * The new secret: text, or an object.
   */
  'secretJson'?: (string);
  /**
   * Who asks.
   */
  'by'?: (string);
}
