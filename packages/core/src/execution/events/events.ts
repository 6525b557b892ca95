import type { ExecutionId } from '../../ids.js';
import type { Held, Json, JsonObject, JsonSchema } from '../../json.js';
import type { StepRecord, TaskError } from '../../task/task.js';
import type { ItemChunk, PhaseState } from '../containers/container-state.js';
import type { ContainerEvent } from '../containers/container-events.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import type { BudgetEvent } from '../budgets/budget-events.js';
import type { ForkedFrom, RecoveryEvent } from '../recovery/recovery-events.js';
import type { Delegated, SegmentSeed } from '../children/segment-state.js';
import type { SharedEventBody } from '../../shared/shared-events.js';
import type { TieEvent } from '../children/tie-events.js';
import type { NodeError } from '../views/views.js';

/** Events are past tense, complete and for ever: `evolve` needs nothing else. A changed meaning is a new version with an upcaster. */
export type ExecutionEvent = ExecutionEventBody & {
  /** 1..n within the execution, without gaps. */
  readonly seq: number;
  /** Epoch milliseconds, where it differs from the commit's `at`. */
  readonly at?: number;
  /** Version of the event's type; 1 where absent. */
  readonly v?: number;
};
export type ExecutionEventBody =
  | ExecutionStarted
  | TieEvent
  | SharedEventBody
  | BudgetEvent
  | RecoveryEvent
  | { readonly type: 'NodeStarted'; readonly path: string }
  | NodeCompleted
  | { readonly type: 'NodeSkipped'; readonly path: string }
  | NodeFailed
  /** `ending`: because the execution ends; a retry goes on with it. */
  | { readonly type: 'NodeCancelled'; readonly path: string; readonly ending?: true }
  /** A task is open: its first attempt, or the next one, may be dispatched. */
  | { readonly type: 'TaskScheduled'; readonly path: string; readonly attempt: number }
  /** An `at_most_once` call is about to leave: recorded first. */
  | {
      readonly type: 'EffectStarted';
      readonly path: string;
      readonly attempt: number;
      readonly index: number;
      readonly name: string;
      readonly key: string;
      readonly requestHash: string;
    }
  | { readonly type: 'StepRecorded'; readonly path: string; readonly step: StepRecord }
  | { readonly type: 'StepsDiscarded'; readonly path: string; readonly from: number; readonly generation: number }
  /** An attempt failed and the next one is due at `dueAt` (epoch ms). */
  | { readonly type: 'RetryScheduled'; readonly path: string; readonly attempt: number; readonly error: TaskError; readonly dueAt: number }
  /** A started `at_most_once` call has no answer: a person decides. */
  | { readonly type: 'EffectUncertain'; readonly path: string; readonly attempt: number; readonly index: number; readonly reason: string }
  | {
      readonly type: 'UncertainResolved';
      readonly path: string;
      readonly resolution: 'done' | 'not_done' | 'repeat' | 'compensate';
      readonly by: string;
    }
  | { readonly type: 'TimerSet'; readonly path: string; readonly dueAt: number; readonly purpose: 'wait' | 'human' }
  | {
      readonly type: 'InputRequested';
      readonly path: string;
      readonly prompt: string;
      readonly schema: JsonSchema;
      readonly expiresAt: number | null;
      readonly assignees: Json;
    }
  /** A signal has arrived, the `n`th of this execution; `size`: bytes of JSON text as the limits count them. */
  | {
      readonly type: 'SignalReceived';
      readonly n: number;
      readonly id: string;
      readonly name: string;
      readonly payload: Held;
      readonly size: number;
    }
  | { readonly type: 'SignalTaken'; readonly path: string; readonly n: number; readonly size: number }
  /** Nobody took it: a state machine passed it over, or the execution ended. */
  | { readonly type: 'SignalDropped'; readonly n: number; readonly size: number }
  | {
      readonly type: 'SignalAwaited';
      readonly path: string;
      readonly name: string;
      /** With a key the signal comes from the org's, not from the execution's own. */
      readonly key: string | null;
      readonly expiresAt: number | null;
    }
  /** Published under this type once durable. */
  | { readonly type: 'EventEmitted'; readonly path: string; readonly eventType: string; readonly data: Held }
  /** `chunks`: the items in parts that lie in the object store, where the list is long; `open`: more may come. */
  | {
      readonly type: 'MapStarted';
      readonly path: string;
      readonly items: Held;
      readonly count: number;
      readonly chunks?: readonly ItemChunk[];
      readonly open?: boolean;
    }
  | ContainerEvent
  /** Instance `index` of a container's body began. */
  | {
      readonly type: 'BodyStarted';
      readonly path: string;
      readonly index: number;
      readonly item: Held;
      /** In a statemachine: which of its bodies this is. */
      readonly state?: string;
      readonly phase?: PhaseState['phase'];
    }
  /** The join `each` at `path` fires for the `number`th time (from 0): what follows has paths that end in `[number]`. */
  | { readonly type: 'LaneOpened'; readonly path: string; readonly number: number }
  | { readonly type: 'BodyCompleted'; readonly path: string; readonly index: number; readonly output: Held }
  | { readonly type: 'ExecutionPausing'; readonly by: string; readonly reason: string }
  | { readonly type: 'ExecutionPaused'; readonly reason: string }
  | { readonly type: 'ExecutionResumed'; readonly by: string }
  | {
      readonly type: 'ExecutionStopping';
      readonly by: string;
      readonly reason: string;
      readonly then: 'stopped' | 'failed' | 'completed';
      readonly error?: ExecutionError;
      readonly output?: Held;
    }
  /** Nothing is in flight any more: what was done is undone, latest first; then the execution ends as `then` says. */
  | {
      readonly type: 'ExecutionCompensating';
      readonly by: string;
      readonly reason: string;
      readonly then: 'stopped' | 'failed';
      readonly error?: ExecutionError;
    }
  /** `path` undoes the node `of`, or its call number `step` by calling another tool. */
  | {
      readonly type: 'CompensationStarted';
      readonly path: string;
      readonly of: string;
      readonly step?: number;
      readonly input: Held;
      readonly output: Held;
      readonly call?: { readonly tool: string; readonly arguments: Held };
      /** Where the child of a subflow is what is undone: it undoes itself. */
      readonly child?: ExecutionId;
    }
  | { readonly type: 'ExecutionCompleted'; readonly output: Held }
  | { readonly type: 'ExecutionFailed'; readonly error: ExecutionError }
  | { readonly type: 'ExecutionStopped'; readonly reason: string };

