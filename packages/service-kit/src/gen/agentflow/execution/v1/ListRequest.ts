// From agentflow/execution/v1/execution.proto

import type { StringList as _agentflow_common_v1_StringList, StringList__Output as _agentflow_common_v1_StringList__Output } from '../../../agentflow/common/v1/StringList.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Which executions.
 */
export interface ListRequest {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Only of this workflow.
   */
  'workflowId'?: (string);
  /**
   * Only in these statuses.
   */
  'status'?: (_agentflow_common_v1_StringList | null);
  /**
   * Created at or after, epoch milliseconds.
   */
  'from'?: (number | string | Long);
  /**
   * Created before, epoch milliseconds.
   */
  'to'?: (number | string | Long);
  /**
   * Only with this tag.
   */
  'tag'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
  '_workflowId'?: "workflowId";
  '_from'?: "from";
  '_to'?: "to";
  '_tag'?: "tag";
  '_cursor'?: "cursor";
}

/**
 * Which executions.
 */
export interface ListRequest__Output {
  /**
   * The tenant.
   */
  'org'?: (string);
  /**
   * Only of this workflow.
   */
  'workflowId'?: (string);
  /**
   * Only in these statuses.
   */
  'status'?: (_agentflow_common_v1_StringList__Output);
  /**
   * Created at or after, epoch milliseconds.
   */
  'from'?: (number);
  /**
   * Created before, epoch milliseconds.
   */
  'to'?: (number);
  /**
   * Only with this tag.
   */
  'tag'?: (string);
  /**
   * Where the page before ended.
   */
  'cursor'?: (string);
  /**
   * At most so many.
   */
  'limit'?: (number);
}
