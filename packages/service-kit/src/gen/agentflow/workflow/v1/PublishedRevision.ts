// From agentflow/workflow/v1/workflow.proto

import type { Problem as _agentflow_common_v1_Problem, Problem__Output as _agentflow_common_v1_Problem__Output } from '../../../agentflow/common/v1/Problem.js';

/**
 * A version that has just been published, and what is suspicious about it.
 */
export interface PublishedRevision {
  /**
   * 1..n.
   */
  'revision'?: (number);
  /**
   * Of the definition without layout.
   */
  'digest'?: (string);
  /**
   * Versions that were resolved, an object.
   */
  'pinsJson'?: (string);
  /**
   * What was new.
   */
  'comment'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'publishedAt'?: (string);
  /**
   * Who published it.
   */
  'publishedBy'?: (string);
  /**
   * Whether executions run it by default.
   */
  'released'?: (boolean);
  /**
   * Problems that do not keep it from running.
   */
  'warnings'?: (_agentflow_common_v1_Problem)[];
}

/**
 * A version that has just been published, and what is suspicious about it.
 */
export interface PublishedRevision__Output {
  /**
   * 1..n.
   */
  'revision'?: (number);
  /**
   * Of the definition without layout.
   */
  'digest'?: (string);
  /**
   * Versions that were resolved, an object.
   */
  'pinsJson'?: (string);
  /**
   * What was new.
   */
  'comment'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'publishedAt'?: (string);
  /**
   * Who published it.
   */
  'publishedBy'?: (string);
  /**
   * Whether executions run it by default.
   */
  'released'?: (boolean);
  /**
   * Problems that do not keep it from running.
   */
  'warnings'?: (_agentflow_common_v1_Problem__Output)[];
}
