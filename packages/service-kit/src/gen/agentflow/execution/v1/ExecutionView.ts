// From agentflow/execution/v1/execution.proto

import type { ExecutionErrorView as _agentflow_execution_v1_ExecutionErrorView, ExecutionErrorView__Output as _agentflow_execution_v1_ExecutionErrorView__Output } from '../../../agentflow/execution/v1/ExecutionErrorView.js';
import type { Usage as _agentflow_common_v1_Usage, Usage__Output as _agentflow_common_v1_Usage__Output } from '../../../agentflow/common/v1/Usage.js';
import type { NodeViewList as _agentflow_execution_v1_NodeViewList, NodeViewList__Output as _agentflow_execution_v1_NodeViewList__Output } from '../../../agentflow/execution/v1/NodeViewList.js';
import type { WaitingView as _agentflow_execution_v1_WaitingView, WaitingView__Output as _agentflow_execution_v1_WaitingView__Output } from '../../../agentflow/execution/v1/WaitingView.js';
import type { ForkedFrom as _agentflow_execution_v1_ForkedFrom, ForkedFrom__Output as _agentflow_execution_v1_ForkedFrom__Output } from '../../../agentflow/execution/v1/ForkedFrom.js';
import type { DelegatedViewList as _agentflow_execution_v1_DelegatedViewList, DelegatedViewList__Output as _agentflow_execution_v1_DelegatedViewList__Output } from '../../../agentflow/execution/v1/DelegatedViewList.js';
import type { Long } from '@grpc/proto-loader';

/**
 * An execution as the API shows it.
 */
export interface ExecutionView {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Digest of the frozen revision.
   */
  'digest'?: (string);
  /**
   * `pending running waiting paused completed failed stopped`.
   */
  'status'?: (string);
  /**
   * `pausing`, `stopping`, `compensating` or null.
   */
  'phase'?: (string);
  /**
   * The input, or a reference to it.
   */
  'inputJson'?: (string);
  /**
   * The output, or a reference to it.
   */
  'outputJson'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentflow_execution_v1_ExecutionErrorView | null);
  /**
   * When it was asked for.
   */
  'createdAt'?: (string);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  /**
   * What `trigger` reads as.
   */
  'triggerJson'?: (string);
  /**
   * Left out of business figures.
   */
  'trial'?: (boolean);
  /**
   * The execution it is a child of.
   */
  'parentId'?: (string);
  /**
   * The execution at the top.
   */
  'rootId'?: (string);
  /**
   * For people and lists.
   */
  'tags'?: (string)[];
  /**
   * Higher goes first.
   */
  'priority'?: (number);
  /**
   * Of all its model calls.
   */
  'usage'?: (_agentflow_common_v1_Usage | null);
  /**
   * The first nodes, where asked for.
   */
  'nodes'?: (_agentflow_execution_v1_NodeViewList | null);
  /**
   * How many nodes there are.
   */
  'nodesTotal'?: (number);
  /**
   * What it waits for.
   */
  'waiting'?: (_agentflow_execution_v1_WaitingView)[];
  /**
   * Rises with each commit.
   */
  'version'?: (number | string | Long);
  /**
   * The execution it branched off, where it is a fork.
   */
  'forkedFrom'?: (_agentflow_execution_v1_ForkedFrom | null);
  /**
   * Recorded by another installation: never run on.
   */
  'imported'?: (boolean);
  /**
   * How its budget stands, where it has one: limit, spent, reserved.
   */
  'budgetJson'?: (string);
  /**
   * Parts of it that executions of other domains run, or have not brought to an end.
   */
  'delegated'?: (_agentflow_execution_v1_DelegatedViewList | null);
  /**
   * Those are all that is under way in it.
   */
  'onlyDelegated'?: (boolean);
  /**
   * W3C trace that it is a part of, where somebody traces it: 32 hex digits.
   */
  'traceId'?: (string);
  /**
   * Nobody goes on with it at the moment: this is what its log holds.
   */
  'unowned'?: (boolean);
  '_phase'?: "phase";
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
  '_parentId'?: "parentId";
  '_imported'?: "imported";
  '_budgetJson'?: "budgetJson";
  '_onlyDelegated'?: "onlyDelegated";
  '_traceId'?: "traceId";
  '_unowned'?: "unowned";
}

/**
 * An execution as the API shows it.
 */
export interface ExecutionView__Output {
  /**
   * Opaque.
   */
  'id'?: (string);
  /**
   * The workflow.
   */
  'workflowId'?: (string);
  /**
   * A number, or "draft".
   */
  'revisionJson'?: (string);
  /**
   * Digest of the frozen revision.
   */
  'digest'?: (string);
  /**
   * `pending running waiting paused completed failed stopped`.
   */
  'status'?: (string);
  /**
   * `pausing`, `stopping`, `compensating` or null.
   */
  'phase'?: (string);
  /**
   * The input, or a reference to it.
   */
  'inputJson'?: (string);
  /**
   * The output, or a reference to it.
   */
  'outputJson'?: (string);
  /**
   * Why it failed.
   */
  'error'?: (_agentflow_execution_v1_ExecutionErrorView__Output);
  /**
   * When it was asked for.
   */
  'createdAt'?: (string);
  /**
   * When it began.
   */
  'startedAt'?: (string);
  /**
   * When it ended.
   */
  'endedAt'?: (string);
  /**
   * What `trigger` reads as.
   */
  'triggerJson'?: (string);
  /**
   * Left out of business figures.
   */
  'trial'?: (boolean);
  /**
   * The execution it is a child of.
   */
  'parentId'?: (string);
  /**
   * The execution at the top.
   */
  'rootId'?: (string);
  /**
   * For people and lists.
   */
  'tags'?: (string)[];
  /**
   * Higher goes first.
   */
  'priority'?: (number);
  /**
   * Of all its model calls.
   */
  'usage'?: (_agentflow_common_v1_Usage__Output);
  /**
   * The first nodes, where asked for.
   */
  'nodes'?: (_agentflow_execution_v1_NodeViewList__Output);
  /**
   * How many nodes there are.
   */
  'nodesTotal'?: (number);
  /**
   * What it waits for.
   */
  'waiting'?: (_agentflow_execution_v1_WaitingView__Output)[];
  /**
   * Rises with each commit.
   */
  'version'?: (number);
  /**
   * The execution it branched off, where it is a fork.
   */
  'forkedFrom'?: (_agentflow_execution_v1_ForkedFrom__Output);
  /**
   * Recorded by another installation: never run on.
   */
  'imported'?: (boolean);
  /**
   * How its budget stands, where it has one: limit, spent, reserved.
   */
  'budgetJson'?: (string);
  /**
   * Parts of it that executions of other domains run, or have not brought to an end.
   */
  'delegated'?: (_agentflow_execution_v1_DelegatedViewList__Output);
  /**
   * Those are all that is under way in it.
   */
  'onlyDelegated'?: (boolean);
  /**
   * W3C trace that it is a part of, where somebody traces it: 32 hex digits.
   */
  'traceId'?: (string);
  /**
   * Nobody goes on with it at the moment: this is what its log holds.
   */
  'unowned'?: (boolean);
}
