import type { EffectClass, Json, ModelPolicy, OrgId, ReserveCall, TaskBudget, Usage } from '@agentflow/core';
import type {
  ExecutionFiles,
  HttpAnswer,
  HttpCall,
  LogLevel,
  MailCall,
  ModelAnswer,
  ModelCall,
  PeerCall,
  PeerReply,
  PeerTerms,
  StoredAgent,
  WorkflowMemory,
} from '@agentflow/nodes';

/** The budgets that a call lies under. */
export interface CallerBudget extends TaskBudget {
  /** Holds what a call may use at most; `cheaper`: it may ask again for the cheaper way. @throws AppError BUDGET_EXCEEDED, TASK_CANCELLED when the node is not to go on */
  reserve(call: CallToReserve): Promise<'reserved' | 'cheaper'>;
}
export type CallToReserve = Pick<ReserveCall, 'name' | 'route' | 'cost' | 'tokens' | 'calls'>;
/** Who calls, and under which terms. */
export interface Caller {
  readonly org: OrgId;
  readonly executionId: string;
  readonly workflowId: string;
  readonly effect: EffectClass;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /** For calls of models: what the workflow's settings say of them. */
  readonly models?: ModelPolicy;
  /** For calls of models: leave has to be asked before one is made. */
  readonly budget?: CallerBudget;
  /** Told when something else is sent than was asked, before it is: the step records that. */
  became?(name: string, request: Json): void;
}
/** Who sends a message to another agent. */
export interface PeerSender extends Omit<Caller, 'models' | 'became'> {
  readonly path: string;
  readonly revisionDigest: string;
  readonly trial: boolean;
  /** Epoch milliseconds; `null`: none. */
  readonly deadline: number | null;
  /** The agents that the message comes through, the first one first. */
  readonly hops: readonly string[];
  /** `false` where somebody on the way has a budget: what is told is worked on outside of it. */
  readonly mayTell?: boolean;
}
export type PlainModelAnswer = Omit<ModelAnswer, 'durationMs'>;
/** A call of a model as it is made. `script`: the rules that answer it, where they are not kept under the model's name. */
export type RoutedModelCall = ModelCall & { readonly script?: Json };
/** Everything an attempt can reach beyond its own values. */
export interface Outward {
  http(call: HttpCall, caller: Caller): Promise<HttpAnswer>;
  /** `spent` is told the usage before the answer is checked. */
  model(call: RoutedModelCall, caller: Caller, onText: (text: string) => void, spent: (usage: Usage) => void): Promise<PlainModelAnswer>;
  mail(mail: MailCall, caller: Caller): Promise<{ readonly id: string }>;
  code(
    source: string,
    args: Json,
    caller: Pick<Caller, 'org' | 'signal'> & { readonly deadline: number | null; log(level: LogLevel, message: string): void },
  ): Promise<Json>;
  agent(org: OrgId, revisionDigest: string, name: string): Promise<StoredAgent>;
  /** `spent` is told the usage of those that worked on it, also when it failed. */
  peer(call: PeerCall, terms: PeerTerms, sender: PeerSender, spent: (usage: Usage) => void): Promise<PeerReply>;
  /** The class of a message: what those it may reach can do. */
  peerEffect(call: PeerCall, org: OrgId): Promise<EffectClass>;
  files(org: OrgId, executionId: string): ExecutionFiles;
  memory(org: OrgId, workflowId: string): WorkflowMemory;
}
