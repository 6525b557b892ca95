// From agentflow/execution/v1/recovery.proto

import type { RevisionChoice as _agentflow_execution_v1_RevisionChoice, RevisionChoice__Output as _agentflow_execution_v1_RevisionChoice__Output } from '../../../agentflow/execution/v1/RevisionChoice.js';

/**
 * What to retry.
 */
export interface RetryRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Replaces the input for what follows.
   */
  'inputJson'?: (string);
  /**
   * Goes over to this revision.
   */
  'revision'?: (_agentflow_execution_v1_RevisionChoice | null);
  /**
   * Only says what would happen.
   */
  'dryRun'?: (boolean);
  /**
   * Recorded calls may be made again.
   */
  'confirm'?: (boolean);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to retry.
 */
export interface RetryRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution.
   */
  'executionId'?: (string);
  /**
   * Replaces the input for what follows.
   */
  'inputJson'?: (string);
  /**
   * Goes over to this revision.
   */
  'revision'?: (_agentflow_execution_v1_RevisionChoice__Output);
  /**
   * Only says what would happen.
   */
  'dryRun'?: (boolean);
  /**
   * Recorded calls may be made again.
   */
  'confirm'?: (boolean);
  /**
   * Who asks.
   */
  'by'?: (string);
}
