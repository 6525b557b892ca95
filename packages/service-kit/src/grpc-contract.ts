/**
 * Keeps proto/ and the TypeScript interfaces together: this file has no code, but it does not compile when a method, or a property of a request, an answer or a view, is on one side only.
 */
import type { MethodDefinition } from '@grpc/proto-loader';
import type * as core from '@agentflow/core';
import type * as ports from '@agentflow/ports';
import type { NodeError__Output } from './gen/agentflow/common/v1/NodeError.js';
import type { Problem__Output } from './gen/agentflow/common/v1/Problem.js';
import type { Usage__Output } from './gen/agentflow/common/v1/Usage.js';
import type * as execution from './gen/execution.js';
import type { AttemptView__Output } from './gen/agentflow/execution/v1/AttemptView.js';
import type { ExecutionErrorView__Output } from './gen/agentflow/execution/v1/ExecutionErrorView.js';
import type { ExecutionServiceDefinition } from './gen/agentflow/execution/v1/ExecutionService.js';
import type { ExecutionSummary__Output } from './gen/agentflow/execution/v1/ExecutionSummary.js';
import type { CoordinationServiceDefinition } from './gen/agentflow/execution/v1/CoordinationService.js';
import type { ClusterServiceDefinition } from './gen/agentflow/cluster/v1/ClusterService.js';
import type { ClusterDomain__Output } from './gen/agentflow/cluster/v1/ClusterDomain.js';
import type { ClusterMember__Output } from './gen/agentflow/cluster/v1/ClusterMember.js';
import type { DomainBacklog__Output } from './gen/agentflow/cluster/v1/DomainBacklog.js';
import type { DomainCapacity__Output } from './gen/agentflow/cluster/v1/DomainCapacity.js';
import type { PartitionShare__Output } from './gen/agentflow/cluster/v1/PartitionShare.js';
import type { OfferedTask__Output } from './gen/agentflow/worker/v1/OfferedTask.js';
import type { EffectView__Output } from './gen/agentflow/execution/v1/EffectView.js';
import type { HistoryItem__Output } from './gen/agentflow/execution/v1/HistoryItem.js';
import type { LiveFrame__Output } from './gen/agentflow/execution/v1/LiveFrame.js';
import type { NodeDetailView__Output } from './gen/agentflow/execution/v1/NodeDetailView.js';
import type { NodeView__Output } from './gen/agentflow/execution/v1/NodeView.js';
import type { PoolView__Output } from './gen/agentflow/execution/v1/PoolView.js';
import type { PlanChange__Output } from './gen/agentflow/execution/v1/PlanChange.js';
import type { RecoveryServiceDefinition } from './gen/agentflow/execution/v1/RecoveryService.js';
import type { SnapshotView__Output } from './gen/agentflow/execution/v1/SnapshotView.js';
import type { StepView__Output } from './gen/agentflow/execution/v1/StepView.js';
import type { WaitingView__Output } from './gen/agentflow/execution/v1/WaitingView.js';
import type { StatsQuery__Output } from './gen/agentflow/stats/v1/StatsQuery.js';
import type { StatsRow__Output } from './gen/agentflow/stats/v1/StatsRow.js';
import type { StatsServiceDefinition } from './gen/agentflow/stats/v1/StatsService.js';
import type { LastFire__Output } from './gen/agentflow/trigger/v1/LastFire.js';
import type { TriggerServiceDefinition } from './gen/agentflow/trigger/v1/TriggerService.js';
import type { TriggerView__Output } from './gen/agentflow/trigger/v1/TriggerView.js';
import type { BindingValue__Output } from './gen/agentflow/worker/v1/BindingValue.js';
import type { CoordinatorMessage__Output } from './gen/agentflow/worker/v1/CoordinatorMessage.js';
import type { Held__Output } from './gen/agentflow/worker/v1/Held.js';
import type { StepRecord__Output } from './gen/agentflow/worker/v1/StepRecord.js';
import type { Task__Output } from './gen/agentflow/worker/v1/Task.js';
import type { TaskError__Output } from './gen/agentflow/worker/v1/TaskError.js';
import type { TaskOutcome__Output } from './gen/agentflow/worker/v1/TaskOutcome.js';
import type { WorkerMessage__Output } from './gen/agentflow/worker/v1/WorkerMessage.js';
import type { AgentDraft__Output } from './gen/agentflow/workflow/v1/AgentDraft.js';
import type { AgentView__Output } from './gen/agentflow/workflow/v1/AgentView.js';
import type { CredentialDraft__Output } from './gen/agentflow/workflow/v1/CredentialDraft.js';
import type { CredentialView__Output } from './gen/agentflow/workflow/v1/CredentialView.js';
import type { DefinitionSource__Output } from './gen/agentflow/workflow/v1/DefinitionSource.js';
import type { DesignerServiceDefinition } from './gen/agentflow/workflow/v1/DesignerService.js';
import type { Canary__Output } from './gen/agentflow/workflow/v1/Canary.js';
import type { CanaryView__Output } from './gen/agentflow/workflow/v1/CanaryView.js';
import type { FrozenDefinition__Output } from './gen/agentflow/workflow/v1/FrozenDefinition.js';
import type { ModelDescriptor__Output } from './gen/agentflow/workflow/v1/ModelDescriptor.js';
import type { NodeTypeDescriptor__Output } from './gen/agentflow/workflow/v1/NodeTypeDescriptor.js';
import type { PublishedRevision__Output } from './gen/agentflow/workflow/v1/PublishedRevision.js';
import type { ReleaseChange__Output } from './gen/agentflow/workflow/v1/ReleaseChange.js';
import type { RevisionView__Output } from './gen/agentflow/workflow/v1/RevisionView.js';
import type { SemanticChange__Output } from './gen/agentflow/workflow/v1/SemanticChange.js';
import type { ToolView__Output } from './gen/agentflow/workflow/v1/ToolView.js';
import type { WorkflowSummary__Output } from './gen/agentflow/workflow/v1/WorkflowSummary.js';
import type { WorkflowView__Output } from './gen/agentflow/workflow/v1/WorkflowView.js';

