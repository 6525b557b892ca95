import type { Json, JsonObject, JsonSchema } from '../../json.js';
import type { BudgetView } from '../budgets/present-budget.js';

export type ExecutionStatus = 'pending' | 'running' | 'waiting' | 'paused' | 'completed' | 'failed' | 'stopped';
export type ExecutionPhase = null | 'pausing' | 'stopping' | 'compensating';
export const ENDED: ReadonlySet<ExecutionStatus> = new Set(['completed', 'failed', 'stopped']);
export type NodeStatus =
  'pending' | 'running' | 'waiting' | 'retrying' | 'completed' | 'failed' | 'skipped' | 'cancelled' | 'uncertain' | 'compensated';

/** Tokens and money of model calls. `cost` is a decimal string in USD. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: string;
}
export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, cost: '0' };

export interface NodeError {
  readonly code: string;
  readonly message: string;
}
/** An execution as the API shows it (CONTRACT 2). Times are RFC 3339 UTC. */
export interface ExecutionView {
  readonly id: string;
  readonly workflowId: string;
  readonly revision: number | 'draft';
  readonly digest: string;
  readonly status: ExecutionStatus;
  readonly phase: ExecutionPhase;
  readonly input: Json;
  readonly output: Json;
  readonly error: null | { readonly code: string; readonly message: string; readonly path: string | null };
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly trigger: Json;
  readonly trial: boolean;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly tags: readonly string[];
  readonly priority: number;
  readonly usage: Usage;
  /** Where the execution has a budget. */
  readonly budget?: BudgetView;
  readonly nodes?: readonly NodeView[];
  readonly nodesTotal: number;
  readonly waiting: readonly WaitingView[];
  /** Where nodes name domains: parts of it that executions of others run, or have not brought to an end, by the node that each began with. */
  readonly delegated?: readonly DelegatedView[];
  /** Those are all that is under way in it. */
  readonly onlyDelegated?: boolean;
  /** The execution whose first `seq` events stand before its own: it is a fork. */
  readonly forkedFrom?: { readonly executionId: string; readonly seq: number };
  /** Recorded by another installation: to be read, replayed and forked, never run on. */
  readonly imported?: boolean;
  /** W3C trace that it is a part of, where somebody traces it: 32 hex digits. */
  readonly traceId?: string;
  /** Nobody goes on with it at the moment, as its owner was lost and no other can take it: this is what its log holds. */
  readonly unowned?: boolean;
  /** Version of the state shown; rises with each commit. */
  readonly version: number;
}
export interface DelegatedView {
  readonly path: string;
  readonly executionId: string;
  /** Nobody goes on with it at the moment: what is shown of it is what its log holds, if anything. */
  readonly unowned?: boolean;
}
export interface NodeView {
  readonly id: string;
  readonly path: string;
  readonly type: string;
  readonly status: NodeStatus;
  readonly attempt: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly output: Json;
  readonly error: NodeError | null;
  /** Of a statemachine under way: the state it is in. */
  readonly state?: string;
  /** Of a subflow: the execution it started. */
  readonly childId?: string;
  /** Of a node of another domain: the execution at home there that runs it, or has. */
  readonly delegatedTo?: string;
  /** Only at `/nodes` and `/nodes/{path}`. */
  readonly input?: Json;
  readonly usage?: Usage;
}
export interface WaitingView {
  readonly path: string;
  readonly kind: 'human' | 'signal' | 'mutex' | 'timer' | 'uncertain';
  readonly prompt?: string;
  readonly schema?: JsonSchema;
  /** For `signal` of a container: all names that it looks at; `state`: the one a statemachine is in. */
  readonly signals?: readonly string[];
  readonly state?: string;
  /** For `signal`: the name that is waited for, and the key, if any. */
  readonly signal?: string;
  readonly key?: string;
  readonly expiresAt?: string;
  /** For `uncertain`: what is known of the call. */
  readonly evidence?: JsonObject;
}
export interface AttemptView {
  readonly attempt: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled' | 'uncertain';
  readonly error: NodeError | null;
}
export interface StepView {
  readonly index: number;
  readonly kind: 'model' | 'tool' | 'http' | 'code' | 'email' | 'other';
  readonly name: string;
  readonly effect: string;
  readonly attempt: number;
  readonly request: Json;
  readonly response: Json;
  readonly error: NodeError | null;
  readonly usage: Usage | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}
/** One node in full: `/executions/{id}/nodes/{path}`. */
export interface NodeDetailView extends NodeView {
  readonly attempts: readonly AttemptView[];
  readonly steps: readonly StepView[];
  /** Where the node has a budget. */
  readonly budget?: BudgetView;
}
/** `/executions/{id}/history`. */
export interface HistoryItem {
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly at: string;
  readonly path: string | null;
  readonly data: Json;
}
/** A row of the executions list: a projection of the log, at most a second late. */
export type ExecutionSummary = Omit<
  ExecutionView,
  'nodes' | 'waiting' | 'delegated' | 'onlyDelegated' | 'input' | 'output' | 'budget' | 'forkedFrom' | 'imported' | 'traceId' | 'unowned'
> & {
  readonly workflowName: string;
  readonly waitingCount: number;
};

/** A frame of SSE and WebSocket (CONTRACT 2): `type` is the SSE `event`, `id` the event's `seq` (absent on deltas). Payload names are snake_case. */
export interface LiveFrame {
  readonly type: LiveFrameType;
  readonly id?: number;
  readonly payload: JsonObject;
}
export type LiveFrameType =
  | 'execution_started'
  | 'node_started'
  | 'node_completed'
  | 'node_failed'
  | 'execution_completed'
  | 'execution_paused'
  | 'log'
  | 'user_input_required'
  | 'execution_resumed'
  | 'node_retrying'
  | 'node_skipped'
  | 'node_output_delta'
  | 'error';
