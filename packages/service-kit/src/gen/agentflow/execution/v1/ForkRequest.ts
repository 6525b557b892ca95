// From agentflow/execution/v1/recovery.proto

import type { ForkPoint as _agentflow_execution_v1_ForkPoint, ForkPoint__Output as _agentflow_execution_v1_ForkPoint__Output } from '../../../agentflow/execution/v1/ForkPoint.js';
import type { RevisionChoice as _agentflow_execution_v1_RevisionChoice, RevisionChoice__Output as _agentflow_execution_v1_RevisionChoice__Output } from '../../../agentflow/execution/v1/RevisionChoice.js';

/**
 * What to fork.
 */
export interface ForkRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution to branch off.
   */
  'executionId'?: (string);
  /**
   * Where.
   */
  'from'?: (_agentflow_execution_v1_ForkPoint | null);
  /**
   * Replaces the input for what follows.
   */
  'inputJson'?: (string);
  /**
   * Runs under this revision.
   */
  'revision'?: (_agentflow_execution_v1_RevisionChoice | null);
  /**
   * Who asks.
   */
  'by'?: (string);
}

/**
 * What to fork.
 */
export interface ForkRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The execution to branch off.
   */
  'executionId'?: (string);
  /**
   * Where.
   */
  'from'?: (_agentflow_execution_v1_ForkPoint__Output);
  /**
   * Replaces the input for what follows.
   */
  'inputJson'?: (string);
  /**
   * Runs under this revision.
   */
  'revision'?: (_agentflow_execution_v1_RevisionChoice__Output);
  /**
   * Who asks.
   */
  'by'?: (string);
}
