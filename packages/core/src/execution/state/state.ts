import type { ExecutionId, OrgId } from '../../ids.js';
import type { Held, Json, JsonObject, JsonSchema } from '../../json.js';
import type { StepRecord, TaskError } from '../../task/task.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import type { BodyPlan, NodePlan, Plan } from '../../workflow/compile/plan.js';
import type { BudgetBook } from '../budgets/budget-state.js';
import type { ExecutionMessage } from '../events/commit.js';
import type { LoopState, MachineState, MapState, PhaseState } from '../containers/container-state.js';
import type { ExecutionError } from '../events/events.js';
import type { ForkedFrom } from '../recovery/recovery-events.js';
import type { SegmentSeed } from '../children/segment-state.js';
import type { ExecutionPhase, ExecutionStatus, NodeError, NodeStatus, Usage } from '../views/views.js';
import { NO_USAGE } from '../views/views.js';
import type { Compensable, CompensationState } from '../recovery/compensation-state.js';
import { noSignals, type SignalState } from '../signals/signal-state.js';
import type { SharedState } from '../../shared/shared-state.js';
import { LazyMap, SmallSet } from '../../lazy-collections.js';
import { noTies, type ChildTie, type Ties } from '../children/ties.js';
import { TimerHeap } from './timer-heap.js';

/** What `evolve` folds the events into. Written by `evolve` alone, but for the transient part at the end. */
export interface ExecutionState {
  readonly org: OrgId;
  readonly id: ExecutionId;
  readonly plan: Plan;
  /** The last event's number; 0 before the first. */
  seq: number;
  workflowId: string;
  workflowName: string;
  revision: number | 'draft';
  input: Held;
  variables: JsonObject;
  trigger: Json;
  /** W3C trace of what started it; `null` where nobody traces it. */
  traceparent: string | null;
  trial: boolean;
  tags: readonly string[];
  priority: number;
  parentId: string | null;
  rootId: string;
  /** How many executions it lies within, and the node of the parent that waits for its end, if one does. */
  depth: number;
  parentPath: string | null;
  /** Of an execution that runs a segment of another one: what that handed over. */
  segment: SegmentSeed | null;
  /** The last order of the execution around it that it followed. */
  heard: number;
  /** A person retried it since: it is steered from outside, but for being retried or undone, no more. */
  alone: boolean;
  /** It was asked to go on while it was ending: it does as soon as it has. */
  retryAsked: boolean;
  bodyHash: string | null;
  /** Where it branched off another execution, and whether the copy of what stood before is still under way. */
  forkedFrom: ForkedFrom | null;
  copying: boolean;
  /** Recorded by another installation: shown and replayed, never acted upon. */
  imported: boolean;
  status: ExecutionStatus;
  phase: ExecutionPhase;
  /** What the execution becomes once everything in flight has ended, while `phase` is `stopping`. */
  stopping: {
    readonly then: 'stopped' | 'failed' | 'completed';
    readonly reason: string;
    readonly error?: ExecutionError;
    readonly output?: Held;
  } | null;
  createdAt: number;
  endedAt: number | null;
  output: Held;
  error: ExecutionError | null;
  usage: Usage;
  /** Node instances begun so far, against the step limit. */
  begun: number;
  readonly scopes: Map<string, ScopeState>;
  readonly nodes: Map<string, NodeState>;
  /** Paths of the node instances that have begun and not ended. */
  readonly active: Set<string>;
  /** Paths of tasks that a worker has or should have. */
  readonly openTasks: Set<string>;
  /** Paths whose inline work waits for values from the object store, or whose retry waits. */
  readonly blocked: Set<string>;
  readonly retrying: Set<string>;
  /** Paths that wait for a person, a timer or a decision on an uncertain effect. */
  readonly waiting: Set<string>;
  readonly timers: TimerHeap;
  /** What is spent and reserved under budgets; `null` until a call was reserved. */
  budget: BudgetBook | null;
  /** What the execution around it lets it use. */
  given: BudgetDefinition | null;
  /** What nodes hold, or wait for, outside the execution. */
  ties: Ties;
  /** Set in the log of a shared decider, which is no execution: everything else is at rest then. */
  shared: SharedState | null;
  /** Signals that wait to be taken, and who waits for them. */
  signals: SignalState;
  /** Bodies that are over, kept for what their compensations read. */
  readonly past: Map<string, ScopeState>;
  /** What can be undone, in the order in which it was done. */
  compensable: Compensable[];
  /** What a person has had undone while the execution goes on, and that has not begun yet. */
  owed: Compensable[];
  /** The compensation that runs, and those that failed for good. */
  compensation: string | null;
  notCompensated: string[];
  /**
   * Paths whose work was broken off by the failure or the stop that ended the execution: what they had (steps, iterations) is kept, and a retry goes on there.
   * It also has to look at every scope for nodes whose edges were decided and that had not begun.
   */
  readonly suspended: Set<string>;
  /** What became ready while paused: looked at again on resume. */
  deferred: { readonly scope: string; readonly node: number }[];
  /** Scopes that may be complete, met while paused. */
  deferredScopes: Set<string>;

