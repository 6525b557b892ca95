import type {
  EffectView,
  ExecutionSummary,
  ExecutionView,
  HistoryItem,
  Json,
  JsonObject,
  LiveFrame,
  NodeDetailView,
  NodeView,
  OrgId,
  PoolLimits,
  PoolView,
  ExecutionStatus,
} from '@agentflow/core';

export interface StartRequest {
  readonly org: OrgId;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number | 'draft';
  /** Digest of the frozen revision: the definition is stored under it. */
  readonly digest: string;
  readonly input: Json;
  readonly variables: JsonObject;
  readonly trigger: Json;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly trial: boolean;
  /** De-duplicates the start: `{ source, key }` per org. Same body: the same execution. */
  readonly startKey?: { readonly source: string; readonly key: string };
  /** The id it is to have, where the caller has made one, so that a repeat is the same start. Not together with a start key. */
  readonly executionId?: string;
  /** The same start may have been sent before: the log is asked first. */
  readonly repeated?: boolean;
  /** sha256 of what the caller sent; another one under the same key is IDEMPOTENCY_MISMATCH. */
  readonly bodyHash?: string;
  /** Answer only once ended, or after so many ms. */
  readonly waitMs?: number;
  readonly by: string;
}
export interface ExecutionRef {
  readonly org: OrgId;
  readonly executionId: string;
}
/** For what only reads. */
export interface ReadRef extends ExecutionRef {
  /** As the log has it, whoever is asked: nobody who owns it can be. */
  readonly fromLog?: boolean;
}
export interface StartAnswer {
  readonly execution: ExecutionView;
  /** `false` when the start key had started it before. */
  readonly created: boolean;
}
/** The orchestrator's door: starts, reads and steers executions. Reads by id answer once what they show is durable. @throws AppError EXECUTION_NOT_FOUND in all that take a ref */
export interface ExecutionService {
  /** @throws AppError IDEMPOTENCY_MISMATCH, OVERLOADED, UNAVAILABLE */
  start(request: StartRequest): Promise<StartAnswer>;
  get(request: ReadRef): Promise<ExecutionView>;
  list(request: {
    readonly org: OrgId;
    readonly workflowId?: string;
    readonly status?: readonly ExecutionStatus[];
    readonly from?: number;
    readonly to?: number;
    readonly tag?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly items: readonly ExecutionSummary[]; readonly nextCursor: string | null }>;
  /** In path order; `cursor` is the last path seen. */
  nodes(
    request: ReadRef & { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly NodeView[]; readonly nextCursor: string | null }>;
  /** @throws AppError NODE_NOT_FOUND, AMBIGUOUS_NODE (details.paths) */
  node(request: ReadRef & { readonly path: string }): Promise<NodeDetailView>;
  history(
    request: ReadRef & { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly HistoryItem[]; readonly nextCursor: string | null }>;
  /** The effect ledger: calls that changed, or may have changed, something outside, in the order in which they began. */
  effects(
    request: ReadRef & { readonly cursor?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly EffectView[]; readonly nextCursor: string | null }>;
  /** The JSON text of a large value. @throws AppError VALUE_NOT_FOUND, VALUE_CORRUPT */
  value(request: ReadRef & { readonly digest: string }): Promise<{ readonly json: string }>;
  pause(request: ExecutionRef & { readonly by: string; readonly reason?: string }): Promise<ExecutionView>;
  resume(request: ExecutionRef & { readonly by: string }): Promise<ExecutionView>;
  stop(request: ExecutionRef & { readonly by: string; readonly reason?: string }): Promise<ExecutionView>;
  /** @throws AppError INPUT_NOT_WAITING, ALREADY_ANSWERED, INVALID_INPUT (problems) */
  answer(request: ExecutionRef & { readonly path: string; readonly value: Json; readonly by: string }): Promise<ExecutionView>;
  /** Undoes what has been done (saga): an open execution is stopped, a completed one ends as stopped. @throws AppError NOTHING_TO_COMPENSATE, EXECUTION_ENDED */
  compensate(request: ExecutionRef & { readonly by: string; readonly reason?: string }): Promise<ExecutionView>;
  /** Kept until a node waits for it. The same id twice is one signal; without one an id is made. @throws AppError EXECUTION_ENDED, SIGNALS_FULL */
  signal(
    request: ExecutionRef & { readonly name: string; readonly payload: Json; readonly id?: string; readonly by: string },
  ): Promise<{ readonly id: string; readonly execution: ExecutionView }>;
  /** A signal for whichever execution waits for `name` under `key`; kept for `ttlSeconds` (a day where left out) until one does. The same id twice within a day is one signal. @throws AppError SIGNALS_FULL */
  signalByKey(request: {
    readonly org: OrgId;
    readonly name: string;
    readonly key: string;
    readonly payload: Json;
    readonly id?: string;
    readonly ttlSeconds?: number;
    readonly by: string;
  }): Promise<{ readonly id: string; readonly delivered: boolean }>;
  /** More items for a map that runs. The same `id` twice is one addition. @throws AppError NODE_NOT_FOUND, AMBIGUOUS_NODE, CONFLICT (no map that runs, or closed), EXECUTION_ENDED */
  addItems(
    request: ExecutionRef & { readonly path: string; readonly items: readonly Json[]; readonly id?: string; readonly by: string },
  ): Promise<ExecutionView>;
  /** @throws AppError NOT_UNCERTAIN */
  resolve(
    request: ExecutionRef & {
      readonly path: string;
      readonly resolution: 'done' | 'not_done' | 'repeat' | 'compensate';
      readonly output?: Json;
      readonly by: string;
    },
  ): Promise<ExecutionView>;
  /** Frames from `fromSeq` on (1: all), then live until the execution has ended and all is told, or `signal` aborts. After a resume the text so far of running nodes comes first. */
  watch(request: ExecutionRef & { readonly fromSeq: number; readonly signal: AbortSignal }): AsyncIterable<LiveFrame>;
  /** What a late WebSocket subscriber is told first: the present state as frames, open questions included, and the last seq they contain. */
  present(request: ReadRef): Promise<{ readonly frames: readonly LiveFrame[]; readonly seq: number }>;
  countOpen(request: { readonly org: OrgId; readonly workflowId: string }): Promise<{ readonly open: number }>;
  /** How the budgets stand that executions share: that of the org, and that of a workflow. */
  budgets(request: { readonly org: OrgId; readonly workflowId?: string }): Promise<BudgetsAnswer>;
  /** Sets what all executions of the org may use together; `null`: as much as they like. Holds for calls of attempts that begin from now on. */
  setBudget(request: { readonly org: OrgId; readonly limits: PoolLimits | null; readonly by: string }): Promise<BudgetsAnswer>;
}
export interface BudgetsAnswer {
  /** Of the org. */
  readonly budget: PoolView;
  /** Of the workflow that was asked for. */
  readonly workflow?: PoolView;
}
