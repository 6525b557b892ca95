/** What the API answers, under the names the pages use: its own description's, but where that says "any JSON" the core knows more. */
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
  LayoutColor,
  LayoutFrame,
  LayoutNote,
  LayoutPlace,
  LiveFrame,
  NodeDefinition,
  NodeDetailView,
  NodeStatus,
  NodeTypeDescriptor,
  NodeView,
  Problem,
  StateDefinition,
  StepView,
  TriggerDefinition,
  Usage,
  WaitingView,
  WorkflowDefinition,
} from '@agentflow/core';
import type { components } from './schema.js';

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
  LayoutColor,
  LayoutFrame,
  LayoutNote,
  LayoutPlace,
  LiveFrame,
  NodeDefinition,
  NodeDetailView,
  NodeStatus,
  NodeTypeDescriptor,
  NodeView,
  Problem,
  StateDefinition,
  StepView,
  TriggerDefinition,
  Usage,
  WaitingView,
  WorkflowDefinition,
};
type Schemas = components['schemas'];
export interface Listing<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
export type Session = Schemas['Session'];
export type WorkflowSummary = Schemas['WorkflowSummary'];
export type Workflow = Omit<Schemas['Workflow'], 'definition' | 'problems'> & {
  readonly definition: WorkflowDefinition;
  readonly problems: readonly Problem[];
};
export type Revision = Schemas['Revision'];
export type PublishedRevision = Omit<Schemas['PublishedRevision'], 'warnings'> & { readonly warnings: readonly Problem[] };
export type SemanticChange = Schemas['SemanticChange'] & { readonly before?: Json; readonly after?: Json };
export type Agent = Schemas['Agent'];
export type AgentInput = Schemas['AgentDraft'];
export type Credential = Schemas['Credential'];
export type CredentialInput = Schemas['NewCredential'];
export type ChangedCredential = Schemas['ChangedCredential'];
export type Trigger = Schemas['Trigger'];
export type Tool = Schemas['Tool'];
export type Model = Schemas['Model'];
export type Mail = Schemas['Mail'];
export type Template = Schemas['Template'] & {
  readonly input?: Json;
  readonly answers?: Json;
  readonly models?: Json;
  readonly agents?: Json;
  readonly workflows?: Json;
  readonly translations?: Json;
};
export type Degradation = Schemas['Degradation'];
export type StatsRow = Schemas['UsageRow'];
/** A value that is too large to be shown in place. */
export interface ValueRef {
  readonly $ref: string;
  readonly size: number;
}
export const isValueRef = (value: unknown): value is ValueRef =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as ValueRef).$ref === 'string' &&
  (value as ValueRef).$ref.startsWith('sha256:');
