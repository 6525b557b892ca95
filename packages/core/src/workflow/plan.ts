import type { Json, JsonObject, JsonSchema } from '../json.js';
import type { CompiledExpression, CompiledTemplate, Read } from '../expression/compiled.js';
import type { BudgetDefinition, EffectClass } from './definition.js';
import type { RetryPolicy } from '../task/retry-policy.js';

/** A revision compiled: what the engine runs. Built once per digest, shared, never changed. */
export interface Plan {
  readonly digest: string;
  readonly name: string;
  readonly inputs: JsonSchema;
  readonly variables: JsonObject;
  readonly timeoutSeconds: number | undefined;
  readonly root: BodyPlan;
  /** Nodes of all bodies. */
  readonly nodesTotal: number;
}
/** One graph: the workflow's own or the body of a container. */
export interface BodyPlan {
  /** In topological order (compensation-only nodes last); `NodePlan.index` is the position here. */
  readonly nodes: readonly NodePlan[];
  readonly edges: readonly EdgePlan[];
  readonly byId: ReadonlyMap<string, NodePlan>;
  readonly start: number;
  /** The container this is the body of. */
  readonly container: string | undefined;
}
export interface EdgePlan {
  readonly index: number;
  readonly source: number;
  readonly handle: string;
  readonly target: number;
}
export type JoinPlan =
  | { readonly kind: 'all' }
  | { readonly kind: 'any' }
  | { readonly kind: 'first' }
  | { readonly kind: 'each' }
  | { readonly kind: 'n'; readonly n: number; readonly cancel: boolean }
  | { readonly kind: 'when'; readonly when: CompiledExpression };
/** Control nodes are decided inline by the core; `task` nodes are done by workers. */
export type NodePlan = NodePlanBase &
  (
    | { readonly kind: 'start' | 'parallel' | 'join' }
    | { readonly kind: 'end'; readonly output: CompiledTemplate }
    | { readonly kind: 'set'; readonly values: CompiledTemplate }
    | { readonly kind: 'condition'; readonly when: CompiledExpression }
    | {
        readonly kind: 'switch';
        readonly mode: 'first' | 'all';
        readonly cases: readonly { readonly name: string; readonly when: CompiledExpression }[];
      }
    | {
        readonly kind: 'map';
        readonly items: CompiledExpression;
        readonly concurrency: number;
        readonly stopWhen: CompiledExpression | undefined;
        readonly body: BodyPlan;
      }
    | { readonly kind: 'wait'; readonly seconds: CompiledTemplate | undefined; readonly until: CompiledTemplate | undefined }
    | {
        readonly kind: 'human';
        readonly prompt: CompiledTemplate;
        readonly schema: JsonSchema;
        readonly answerTimeoutSeconds: CompiledTemplate | undefined;
        readonly assignees: CompiledTemplate | undefined;
      }
    /** `waitSeconds`: how long it waits, `timeoutSeconds` of its config. */
    | {
        readonly kind: 'signal';
        readonly signal: string;
        readonly key: CompiledTemplate | undefined;
        readonly waitSeconds: CompiledTemplate | undefined;
      }
    | { readonly kind: 'emit'; readonly eventType: CompiledTemplate; readonly data: CompiledTemplate }
    | { readonly kind: 'fail'; readonly code: CompiledTemplate; readonly message: CompiledTemplate }
    | { readonly kind: 'terminate'; readonly output: CompiledTemplate }
    | { readonly kind: 'task'; readonly config: CompiledTemplate; readonly reads: readonly Read[] }
  );
export type NodeKind = NodePlan['kind'];
export interface NodePlanBase {
  readonly index: number;
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly title: string;
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
  /** Edge indices by source handle. */
  readonly byHandle: ReadonlyMap<string, readonly number[]>;
  readonly join: JoinPlan;
  readonly retry: RetryPolicy;
  /** Per attempt. */
  readonly timeoutSeconds: number | undefined;
  readonly onError: 'stop' | 'continue' | 'fallback';
  readonly fallback: Json | undefined;
  readonly effect: EffectClass;
  readonly egress: boolean;
  readonly domain: string | undefined;
  readonly compensation: string | undefined;
  readonly budget: BudgetDefinition | undefined;
  readonly mutex: CompiledExpression | undefined;
  readonly checkpoint: boolean;
  /** The node is only reached as another's compensation. */
  readonly detached: boolean;
  /** The config as written (for work nodes: what the worker's type sees before rendering). */
  readonly rawConfig: JsonObject;
}
