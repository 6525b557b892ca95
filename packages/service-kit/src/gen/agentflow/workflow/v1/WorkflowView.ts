// From agentflow/workflow/v1/workflow.proto

import type { Problem as _agentflow_common_v1_Problem, Problem__Output as _agentflow_common_v1_Problem__Output } from '../../../agentflow/common/v1/Problem.js';

/**
 * A draft.
 */
export interface WorkflowView {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * For people.
   */
  'name'?: (string);
  /**
   * Where the list shows it.
   */
  'folder'?: (string);
  /**
   * Quoted, ready for the header.
   */
  'etag'?: (string);
  /**
   * As last saved.
   */
  'definitionJson'?: (string);
  /**
   * The released revision.
   */
  'publishedRevision'?: (number);
  /**
   * What is wrong with the draft.
   */
  'problems'?: (_agentflow_common_v1_Problem)[];
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
  '_publishedRevision'?: "publishedRevision";
}

/**
 * A draft.
 */
export interface WorkflowView__Output {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * Unique in the org.
   */
  'key'?: (string);
  /**
   * For people.
   */
  'name'?: (string);
  /**
   * Where the list shows it.
   */
  'folder'?: (string);
  /**
   * Quoted, ready for the header.
   */
  'etag'?: (string);
  /**
   * As last saved.
   */
  'definitionJson'?: (string);
  /**
   * The released revision.
   */
  'publishedRevision'?: (number);
  /**
   * What is wrong with the draft.
   */
  'problems'?: (_agentflow_common_v1_Problem__Output)[];
  /**
   * RFC 3339 UTC.
   */
  'createdAt'?: (string);
  /**
   * RFC 3339 UTC.
   */
  'updatedAt'?: (string);
}
