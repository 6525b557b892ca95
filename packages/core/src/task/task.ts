import type { Held, Json, JsonObject } from '../json.js';
import type { ExecutionId, OrgId } from '../ids.js';
import type { PhaseState } from '../execution/containers/container-state.js';
import type { EffectClass } from '../workflow/definition/definition.js';
import type { Usage } from '../execution/views/views.js';

/** One recorded model, tool or HTTP call inside an attempt (DESIGN 5.10). */
export interface StepRecord {
  /** Call index within the task, in program order at call start. */
  readonly index: number;
  readonly generation: number;
  readonly kind: 'model' | 'tool' | 'http' | 'code' | 'email' | 'other';
  /** Model, tool or host called. */
  readonly name: string;
  readonly effect: EffectClass;
  /** sha256 over the canonical request: another hash at the same index is STEP_MISMATCH. */
  readonly requestHash: string;
  readonly request: Held;
  /** The answer, or what the call failed with. Exactly one is set. */
  readonly response?: Held;
  readonly error?: TaskError;
  readonly usage?: Usage;
  /** What undoes it, where the agent's configuration says so: a tool, and its arguments as a template over `compensated`. */
  readonly compensation?: { readonly tool: string; readonly arguments: Json };
  readonly attempt: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
}
export interface TaskError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly details?: JsonObject;
}
/** What a coordinator hands to a worker: one attempt of one node. */
export interface Task {
  readonly org: OrgId;
  readonly executionId: ExecutionId;
  readonly workflowId: string;
  readonly revision: number | 'draft';
  readonly path: string;
  readonly nodeId: string;
  readonly nodeType: string;
  /** What the bodies of statemachines on the way to `path` are, outermost first; absent where there are none. */
  readonly phases?: readonly PhaseState[];
  readonly attempt: number;
  /** Proves that a result belongs to the current dispatch: `<commitId>.<nonce>`. */
  readonly token: string;
  readonly revisionDigest: string;
  /** Values of the roots that the node's templates read, as a Scope; held values are loaded by the worker. */
  readonly bindings: { readonly [root: string]: BindingValue };
  /** Epoch milliseconds after which the attempt is void; `null`: none. */
  readonly deadline: number | null;
  readonly generation: number;
  /** Recorded steps of earlier attempts, by index: they are not repeated. */
  readonly steps: readonly StepRecord[];
  readonly trace: string | null;
  readonly trial: boolean;
  /** Its calls are to be reserved before they are made; nothing where no budget covers it. */
  readonly budgeted?: TaskBudget;
  /** Instead of the node's own work: this tool is called (a compensation of one of its calls). */
  readonly call?: { readonly tool: string; readonly arguments: Held };
}
/** What a worker has to know of the budgets over a task. */
export interface TaskBudget {
  /** What any of them limits: `cost`, `tokens`, `calls`. */
  readonly limits: readonly string[];
  /** Where a call goes that is sent the cheaper way, if the node itself does not say. */
  readonly cheaperModel?: string;
}
/** A root a template reads: a plain value, or a node's record whose output may be held elsewhere. */
export type BindingValue =
  | { readonly kind: 'value'; readonly held: Held }
  | { readonly kind: 'node'; readonly output: Held; readonly error: Json; readonly status: string; readonly usage: Json }
  | { readonly kind: 'compensated'; readonly input: Held; readonly output: Held }
  | { readonly kind: 'container'; readonly item: Held; readonly index: number; readonly last: Held };

/** A worker's answer. `discardFrom`: effect-free steps from that index on are dropped and asked again. */
export type TaskOutcome =
  | { readonly status: 'completed'; readonly output: Held; readonly usage?: Usage }
  | { readonly status: 'failed'; readonly error: TaskError; readonly usage?: Usage; readonly discardFrom?: number }
  | { readonly status: 'cancelled' };