export interface ExecutionError {
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
}
export interface ExecutionStarted {
  readonly type: 'ExecutionStarted';
  readonly workflowId: string;
  readonly workflowName: string;
  readonly revision: number | 'draft';
  readonly digest: string;
  readonly input: Held;
  readonly variables: JsonObject;
  readonly trigger: Json;
  /** W3C trace of what started it; absent where nobody traces it. */
  readonly traceparent?: string;
  readonly trial: boolean;
  readonly tags: readonly string[];
  readonly priority: number;
  readonly parentId: string | null;
  readonly rootId: string;
  /** Of a subflow: how many executions it lies within, and the node of the parent that waits for its end. */
  readonly depth?: number;
  readonly parentPath?: string;
  /** Of a subflow: what the execution around it lets it use. */
  readonly budget?: BudgetDefinition;
  /** Of an execution that runs a segment: what it was handed over. */
  readonly segment?: SegmentSeed;
  /** sha256 of the body that started it, for repeats under the same key; `null` without one. */
  readonly bodyHash: string | null;
  /** Epoch milliseconds of `settings.timeoutSeconds`, if any. */
  readonly deadline: number | null;
  /** The execution whose first events were copied before its own. */
  readonly forkedFrom?: ForkedFrom;
}
export interface NodeCompleted {
  readonly type: 'NodeCompleted';
  readonly path: string;
  readonly output: Held;
  /** Handles whose edges are taken; the others die. */
  readonly handles: readonly string[];
  /** Another execution has run it. */
  readonly delegated?: Delegated;
}
export interface NodeFailed {
  readonly type: 'NodeFailed';
  readonly path: string;
  readonly error: NodeError;
  /** What the definition makes of it: end the execution, go on with `null`, with the fallback, or along the `error` edge. */
  readonly handled: 'stop' | 'continue' | 'fallback' | 'edge';
  readonly output?: Held;
  /** Another execution has run it. */
  readonly delegated?: Delegated;
}
