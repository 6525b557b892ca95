/** What the API answers, under the names the pages use. The views of executions and definitions are the core's own. */
import type {
  AttemptView,
  BodyDefinition,
  EdgeDefinition,
  ExecutionStatus,
  ExecutionSummary,
  ExecutionView,
  HistoryItem,
  Json,
  JsonObject,
  JsonSchema,
  LiveFrame,
  NodeDefinition,
  NodeDetailView,
  NodeStatus,
  NodeTypeDescriptor,
  NodeView,
  Problem,
  StepView,
  TriggerDefinition,
  Usage,
  WaitingView,
  WorkflowDefinition,
} from '@agentflow/core';

export type {
  AttemptView,
  BodyDefinition,
  EdgeDefinition,
  ExecutionStatus,
  ExecutionSummary,
  ExecutionView,
  HistoryItem,
  Json,
  JsonObject,
  JsonSchema,
  LiveFrame,
  NodeDefinition,
  NodeDetailView,
  NodeStatus,
  NodeTypeDescriptor,
  NodeView,
  Problem,
  StepView,
  TriggerDefinition,
  Usage,
  WaitingView,
  WorkflowDefinition,
};
export interface Listing<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
export interface Paged<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}
export interface Session {
  readonly org: string;
  readonly subject: string;
  readonly roles: readonly string[];
  readonly csrfToken: string;
  readonly mode: string;
}
export interface WorkflowSummary {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly etag: string;
  readonly publishedRevision: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly problemCount?: number;
  readonly nodesTotal?: number;
}
export interface Workflow extends WorkflowSummary {
  readonly definition: WorkflowDefinition;
  readonly problems: readonly Problem[];
}
export interface Revision {
  readonly revision: number;
  readonly digest: string;
  readonly pins: JsonObject;
  readonly comment: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly released: boolean;
}
export interface SemanticChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly what: string;
  readonly subject: string;
  readonly pointer: string;
  readonly before: Json;
  readonly after: Json;
}
export interface Agent {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly model: string;
  readonly instructions: string;
  readonly tools: readonly string[];
  readonly capabilities: readonly string[];
  readonly limits: JsonObject;
  readonly version: number;
  readonly status: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}
export interface Credential {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly hosts: readonly string[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
export interface Trigger {
  readonly id: string;
  readonly triggerId: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number;
  readonly type: 'schedule' | 'webhook' | 'event';
  readonly enabled: boolean;
  readonly config: JsonObject;
  readonly hookId: string | null;
  readonly hookUrl: string | null;
  readonly nextFireAt: string | null;
  readonly lastFire: { readonly at: string; readonly executionId: string | null; readonly error: string | null } | null;
}
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
  readonly effect: string;
  readonly title?: string;
}
export interface Model {
  readonly name: string;
  readonly provider: string;
  readonly title: string;
  readonly available: boolean;
  readonly streams: boolean;
  readonly tools: boolean;
  readonly price: null | { readonly input: string; readonly output: string; readonly asOf: string };
}
export interface Mail {
  readonly id: string;
  readonly at: number | string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly subject: string;
  readonly text: string;
}
export interface Template {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly yaml: string;
  readonly input: Json;
  readonly answers: Json;
  /** Scripted models the example answers from, by name. */
  readonly models: Json;
}
export interface StatsRow {
  readonly group: { readonly [name: string]: string };
  readonly count: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: string;
  readonly durationMs: { readonly avg: number; readonly p50: number; readonly p95: number; readonly p99: number };
}
/** A value that is too large to be shown in place. */
export interface ValueRef {
  readonly $ref: string;
  readonly size: number;
}
export const isValueRef = (value: unknown): value is ValueRef =>
  typeof value === 'object' && value !== null && typeof (value as ValueRef).$ref === 'string' && (value as ValueRef).$ref.startsWith('sha256:');
