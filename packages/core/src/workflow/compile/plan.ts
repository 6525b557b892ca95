import type { ModelPolicy } from '../../degradation/model-policy.js';
import type { Json, JsonObject, JsonSchema } from '../../json.js';
import type { CompiledExpression, CompiledTemplate, Read } from '../../expression/compiled.js';
import type { BudgetDefinition, EffectClass, RetentionDefinition, WorkflowBudgetDefinition } from '../definition/definition.js';
import type { RetryPolicy } from '../../task/retry-policy.js';
import type { SegmentPlan } from '../segments/segment.js';

/** A revision compiled: what the engine runs. Built once per digest, shared, never changed. */
export interface Plan {
  readonly digest: string;
  readonly name: string;
  readonly inputs: JsonSchema;
  readonly variables: JsonObject;
  readonly timeoutSeconds: number | undefined;
  /** What its settings say of models while the platform is degraded; left out: nothing. */
  readonly models?: ModelPolicy;
  readonly root: BodyPlan;
  /** Nodes of all bodies. */
  readonly nodesTotal: number;
  /** Of one execution. */
  readonly budget?: BudgetDefinition | undefined;
  /** Of all executions of the workflow together. */
  readonly workflowBudget?: WorkflowBudgetDefinition | undefined;
  readonly retention?: RetentionDefinition | undefined;
  /** Whether the execution or any of its nodes has a budget: what has none pays nothing for them. */
  readonly budgeted?: boolean;
  /** By id; absent where no node names a domain. */
  readonly segments?: ReadonlyMap<string, SegmentPlan>;
  /** Of the plan of a segment: the revision it is a part of. */
  readonly revisionDigest?: string;
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
/** One of `times`, `until`, `items` and `while` is set. */
export interface LoopPlan {
  readonly kind: 'loop';
  readonly times: CompiledTemplate | undefined;
  readonly items: CompiledExpression | undefined;
  readonly while: CompiledExpression | undefined;
  readonly until: CompiledExpression | undefined;
  readonly breakWhen: CompiledExpression | undefined;
  readonly continueWhen: CompiledExpression | undefined;
  readonly maxIterations: number;
  readonly body: BodyPlan;
}
export interface MachinePlan {
  readonly kind: 'statemachine';
  readonly initial: string;
  readonly states: ReadonlyMap<string, StatePlan>;
  /** Names of the signals that it looks at. */
  readonly alphabet: ReadonlySet<string>;
  /** So many states may be entered. */
  readonly maxVisits: number;
}
export interface StatePlan {
  readonly name: string;
  readonly entry: BodyPlan | undefined;
  readonly body: BodyPlan | undefined;
  readonly exit: BodyPlan | undefined;
  readonly final: boolean;
  readonly on: readonly TransitionPlan[];
  readonly after: readonly { readonly seconds: CompiledTemplate; readonly target: string }[];
}
export interface TransitionPlan {
  /** Name of a signal, or `done` or `error`. */
  readonly event: string;
  readonly when: CompiledExpression | undefined;
  readonly target: string;
}
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
        /** `undefined`: all its items come while it runs. */
        readonly items: CompiledExpression | undefined;
        readonly concurrency: number;
        readonly stopWhen: CompiledExpression | undefined;
        /** What `stopWhen` does to iterations that run. */
        readonly onStop: 'cancel' | 'absorb';
        /** Names of signals. */
        readonly addOn: string | undefined;
        readonly closeOn: string | undefined;
        readonly stopOn: string | undefined;
        readonly body: BodyPlan;
      }
    | LoopPlan
    | MachinePlan
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
    | {
        readonly kind: 'subflow';
        /** Key or id, as written. */
        readonly workflow: string;
        readonly input: CompiledTemplate;
        /** Whether the node waits for its end. */
        readonly waits: boolean;
        readonly pin: SubflowPin | undefined;
      }
    | { readonly kind: 'fail'; readonly code: CompiledTemplate; readonly message: CompiledTemplate }
    | { readonly kind: 'terminate'; readonly output: CompiledTemplate }
    | { readonly kind: 'task'; readonly config: CompiledTemplate; readonly reads: readonly Read[] }
  );
/** What a subflow runs: a frozen revision; `self`: the very revision that names it. `undefined`: what is released when it starts. */
export type SubflowPin =
  'self' | { readonly workflowId: string; readonly workflowName: string; readonly revision: number; readonly digest: string };
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
  /** What it is delegated with where the execution is not at home in its domain. */
  readonly segment?: SegmentPlan;
  readonly compensation: string | undefined;
  /** In the plan of a segment: it undoes other nodes of its revision, too. */
  readonly sharedUndo?: true;
  /** Indices of the nodes whose work its completion calls off. */
  readonly cancels: readonly number[];
  readonly budget: BudgetDefinition | undefined;
  readonly mutex: CompiledExpression | undefined;
  readonly checkpoint: boolean;
  /** The node is only reached as another's compensation. */
  readonly detached: boolean;
  /** The config as written (for work nodes: what the worker's type sees before rendering). */
  readonly rawConfig: JsonObject;
}