  // Transient: never part of a snapshot, empty between decisions.
  /** Revisions that an event may go over to, by digest: whoever folds or decides puts them here first. */
  readonly plans: Map<string, Plan>;
  /** Values over 32 KiB that the events emitted by this decision refer to: JSON text by digest. Written before the commit. */
  readonly blobs: Map<string, string>;
  /** Digests that blocked inline work needs: the handler loads them and sends `Continue`. */
  readonly needs: Set<string>;
  /** Values loaded for the `Continue` being decided. */
  readonly loaded: Map<string, Json>;
  /** Messages to other executions: stored in the commit, delivered once it is durable. */
  readonly outbox: ExecutionMessage[];
  /** Inline work has been cut off to keep the decision small: the handler sends `Continue { digests: [] }`. */
  yielded: boolean;
}

/** Small whole numbers by position. Plain up to a size, because making a typed array costs more than all else that an iteration begins with. */
export type Counts = number[] | Uint16Array;
const PLAIN_COUNTS = 64;
export function noCounts(length: number): Counts {
  if (length > PLAIN_COUNTS) return new Uint16Array(length);
  const counts: number[] = [];
  for (let i = 0; i < length; i++) counts.push(0);
  return counts;
}

/**
 * One instance of a body: the workflow's own graph (prefix ''), or an iteration of a container (prefix `each[3]/`); or a lane of one:
 * what follows the third firing of a join `each` runs in a scope of its own over the same body, whose paths end in `[2]`.
 */
export interface ScopeState {
  readonly prefix: string;
  /** '' or the numbers of the lanes it lies in: `[2]`, `[2][0]`. */
  readonly suffix: string;
  /** The instance of the body that a lane belongs to; itself, if it is none. Counts active nodes and ends for all its lanes. */
  readonly base: ScopeState;
  /** The scope that a lane was opened in; `null` for an instance of a body. */
  readonly within: ScopeState | null;
  /** What runs in it, or inside it, may have to be undone: it outlives its body in `ExecutionState.past`. */
  kept: boolean;
  /** How many lanes each join `each` of this scope has opened, by node index; `null`: none. */
  lanes: Map<number, number> | null;
  readonly body: BodyPlan;
  /** Path of the container, `null` at the root. */
  readonly container: string | null;
  readonly parent: ScopeState | null;
  readonly index: number;
  readonly item: Held;
  /** What the iteration before gave, where that was known when this one began; `null`: in a map. */
  readonly last: Held | null;
  /** Keys of bodies that still run although their map went on without them. */
  released: Set<string> | null;
  /** Whether this is one of those: its end changes nothing but that it has ended. */
  absorbed: boolean;
  /** Nothing new begins in it: what runs are calls that must be let finish, because their outcome must be known. */
  calledOff: boolean;
  /** Per edge: 0 undecided, 1 taken, 2 dead. */
  readonly edges: Counts;
  /** Per node: incoming edges taken and dead. */
  readonly taken: Counts;
  readonly dead: Counts;
  /** Active node instances. */
  open: number;
  /** Outputs of the ends reached, by id. */
  readonly ends: { readonly id: string; readonly output: Held }[];
}

export interface NodeState {
  readonly path: string;
  readonly plan: NodePlan;
  readonly scope: ScopeState;
  status: NodeStatus;
  attempt: number;
  startedAt: number | null;
  endedAt: number | null;
  output: Held;
  error: NodeError | null;
  usage: Usage;
  task: TaskState | null;
  human: HumanState | null;
  signal: SignalWait | null;
  child: ChildTie | null;
  /** The execution that has run it as a part of a segment. */
  delegated: ExecutionId | null;
  /** What it undoes, if it is a compensation. */
  compensates: CompensationState | null;
  map: MapState | null;
  loop: LoopState | null;
  machine: MachineState | null;
  /** Of a statemachine: the phases it has begun, by the index that their paths bear. Kept for good, so that paths can be read. */
  phases: PhaseState[] | null;
}
export interface TaskState {
  generation: number;
  /** Steps recorded by index; dropped when the node ends. */
  steps: Map<number, StepRecord>;
  /** An `at_most_once` call that began and has no answer yet. */
  started: EffectInFlight | null;
  /** Why the last attempt failed. */
  lastError: TaskError | null;
}
export interface EffectInFlight {
  readonly index: number;
  readonly name: string;
  readonly key: string;
  readonly requestHash: string;
  readonly at: number;
  /** Why its outcome is unknown, once parked. */
  readonly reason?: string;
}
export interface HumanState {
  readonly prompt: string;
  readonly schema: JsonSchema;
  readonly expiresAt: number | null;
  readonly assignees: Json;
}
export interface SignalWait {
  readonly name: string;
  readonly key: string | null;
  readonly expiresAt: number | null;
}

const NOTHING: Held = { value: null };

