import type {
  EffectView,
  ExecutionSummary,
  ExecutionView,
  HistoryItem,
  NodeDetailView,
  NodeTypeDescriptor,
  NodeView,
  Problem,
  WaitingView,
} from '@agentflow/core';
import type {
  AgentView,
  ClusterDomain,
  ClusterMember,
  ClusterOverview,
  CredentialView,
  ModelDescriptor,
  ReplayAnswer,
  RestoreAnswer,
  RetryAnswer,
  RevisionView,
  SemanticChange,
  SnapshotView,
  ToolView,
  TriggerView,
  WorkflowSummary,
  WorkflowView,
} from '@agentflow/ports';
import type { z } from 'zod';
import type { agent, credential, model, nodeType, tool, trigger } from './catalog.js';
import type { clusterOverview } from './cluster.js';
import type { problem } from './common.js';
import type { effect, execution, executionSummary, historyItem, node, nodeDetail } from './executions.js';
import type { replayAnswer, restoreAnswer, retryAnswer, snapshot } from './recovery.js';
import type { revision, semanticDiff, workflow, workflowSummary } from './workflows.js';

/**
 * What the services answer and what the document says of it have the same properties, or this file does not compile: a property added to a
 * view must be documented before it leaves.
 */
type Same<View, Schema extends z.ZodType> = [
  Exclude<keyof View, keyof z.output<Schema>>,
  Exclude<keyof z.output<Schema>, keyof View>,
] extends [never, never]
  ? true
  : { readonly missing: Exclude<keyof View, keyof z.output<Schema>>; readonly tooMany: Exclude<keyof z.output<Schema>, keyof View> };
type All<T extends readonly true[]> = T;

export type Agreement = All<
  [
    Same<ExecutionView & { links: unknown }, typeof execution>,
    Same<ExecutionSummary, typeof executionSummary>,
    Same<NodeView, typeof node>,
    Same<NodeDetailView, typeof nodeDetail>,
    Same<WaitingView, (typeof execution)['shape']['waiting']['element']>,
    Same<HistoryItem, typeof historyItem>,
    Same<EffectView, typeof effect>,
    Same<ReplayAnswer, typeof replayAnswer>,
    Same<RetryAnswer, typeof retryAnswer>,
    Same<SnapshotView, typeof snapshot>,
    Same<RestoreAnswer, typeof restoreAnswer>,
    Same<Problem, typeof problem>,
    Same<WorkflowView, typeof workflow>,
    Same<WorkflowSummary, typeof workflowSummary>,
    Same<RevisionView, typeof revision>,
    Same<SemanticChange, (typeof semanticDiff)['shape']['changes']['element']>,
    Same<AgentView, typeof agent>,
    Same<CredentialView, typeof credential>,
    Same<TriggerView, typeof trigger>,
    Same<NodeTypeDescriptor, typeof nodeType>,
    Same<ToolView, typeof tool>,
    Same<ModelDescriptor, typeof model>,
    Same<ClusterOverview, typeof clusterOverview>,
    Same<ClusterMember, (typeof clusterOverview)['shape']['members']['element']>,
    Same<ClusterDomain, (typeof clusterOverview)['shape']['domains']['element']>,
  ]
>;