/** The clients grpc-js would make of the generated types; names the package so that a renamed area does not compile. */
export type ExecutionArea = execution.ProtoGrpcType['agentflow']['execution']['v1'];

type Literal<K> = string extends K ? never : number extends K ? never : K;
/** Own property names, of every member of a union, without index signatures. */
type Names<T> = T extends unknown ? Literal<keyof T> : never;
type Declared<T> = keyof { [K in keyof T as Literal<K>]: T[K] };
/** `xJson` on the wire is `x` here. */
type Plain<K> = K extends `${infer Name}Json` ? Name : K;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : { onlyHere: Exclude<B, A> }) : { onlyThere: Exclude<A, B> };

type MethodsOf<Definition> = Uncapitalize<Extract<Declared<Definition>, string>>;
type Rpc<Definition, Method> =
  Capitalize<Extract<Method, string>> extends keyof Definition ? Definition[Capitalize<Extract<Method, string>>] : never;
type Request<Fn> = Fn extends (request: infer R) => unknown ? R : never;
type Answer<Fn> = Fn extends (request: never) => infer A ? (A extends AsyncIterable<infer Item> ? Item : Awaited<A>) : never;
/** For each method `true`, or the names that are on one side only. `signal` stays here: on the wire it is cancelling the call. */
type Agreement<Definition, Service> = {
  [M in keyof Service]: Rpc<Definition, M> extends MethodDefinition<infer _In, infer _Out, infer Sent, infer Answered>
    ? Same<Plain<Names<Sent>>, Exclude<Names<Request<Service[M]>>, 'signal'>> extends true
      ? Same<Plain<Names<Answered>>, Names<Answer<Service[M]>>>
      : Same<Plain<Names<Sent>>, Exclude<Names<Request<Service[M]>>, 'signal'>>
    : 'no such method on the wire';
};
type AllTrue<T> = { [K in keyof T]: true };
type Holds<T extends true> = T;
type Agrees<Definition, Service extends object> =
  Agreement<Definition, Service> extends AllTrue<Service> ? true : Agreement<Definition, Service>;
