// From agentflow/execution/v1/execution.proto

import type { StartKey as _agentflow_execution_v1_StartKey, StartKey__Output as _agentflow_execution_v1_StartKey__Output } from '../../../agentflow/execution/v1/StartKey.js';
import type { Long } from '@grpc/proto-loader';

/**
 * What to start.
 */
export interface StartRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name at this revision.
   */
  'workflowName'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Digest of the frozen revision.
   */
  'digest'?: (string);
  /**
   * Fits the workflow's `inputs`.
   */
  'inputJson'?: (string);
  /**
   * Overrides of variables, an object.
   */
  'variablesJson'?: (string);
  /**
   * What `trigger` reads as.
   */
  'triggerJson'?: (string);
  /**
   * Higher goes first.
   */
  'priority'?: (number);
  /**
   * For people and lists.
   */
  'tags'?: (string)[];
  /**
   * Left out of business figures.
   */
  'trial'?: (boolean);
  /**
   * De-duplicates the start.
   */
  'startKey'?: (_agentflow_execution_v1_StartKey | null);
  /**
   * sha256 of what the caller sent, for repeats under one key.
   */
  'bodyHash'?: (string);
  /**
   * Answer once ended, or after so many milliseconds.
   */
  'waitMs'?: (number | string | Long);
  /**
   * Who asks.
   */
  'by'?: (string);
  /**
   * The id it is to have, made by the caller so that a repeat is the same start.
   */
  'executionId'?: (string);
  /**
   * It may have been sent before.
   */
  'repeated'?: (boolean);
  '_bodyHash'?: "bodyHash";
  '_waitMs'?: "waitMs";
  '_executionId'?: "executionId";
  '_repeated'?: "repeated";
}

/**
 * What to start.
 */
export interface StartRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * Its name at this revision.
   */
  'workflowName'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Digest of the frozen revision.
   */
  'digest'?: (string);
  /**
   * Fits the workflow's `inputs`.
   */
  'inputJson'?: (string);
  /**
   * Overrides of variables, an object.
   */
  'variablesJson'?: (string);
  /**
   * What `trigger` reads as.
   */
  'triggerJson'?: (string);
  /**
   * Higher goes first.
   */
  'priority'?: (number);
  /**
   * For people and lists.
   */
  'tags'?: (string)[];
  /**
   * Left out of business figures.
   */
  'trial'?: (boolean);
  /**
   * De-duplicates the start.
   */
  'startKey'?: (_agentflow_execution_v1_StartKey__Output);
  /**
   * sha256 of what the caller sent, for repeats under one key.
   */
  'bodyHash'?: (string);
  /**
   * Answer once ended, or after so many milliseconds.
   */
  'waitMs'?: (number);
  /**
   * Who asks.
   */
  'by'?: (string);
  /**
   * The id it is to have, made by the caller so that a repeat is the same start.
   */
  'executionId'?: (string);
  /**
   * It may have been sent before.
   */
  'repeated'?: (boolean);
}
