import type { Json, JsonObject, JsonSchema } from '../../json.js';

/** The workflow definition as CONTRACT 1 writes it. Parsed, not yet validated beyond its shape. */
export interface WorkflowDefinition {
  readonly schemaVersion: '1';
  readonly name: string;
  readonly description?: string;
  readonly inputs?: JsonSchema;
  readonly variables?: JsonObject;
  readonly triggers?: readonly TriggerDefinition[];
  readonly nodes: readonly NodeDefinition[];
  readonly edges: readonly EdgeDefinition[];
  readonly settings?: WorkflowSettings;
  readonly layout?: WorkflowLayout;
}
export interface EdgeDefinition {
  readonly source: string;
  readonly sourceHandle?: string;
  readonly target: string;
}
export type EffectClass = 'none' | 'read' | 'idempotent' | 'at_least_once' | 'at_most_once';
export type JoinDefinition =
  'all' | 'any' | 'first' | 'each' | { readonly n: number; readonly cancel?: boolean } | { readonly when: string };
export interface RetryDefinition {
  readonly maxAttempts?: number;
  readonly initialDelaySeconds?: number;
  readonly maxDelaySeconds?: number;
  readonly backoff?: 'exponential' | 'fixed';
}
export interface BudgetDefinition {
  readonly cost?: string;
  readonly tokens?: number;
  readonly calls?: number;
  readonly onExceeded?: 'fail' | 'ask' | 'cheaper';
  /** Where `cheaper` sends a call of a node that names no `cheaperModel` of its own. */
  readonly cheaperModel?: string;
}
/** Over all executions of a workflow, or of an org: in one day or month (UTC), or ever. */
export interface WorkflowBudgetDefinition extends Omit<BudgetDefinition, 'onExceeded'> {
  readonly per?: BudgetPeriod;
  readonly onExceeded?: 'fail' | 'cheaper';
}
export type BudgetPeriod = 'day' | 'month' | 'total';
export interface NodeDefinition {
  readonly id: string;
  readonly type: string;
  readonly typeVersion?: number;
  readonly title?: string;
  readonly description?: string;
  readonly config?: JsonObject;
  readonly join?: JoinDefinition;
  readonly retry?: RetryDefinition;
  readonly timeoutSeconds?: number;
  readonly onError?: 'stop' | 'continue' | 'fallback';
  readonly fallback?: Json;
  readonly effect?: EffectClass;
  readonly domain?: string;
  readonly compensation?: string;
  /** Nodes of the same body whose work is called off when this node completes (a cancellation region). */
  readonly cancels?: readonly string[];
  readonly budget?: BudgetDefinition;
  readonly mutex?: string;
  readonly checkpoint?: boolean;
  readonly body?: BodyDefinition;
}
export interface BodyDefinition {
  readonly nodes: readonly NodeDefinition[];
  readonly edges: readonly EdgeDefinition[];
}
/** Config of a `statemachine`. */
export interface MachineDefinition {
  readonly initial: string;
  readonly states: { readonly [name: string]: StateDefinition };
  readonly maxVisits?: number;
}
export interface StateDefinition {
  /** Runs when the state is entered, before any event is looked at. */
  readonly entry?: BodyDefinition;
  /** Runs while the state lasts. */
  readonly body?: BodyDefinition;
  /** Runs when the state is left. */
  readonly exit?: BodyDefinition;
  readonly on?: readonly { readonly event: string; readonly when?: string; readonly target: string }[];
  readonly after?: readonly { readonly seconds: number | string; readonly target: string }[];
  readonly final?: boolean;
}
/** How long ended executions are kept. An execution goes as a whole, and only when nothing of its tree is open. */
export interface RetentionDefinition {
  /** Days after its end, for `completed`. */
  readonly completedDays?: number;
  /** The same for `failed` and `stopped`. */
  readonly failedDays?: number;
  /** The newest so many stay whatever their age; without days, all others go. */
  readonly keepLast?: number;
}
export interface WorkflowSettings {
  readonly onError?: 'stop' | 'continue';
  readonly retry?: RetryDefinition;
  readonly timeoutSeconds?: number;
  readonly budget?: BudgetDefinition;
  readonly workflowBudget?: WorkflowBudgetDefinition;
  readonly retention?: RetentionDefinition;
  readonly [key: string]: unknown;
}
export interface WorkflowLayout {
  /** By path without indices: `each/approve`, `order/paid/entry/notify`; a state is at `order/paid`. */
  readonly nodes?: { readonly [path: string]: LayoutPlace };
  readonly notes?: readonly LayoutNote[];
  readonly frames?: readonly LayoutFrame[];
}
export interface LayoutPlace {
  readonly x: number;
  readonly y: number;
  /** Tidying up leaves it where it is. */
  readonly pinned?: boolean;
}
export type LayoutColor = 'yellow' | 'green' | 'blue' | 'purple' | 'red' | 'gray';
export interface LayoutBox {
  /** Unique among notes and frames; what has none goes by its place in the list. */
  readonly id?: string;
  /** Path of the body that it is drawn in, as nodes have it; nothing: the outermost graph. */
  readonly scope?: string;
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
  readonly color?: LayoutColor;
}
/** A slip of text beside the nodes. */
export interface LayoutNote extends LayoutBox {
  readonly text?: string;
}
/** A titled rectangle; what lies in it moves with it. */
export interface LayoutFrame extends LayoutBox {
  readonly title?: string;
}
export interface TriggerDefinition {
  readonly id: string;
  readonly type: 'schedule' | 'webhook' | 'event';
  readonly enabled?: boolean;
  readonly config?: JsonObject;
  readonly input?: Json;
}