type View<Wire, Ours> = Same<Plain<Names<Wire>>, Names<Ours>>;
type Kebab<K> = K extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Kebab<Tail>}`
    : `-${Lowercase<Head>}${Kebab<Tail>}`
  : K;

/** Every line must be `true`. */
export type Contract = [
  Holds<Same<MethodsOf<ExecutionServiceDefinition>, keyof ports.ExecutionService>>,
  Holds<Same<MethodsOf<DesignerServiceDefinition>, keyof ports.DesignerService>>,
  Holds<Same<MethodsOf<TriggerServiceDefinition>, keyof ports.TriggerService>>,
  Holds<Same<MethodsOf<StatsServiceDefinition>, keyof ports.StatsService>>,
  Holds<Agrees<ExecutionServiceDefinition, ports.ExecutionService>>,
  Holds<Same<MethodsOf<RecoveryServiceDefinition>, keyof ports.RecoveryService>>,
  Holds<Agrees<RecoveryServiceDefinition, ports.RecoveryService>>,
  Holds<Same<MethodsOf<CoordinationServiceDefinition>, keyof ports.CoordinationService>>,
  Holds<Agrees<CoordinationServiceDefinition, ports.CoordinationService>>,
  Holds<Same<MethodsOf<ClusterServiceDefinition>, keyof ports.ClusterService>>,
  Holds<Agrees<ClusterServiceDefinition, ports.ClusterService>>,
  Holds<View<ClusterDomain__Output, ports.ClusterDomain>>,
  Holds<View<ClusterMember__Output, ports.ClusterMember>>,
  Holds<View<DomainBacklog__Output, ports.ClusterDomain['backlog']>>,
  Holds<View<DomainCapacity__Output, ports.ClusterDomain['capacity']>>,
  Holds<View<PartitionShare__Output, ports.PartitionShare>>,
  Holds<View<OfferedTask__Output, ports.OfferedTask>>,
  Holds<View<PlanChange__Output, core.PlanChange>>,
  Holds<View<SnapshotView__Output, ports.SnapshotView>>,
  Holds<Agrees<DesignerServiceDefinition, ports.DesignerService>>,
  Holds<Agrees<TriggerServiceDefinition, ports.TriggerService>>,
  Holds<Agrees<StatsServiceDefinition, ports.StatsService>>,
  Holds<View<NodeError__Output, core.NodeError>>,
  Holds<View<Problem__Output, core.Problem>>,
  Holds<View<Usage__Output, core.Usage>>,
  Holds<View<ExecutionErrorView__Output, NonNullable<core.ExecutionView['error']>>>,
  Holds<View<ExecutionSummary__Output, core.ExecutionSummary>>,
  Holds<View<NodeView__Output, core.NodeView>>,
  Holds<View<NodeDetailView__Output, core.NodeDetailView>>,
  Holds<View<PoolView__Output, core.PoolView>>,
  Holds<View<AttemptView__Output, core.AttemptView>>,
  Holds<View<StepView__Output, core.StepView>>,
  Holds<View<WaitingView__Output, core.WaitingView>>,
  Holds<View<HistoryItem__Output, core.HistoryItem>>,
  Holds<View<EffectView__Output, core.EffectView>>,
  Holds<View<LiveFrame__Output, core.LiveFrame>>,
  Holds<View<StatsQuery__Output, ports.StatsQuery>>,
  Holds<View<StatsRow__Output, ports.StatsRow>>,
  Holds<View<TriggerView__Output, ports.TriggerView>>,
  Holds<View<LastFire__Output, NonNullable<ports.TriggerView['lastFire']>>>,
  Holds<View<WorkflowView__Output, ports.WorkflowView>>,
  Holds<View<WorkflowSummary__Output, ports.WorkflowSummary>>,
  Holds<View<DefinitionSource__Output, ports.DefinitionSource>>,
  Holds<View<RevisionView__Output, ports.RevisionView>>,
  Holds<View<PublishedRevision__Output, ports.PublishedRevision>>,
  Holds<View<Canary__Output, core.Canary>>,
  Holds<View<CanaryView__Output, ports.CanaryView>>,
  Holds<View<ReleaseChange__Output, ports.ReleaseChange>>,
  Holds<View<FrozenDefinition__Output, ports.FrozenDefinition>>,
  Holds<View<SemanticChange__Output, ports.SemanticChange>>,
  Holds<View<NodeTypeDescriptor__Output, core.NodeTypeDescriptor>>,
  Holds<View<ToolView__Output, ports.ToolView>>,
  Holds<View<ModelDescriptor__Output, ports.ModelDescriptor>>,
  Holds<View<AgentDraft__Output, ports.AgentDraft>>,
  Holds<View<AgentView__Output, ports.AgentView>>,
  Holds<View<CredentialDraft__Output, ports.CredentialDraft>>,
  Holds<View<CredentialView__Output, ports.CredentialView>>,
  Holds<View<Task__Output, core.Task>>,
  Holds<View<StepRecord__Output, core.StepRecord>>,
  Holds<View<TaskError__Output, core.TaskError>>,
  Holds<View<TaskOutcome__Output, core.TaskOutcome>>,
  Holds<View<BindingValue__Output, core.BindingValue>>,
  Holds<View<Held__Output, core.Held>>,
  Holds<Same<Kebab<Names<WorkerMessage__Output>>, ports.WorkerMessage['type']>>,
  Holds<Same<Kebab<Names<CoordinatorMessage__Output>>, ports.CoordinatorMessage['type']>>,
];
