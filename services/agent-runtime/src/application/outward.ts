import type { EffectClass, Json, OrgId, Usage } from '@agentflow/core';
import type {
  ExecutionFiles,
  HttpAnswer,
  HttpCall,
  LogLevel,
  MailCall,
  ModelAnswer,
  ModelCall,
  StoredAgent,
  WorkflowMemory,
} from '@agentflow/nodes';

/** Who calls, and under which terms. */
export interface Caller {
  readonly org: OrgId;
  readonly executionId: string;
  readonly workflowId: string;
  readonly effect: EffectClass;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}
export type PlainModelAnswer = Omit<ModelAnswer, 'durationMs'>;
/** Everything an attempt can reach beyond its own values. */
export interface Outward {
  http(call: HttpCall, caller: Caller): Promise<HttpAnswer>;
  /** `spent` is told the usage before the answer is checked. */
  model(call: ModelCall, caller: Caller, onText: (text: string) => void, spent: (usage: Usage) => void): Promise<PlainModelAnswer>;
  mail(mail: MailCall, caller: Caller): Promise<{ readonly id: string }>;
  code(
    source: string,
    args: Json,
    caller: Pick<Caller, 'org' | 'signal'> & { readonly deadline: number | null; log(level: LogLevel, message: string): void },
  ): Promise<Json>;
  agent(org: OrgId, revisionDigest: string, name: string): Promise<StoredAgent>;
  files(org: OrgId, executionId: string): ExecutionFiles;
  memory(org: OrgId, workflowId: string): WorkflowMemory;
}
