import type { Json } from '../../json.js';
import type { Amount, Limit } from '../budgets/budget-amount.js';
import type { Usage } from '../views/views.js';

/** Where executions report in public (CONTRACT 3): CloudEvents 1.0, structured mode, key = execution id. */
export const PUBLIC_EVENTS_TOPIC = 'agentflow.events.execution.v1';
/** `type` of a public event. A changed meaning is a new type with `v2`. */
export const PUBLIC_EVENT_TYPES = {
  executionCompleted: 'agentflow.execution.completed.v1',
  executionFailed: 'agentflow.execution.failed.v1',
  executionStopped: 'agentflow.execution.stopped.v1',
  nodeCompleted: 'agentflow.execution.node-completed.v1',
  nodeFailed: 'agentflow.execution.node-failed.v1',
  modelCalled: 'agentflow.execution.model-called.v1',
  budgetExceeded: 'agentflow.execution.budget-exceeded.v1',
} as const;
export type PublicEventType = (typeof PUBLIC_EVENT_TYPES)[keyof typeof PUBLIC_EVENT_TYPES];

/** CloudEvents 1.0.2, https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md */
export interface CloudEvent<Type extends string = string, Data = Json> {
  readonly specversion: '1.0';
  /** `<execution>:<seq>`: unique, so that a repeated delivery is known as one. */
  readonly id: string;
  readonly type: Type;
  /** `/orgs/{org}/workflows/{id}` */
  readonly source: string;
  /** The execution's id. */
  readonly subject: string;
  /** RFC 3339 UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Data;
  /** W3C trace of what caused it (CloudEvents distributed tracing extension). */
  readonly traceparent?: string;
}
/** An execution ended: with the sum of what its model calls used. */
export interface ExecutionEndedData {
  readonly executionId: string;
  readonly workflowId: string;
  /** What it ran at its end. */
  readonly revision: number | 'draft';
  readonly status: 'completed' | 'failed' | 'stopped';
  /** RFC 3339 UTC. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  readonly usage: Usage;
  readonly trial: boolean;
}
/** A node ended, well or badly, after `attempt` attempts. */
export interface NodeEndedData {
  readonly executionId: string;
  readonly workflowId: string;
  readonly path: string;
  readonly nodeId: string;
  readonly nodeType: string;
  readonly attempt: number;
  readonly status: 'completed' | 'failed';
  readonly durationMs: number;
  readonly usage: Usage;
  readonly trial?: boolean;
}
/** One model call was recorded. */
export interface ModelCalledData {
  readonly executionId: string;
  readonly workflowId: string;
  readonly path: string;
  /** `<provider>/<name>` */
  readonly model: string;
  readonly durationMs: number;
  readonly status: 'completed' | 'failed';
  readonly usage: Usage;
  readonly trial?: boolean;
}
/** A call would have broken a budget, and was not made as it was asked. */
export interface BudgetExceededData {
  readonly executionId: string;
  readonly workflowId: string;
  readonly path: string;
  /** Model or tool. */
  readonly name: string;
  /** Whose budget: a node's path, `execution`, `parent` (what the execution around a subflow gave it), `workflow` or `org`. */
  readonly budget: string;
  /** The node failed, a person is asked, or the call went to the cheaper model. */
  readonly action: 'fail' | 'ask' | 'cheaper';
  readonly limit: Limit;
  readonly spent: Amount;
  readonly reserved: Amount;
  readonly asked: Amount;
  readonly trial: boolean;
}
export type PublicEvent =
  | CloudEvent<'agentflow.execution.completed.v1' | 'agentflow.execution.failed.v1' | 'agentflow.execution.stopped.v1', ExecutionEndedData>
  | CloudEvent<'agentflow.execution.node-completed.v1' | 'agentflow.execution.node-failed.v1', NodeEndedData>
  | CloudEvent<'agentflow.execution.model-called.v1', ModelCalledData>
  | CloudEvent<'agentflow.execution.budget-exceeded.v1', BudgetExceededData>;
/** `source` of an execution's events. */
export const publicEventSource = (org: string, workflowId: string): string =>
  `/orgs/${encodeURIComponent(org)}/workflows/${encodeURIComponent(workflowId)}`;