export function createState(org: OrgId, id: ExecutionId, plan: Plan): ExecutionState {
  return {
    org,
    id,
    plan,
    seq: 0,
    workflowId: '',
    workflowName: '',
    revision: 'draft',
    input: NOTHING,
    variables: {},
    trigger: null,
    traceparent: null,
    trial: false,
    tags: [],
    priority: 0,
    parentId: null,
    rootId: id,
    depth: 0,
    parentPath: null,
    segment: null,
    heard: 0,
    alone: false,
    retryAsked: false,
    bodyHash: null,
    forkedFrom: null,
    copying: false,
    imported: false,
    status: 'pending',
    phase: null,
    stopping: null,
    createdAt: 0,
    endedAt: null,
    output: NOTHING,
    error: null,
    usage: NO_USAGE,
    begun: 0,
    scopes: new Map(),
    nodes: new Map(),
    active: new SmallSet(),
    openTasks: new SmallSet(),
    blocked: new SmallSet(),
    retrying: new SmallSet(),
    waiting: new SmallSet(),
    timers: new TimerHeap(),
    budget: null,
    given: null,
    ties: noTies(),
    shared: null,
    signals: noSignals(),
    past: new LazyMap(),
    compensable: [],
    owed: [],
    compensation: null,
    notCompensated: [],
    suspended: new SmallSet(),
    deferred: [],
    deferredScopes: new SmallSet(),
    plans: new LazyMap(),
    blobs: new LazyMap(),
    needs: new SmallSet(),
    loaded: new LazyMap(),
    outbox: [],
    yielded: false,
  };
}
export function createScope(
  body: BodyPlan,
  prefix: string,
  container: string | null,
  parent: ScopeState | null,
  index: number,
  item: Held,
  last: Held | null = null,
): ScopeState {
  return scopeOf(body, prefix, '', container, parent, index, item, last, null, null);
}
/** A lane of `from`: the same body again, for what follows firing `number` of a join `each`. */
export function createLane(from: ScopeState, number: number): ScopeState {
  const { prefix, suffix, body, container, parent, index, item, last, base } = from;
  return scopeOf(body, prefix, `${suffix}[${number}]`, container, parent, index, item, last, base, from);
}
/** Field by field: an execution makes one per iteration, and a spread would cost as much as the rest of it. */
function scopeOf(
  body: BodyPlan,
  prefix: string,
  suffix: string,
  container: string | null,
  parent: ScopeState | null,
  index: number,
  item: Held,
  last: Held | null,
  base: ScopeState | null,
  within: ScopeState | null,
): ScopeState {
  const scope = {
    prefix,
    suffix,
    body,
    container,
    parent,
    index,
    item,
    last,
    base: base as ScopeState,
    within,
    kept: false,
    lanes: null,
    released: null,
    absorbed: false,
    calledOff: false,
    edges: noCounts(body.edges.length),
    taken: noCounts(body.nodes.length),
    dead: noCounts(body.nodes.length),
    open: 0,
    ends: [],
  };
  scope.base ??= scope;
  return scope;
}
/** The key of a scope in `ExecutionState.scopes`. */
export const scopeKey = (scope: ScopeState): string => scope.prefix + scope.suffix;
/** The path of the node `id` in a scope. */
export const pathIn = (scope: ScopeState, id: string): string => scope.prefix + id + scope.suffix;
export function createNode(path: string, plan: NodePlan, scope: ScopeState): NodeState {
  return {
    path,
    plan,
    scope,
    status: 'pending',
    attempt: 0,
    startedAt: null,
    endedAt: null,
    output: NOTHING,
    error: null,
    usage: NO_USAGE,
    task: null,
    human: null,
    signal: null,
    child: null,
    delegated: null,
    compensates: null,
    map: null,
    loop: null,
    machine: null,
    phases: null,
  };
}
/** The path of a container's iteration: prefix of all paths inside. */
export const bodyPrefix = (container: string, index: number): string => `${container}[${index}]/`;
/** Splits a node's path into prefix, id and lane: `each[3]/approve[1]` is `each[3]/`, `approve` and `[1]`. */
export function splitPath(path: string): { readonly prefix: string; readonly id: string; readonly suffix: string } {
  const slash = path.lastIndexOf('/');
  const bracket = path.indexOf('[', slash + 1);
  if (slash < 0 && bracket < 0) return { prefix: '', id: path, suffix: '' };
  if (bracket < 0) return { prefix: path.slice(0, slash + 1), id: path.slice(slash + 1), suffix: '' };
  return { prefix: path.slice(0, slash + 1), id: path.slice(slash + 1, bracket), suffix: path.slice(bracket) };
}
export const isEnded = (state: ExecutionState): boolean => state.endedAt !== null;
/** When the execution wants to be woken next, epoch milliseconds. While paused or stopping only its own deadline acts. */
export function nextWake(state: ExecutionState): number | null {
  if (isEnded(state) || state.copying || state.imported) return null;
  if (state.phase === 'stopping') return null;
  if (state.status === 'paused' || state.phase === 'pausing') return state.timers.get('')?.dueAt ?? null;
  return state.timers.next()?.dueAt ?? null;
}
