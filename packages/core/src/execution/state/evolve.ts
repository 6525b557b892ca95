import { LazyMap, SmallSet } from '../../lazy-collections.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import { unknownEvent } from '../events/upcast.js';
import type { ExecutionEvent, ExecutionEventBody, ExecutionStarted } from '../events/events.js';
import {
  compensating,
  compensationEnded,
  compensationStarted,
  noteCompensable,
  noteOwed,
  noteCompensableStep,
} from '../recovery/compensation-state.js';
import { applyBudgetEvent, forgetQuestion, settleLost, settleStep } from '../budgets/budget-state.js';
import { addMoney } from '../budgets/money.js';
import { evolveShared } from '../../shared/evolve-shared.js';
import {
  childDeclined,
  childEnded,
  childNotStarted,
  childRequested,
  childRetried,
  keyedSignalTaken,
  mutexAcquired,
  mutexRequested,
  segmentCalledOff,
  ticketTaken,
  untie,
} from '../children/ties.js';
import {
  bodiesReleased,
  bodyCancelled,
  bodyCompleted,
  bodyFailed,
  bodySkipped,
  bodyStarted,
  closeContainer,
  itemsAdded,
  loopStarted,
  mapClosed,
  mapStarted,
  nodeWaiting,
  settleStopping,
  stateEntered,
  stateReady,
  transitionTaken,
} from '../containers/evolve-containers.js';
import { executionForked, executionImported, executionRetried, isUnderWay } from '../recovery/recovery-state.js';
import { orderHeard } from '../children/order-state.js';
import type { Delegated } from '../children/segment-state.js';
import { listen, signalGone, signalReceived, unlisten } from '../signals/signal-state.js';
import {
  createLane,
  createNode,
  createScope,
  pathIn,
  scopeKey,
  splitPath,
  type ExecutionState,
  type NodeState,
  type ScopeState,
} from './state.js';
import type { Usage } from '../views/views.js';

/*
 * I1  `evolve` is the only writer of ExecutionState, is total and silent, and touches only what changed.
 * I2  A scope's `open` is the number of its active node instances; a node is in `active` exactly while it has begun and not ended.
 * I3  `openTasks`, `retrying`, `waiting` and `blocked` are disjoint subsets of `active`, except that a container may be blocked or waiting while its bodies run.
 */

/** Folds one recorded event into the state, in place. `at` (epoch milliseconds) is the event's time. */
export function evolve(state: ExecutionState, event: ExecutionEvent, at: number): void {
  state.seq = event.seq;
  apply(state, event, at);
  restatus(state);
}

function apply(state: ExecutionState, event: ExecutionEventBody, at: number): void {
  switch (event.type) {
    case 'ExecutionStarted':
      return started(state, event, at);
    case 'NodeStarted': {
      const node = begin(state, event.path, at);
      state.blocked.add(node.path);
      return;
    }
    case 'NodeCompleted': {
      const node = reach(state, event.path, at);
      node.output = event.output;
      end(state, node, 'completed', at);
      if (node.compensates) return compensationEnded(state, node, 'done');
      if (event.delegated) ranElsewhere(node, event.delegated);
      else noteCompensable(state, node);
      if (node.plan.kind === 'end') node.scope.base.ends.push({ id: node.plan.id + node.scope.suffix, output: event.output });
      return decideEdges(state, node, event.handles);
    }
    case 'NodeSkipped': {
      const node = reach(state, event.path, at, false);
      node.status = 'skipped';
      return decideEdges(state, node, []);
    }
    case 'NodeFailed': {
      const node = reach(state, event.path, at);
      node.error = event.error;
      if (event.output !== undefined) node.output = event.output;
      end(state, node, 'failed', at, event.handled === 'stop');
      if (node.compensates) return compensationEnded(state, node, 'failed');
      if (event.handled === 'stop') return;
      if (event.delegated) ranElsewhere(node, event.delegated);
      return decideEdges(state, node, event.handled === 'edge' ? ['error'] : [defaultHandle(node.plan)]);
    }
    case 'NodeCancelled': {
      const node = reach(state, event.path, at);
      end(state, node, 'cancelled', at, event.ending === true);
      if (node.compensates) return compensationEnded(state, node, 'called-off');
      return event.ending === true ? undefined : decideEdges(state, node, []);
    }
    case 'TaskScheduled': {
      const node = begin(state, event.path, at);
      leave(state, node.path);
      node.attempt = event.attempt;
      node.task ??= { generation: 0, steps: new LazyMap(), started: null, lastError: null };
      node.status = 'running';
      state.openTasks.add(node.path);
      return;
    }
    case 'EffectStarted': {
      const { index, name, key, requestHash } = event;
      taskOf(state, event.path).started = { index, name, key, requestHash, at };
      return;
    }
    case 'StepRecorded': {
      const node = nodeOf(state, event.path);
      const task = taskOf(state, event.path);
      task.steps.set(event.step.index, event.step);
      settleStep(state, event.path, event.step);
      if (task.started?.index === event.step.index) task.started = null;
      noteCompensableStep(state, node, event.step);
      if (event.step.usage) {
        node.usage = addUsage(node.usage, event.step.usage);
        // What was copied has been paid for by the execution it comes from.
        if (!state.copying) state.usage = addUsage(state.usage, event.step.usage);
      }
      return;
    }
    case 'StepsDiscarded': {
      const task = taskOf(state, event.path);
      for (const index of task.steps.keys()) if (index >= event.from) task.steps.delete(index);
      task.generation = event.generation;
      task.started = null;
      settleLost(state, event.path, event.from);
      return;
    }
    case 'RetryScheduled': {
      // Work that a retry of the execution takes up during a pause is active from here on.
      const node = begin(state, event.path, at);
      leave(state, node.path);
      node.status = 'retrying';
      node.error = { code: event.error.code, message: event.error.message };
      taskOf(state, event.path).lastError = event.error;
      state.retrying.add(node.path);
      state.timers.set({ path: node.path, dueAt: event.dueAt, purpose: 'retry' });
      return;
    }
    case 'CallReserved':
    case 'BudgetExceeded':
    case 'BudgetRaised':
    case 'CallQueued':
    case 'AllowanceAsked':
    case 'AllowanceGranted':
    case 'AllowanceRefused':
    case 'AllowanceReturned':
      return applyBudgetEvent(state, event);
    case 'EffectUncertain': {
      const node = nodeOf(state, event.path);
      const task = taskOf(state, event.path);
      leave(state, node.path);
      node.status = 'uncertain';
      if (task.started) task.started = { ...task.started, reason: event.reason };
      state.waiting.add(node.path);
      return;
    }
    case 'UncertainResolved':
      taskOf(state, event.path).started = null;
      // It may have been done: it is undone as if it had.
      if (event.resolution === 'compensate') noteOwed(state, nodeOf(state, event.path));
      return;
    case 'TimerSet': {
      const node = begin(state, event.path, at);
      leave(state, node.path);
      node.status = 'waiting';
      state.waiting.add(node.path);
      state.timers.set({ path: node.path, dueAt: event.dueAt, purpose: event.purpose });
      return;
    }
    case 'InputRequested': {
      const node = begin(state, event.path, at);
      leave(state, node.path);
      const { prompt, schema, expiresAt, assignees } = event;
      node.human = { prompt, schema, expiresAt, assignees };
      node.status = 'waiting';
      state.waiting.add(node.path);
      if (expiresAt !== null) state.timers.set({ path: node.path, dueAt: expiresAt, purpose: 'human' });
      return;
    }
    case 'SignalReceived':
      return signalReceived(state, event);
    case 'SignalTaken':
    case 'SignalDropped':
      return signalGone(state, event);
    case 'SignalAwaited': {
      const node = begin(state, event.path, at);
      leave(state, node.path);
      const { name, key, expiresAt } = event;
      node.signal = { name, key, expiresAt };
      node.status = 'waiting';
      state.waiting.add(node.path);
      if (key === null) listen(state, name, node.path);
      else ticketTaken(state, node.path, name, key);
      if (expiresAt !== null) state.timers.set({ path: node.path, dueAt: expiresAt, purpose: 'signal' });
      return;
    }
    case 'EventEmitted':
      return;
    case 'MapStarted':
      return mapStarted(state, event, at);
    case 'ItemsAdded':
      return itemsAdded(state, event);
    case 'MapClosed':
      return mapClosed(state, event);
    case 'BodiesReleased':
      return bodiesReleased(state, event);
    case 'LoopStarted':
      return loopStarted(state, event, at);
    case 'BodySkipped':
      return bodySkipped(state, event);
    case 'StateEntered':
      return stateEntered(state, event, at);
    case 'StateReady':
      return stateReady(state, event);
    case 'TransitionTaken':
      return transitionTaken(state, event);
    case 'NodeWaiting':
      return nodeWaiting(state, event);
    case 'BodyStarted':
      return bodyStarted(state, event, at);
    case 'BodyCompleted':
      return bodyCompleted(state, event);
    case 'BodyCancelled':
      return bodyCancelled(state, event);
    case 'BodyFailed':
      return bodyFailed(state, event);
    case 'ChildRequested':
      leave(state, begin(state, event.path, at).path);
      return childRequested(state, event);
    case 'ChildRetried':
      leave(state, begin(state, event.path, at).path);
      return childRetried(state, event);
    case 'ChildEnded':
      return childEnded(state, event);
    case 'SegmentCalledOff':
      return segmentCalledOff(state, event);
    case 'ChildDeclined':
      leave(state, event.path);
      return childDeclined(state, event);
    case 'ChildNotStarted':
      return childNotStarted(state, event);
    case 'OrderHeard':
      return orderHeard(state, event);
    case 'MutexRequested':
      leave(state, begin(state, event.path, at).path);
      return mutexRequested(state, event);
    case 'MutexAcquired':
      leave(state, event.path);
      return mutexAcquired(state, event);
    case 'KeyedSignalTaken':
      return keyedSignalTaken(state, event);
    case 'SharedOpened':
    case 'PoolLimited':
    case 'PoolAsked':
    case 'PoolDrawn':
    case 'PoolRefused':
    case 'PoolSettled':
    case 'PoolForfeited':
    case 'PoolDeclined':
    case 'MutexQueued':
    case 'MutexHanded':
    case 'MutexReleased':
    case 'KeyedSignalKept':
    case 'KeyedWaiterQueued':
    case 'KeyedSignalSent':
    case 'KeyedSignalReceived':
    case 'KeyedWaiterGone':
    case 'KeyedSignalsExpired':
      return evolveShared(state, event, at);
    case 'LaneOpened':
      return laneOpened(state, event);
    case 'ExecutionPausing':
      state.phase = 'pausing';
      return;
    case 'ExecutionPaused':
      state.phase = null;
      state.status = 'paused';
      return;
    case 'ExecutionResumed':
      state.phase = null;
      state.status = 'running';
      state.deferred = [];
      state.deferredScopes = new SmallSet();
      return;
    case 'ExecutionStopping':
      state.phase = 'stopping';
      settleStopping(state);
      if (state.status === 'paused') state.status = 'running';
      state.stopping = {
        then: event.then,
        reason: event.reason,
        ...(event.error === undefined ? {} : { error: event.error }),
        ...(event.output === undefined ? {} : { output: event.output }),
      };
      return;
    case 'ExecutionCompensating':
      return compensating(state, event);
    case 'CompensationStarted':
      return compensationStarted(state, event, at);
    case 'ExecutionCompleted':
      state.output = event.output;
      return finish(state, 'completed', at);
    case 'ExecutionFailed':
      state.error = event.error;
      return finish(state, 'failed', at);
    case 'ExecutionStopped':
      return finish(state, 'stopped', at);
    case 'ExecutionRetried':
      return executionRetried(state, event);
    case 'ExecutionForked':
      return executionForked(state);
    case 'ExecutionImported':
      executionImported(state);
      return event.stopped ? finish(state, 'stopped', at) : undefined;
    default:
      return unknownEvent(event);
  }
}

function started(state: ExecutionState, event: ExecutionStarted, at: number): void {
  state.workflowId = event.workflowId;
  state.workflowName = event.workflowName;
  state.revision = event.revision;
  state.input = event.input;
  state.variables = event.variables;
  state.trigger = event.trigger;
  state.traceparent = event.traceparent ?? null;
  state.trial = event.trial;
  state.tags = event.tags;
  state.priority = event.priority;
  state.parentId = event.parentId;
  state.depth = event.depth ?? 0;
  state.parentPath = event.parentPath ?? null;
  state.segment = event.segment ?? null;
  state.given = event.budget ?? null;
  state.rootId = event.rootId;
  state.bodyHash = event.bodyHash;
  state.forkedFrom = event.forkedFrom ?? null;
  state.copying = event.forkedFrom !== undefined;
  state.createdAt = at;
  state.status = 'running';
  if (event.deadline !== null) state.timers.set({ path: '', dueAt: event.deadline, purpose: 'deadline' });
  openScope(state, createScope(state.plan.root, '', null, null, 0, event.input), at);
}

/** A scope's `start` completes with the scope's own input: one event says both. */
export function openScope(state: ExecutionState, scope: ScopeState, at: number): void {
  state.scopes.set(scopeKey(scope), scope);
  const plan = scope.body.nodes[scope.body.start] as NodePlan;
  const node = createNode(pathIn(scope, plan.id), plan, scope);
  node.status = 'completed';
  node.attempt = 1;
  node.startedAt = node.endedAt = at;
  node.output = scope.item;
  state.nodes.set(node.path, node);
  decideEdges(state, node, ['out']);
}

function reach(state: ExecutionState, path: string, at: number, begins = true): NodeState {
  const known = state.nodes.get(path);
  if (known) return known;
  const { prefix, id, suffix } = splitPath(path);
  const scope = state.scopes.get(prefix + suffix);
  const plan = scope?.body.byId.get(id);
  if (!scope || !plan) throw new RangeError(`event for a path the plan does not have: ${path}`);
  const node = createNode(path, plan, scope);
  state.nodes.set(path, node);
  if (begins) {
    node.attempt = 1;
    node.startedAt = at;
    state.begun++;
  }
  return node;
}
export function begin(state: ExecutionState, path: string, at: number): NodeState {
  const node = reach(state, path, at);
  if (!state.active.has(path)) {
    node.status = 'running';
    state.active.add(path);
    node.scope.base.open++;
  }
  return node;
}
/** `suspend`: the work was broken off by what ends the execution; what it had is kept for a retry. */
function end(state: ExecutionState, node: NodeState, status: 'completed' | 'failed' | 'cancelled', at: number, suspend = false): void {
  node.status = status;
  node.endedAt = at;
  if (status === 'completed') node.error = null;
  if (suspend) state.suspended.add(node.path);
  else {
    if (isUnderWay(node)) closeContainer(state, node);
    node.task = null;
  }
  node.human = null;
  settleLost(state, node.path);
  untie(state, node.path, suspend);
  if (node.signal) unlisten(state, node.signal.name, node.path);
  node.signal = null;
  if (!state.active.delete(node.path)) return;
  const holder = node.compensates ? state.scopes.get('') : node.scope.base;
  if (holder) holder.open--;
  leave(state, node.path);
}
/** What is shown of a node is what it was where it ran. */
function ranElsewhere(node: NodeState, { to, attempt, startedAt, endedAt, usage }: Delegated): void {
  Object.assign(node, { delegated: to, attempt, startedAt, endedAt, usage });
}
function forget(state: ExecutionState, key: string, scope: ScopeState): void {
  state.scopes.delete(key);
  if (scope.kept) state.past.set(key, scope);
}
/** An iteration is over: its scope goes, its lanes, what was kept in it for a retry, and what ran in it without its container. */
export function closeScope(state: ExecutionState, key: string): void {
  const scope = state.scopes.get(key);
  if (!scope) return;
  for (const path of state.suspended) {
    if (!path.startsWith(key)) continue;
    state.suspended.delete(path);
    const node = nodeOf(state, path);
    if (isUnderWay(node)) closeContainer(state, node);
  }
  forget(state, key, scope);
  closeLanes(state, scope);
}
function closeLanes(state: ExecutionState, scope: ScopeState): void {
  for (const key of scope.released ?? []) closeScope(state, key);
  for (const count of scope.lanes?.values() ?? []) {
    for (let number = 0; number < count; number++) {
      const lane = state.scopes.get(`${scopeKey(scope)}[${number}]`);
      if (!lane) continue;
      forget(state, scopeKey(lane), lane);
      closeLanes(state, lane);
    }
  }
}
/** A join `each` fires once more: what follows runs in a lane. */
function laneOpened(state: ExecutionState, event: ExecutionEventBody & { readonly type: 'LaneOpened' }): void {
  const { prefix, id, suffix } = splitPath(event.path);
  const scope = state.scopes.get(prefix + suffix);
  const plan = scope?.body.byId.get(id);
  if (!scope || !plan) throw new RangeError(`a lane of a join that the plan does not have: ${event.path}`);
  (scope.lanes ??= new Map()).set(plan.index, event.number + 1);
  const lane = createLane(scope, event.number);
  // Two joins of one body share the lanes of a number: their regions do not meet, or validation would have refused them.
  const key = scopeKey(lane);
  if (!state.scopes.has(key)) state.scopes.set(key, lane);
}
function leave(state: ExecutionState, path: string): void {
  forgetQuestion(state, path);
  state.openTasks.delete(path);
  state.blocked.delete(path);
  state.retrying.delete(path);
  state.waiting.delete(path);
  state.timers.clear(path);
}
/** The handle that a node goes on by when its failure is passed over. */
function defaultHandle(plan: NodePlan): string {
  if (plan.kind === 'condition') return 'false';
  return plan.kind === 'switch' ? 'default' : 'out';
}

function decideEdges(state: ExecutionState, node: NodeState, handles: readonly string[]): void {
  const { scope, plan } = node;
  for (const index of plan.outgoing) {
    const edge = scope.body.edges[index] as (typeof scope.body.edges)[number];
    const taken = handles.includes(edge.handle);
    scope.edges[index] = taken ? 1 : 2;
    const counts = taken ? scope.taken : scope.dead;
    counts[edge.target] = (counts[edge.target] as number) + 1;
    if (holding(state)) state.deferred.push({ scope: scopeKey(scope), node: edge.target });
  }
  if (holding(state)) state.deferredScopes.add(scopeKey(scope.base));
}
/** Whether results are recorded but nothing new begins. */
export const holding = (state: ExecutionState): boolean => state.status === 'paused' || state.phase === 'pausing';

function finish(state: ExecutionState, status: 'completed' | 'failed' | 'stopped', at: number): void {
  state.status = status;
  state.phase = null;
  state.endedAt = at;
  state.active.clear();
  state.openTasks.clear();
  state.blocked.clear();
  state.retrying.clear();
  state.waiting.clear();
  // A retry goes on where a failed or stopped one stood; a completed one may still be undone.
  if (status !== 'completed') return;
  state.suspended.clear();
  for (const [key, scope] of state.scopes) forget(state, key, scope);
}
function restatus(state: ExecutionState): void {
  if (state.endedAt !== null || state.status === 'paused' || state.status === 'pending' || state.shared !== null) return;
  const busy = state.openTasks.size + state.retrying.size + state.blocked.size + state.ties.open.size > 0;
  state.status = !busy && state.waiting.size > 0 && state.phase !== 'pausing' ? 'waiting' : 'running';
}

export function nodeOf(state: ExecutionState, path: string): NodeState {
  const node = state.nodes.get(path);
  if (!node) throw new RangeError(`event for a node that has not begun: ${path}`);
  return node;
}
function taskOf(state: ExecutionState, path: string): NonNullable<NodeState['task']> {
  const { task } = nodeOf(state, path);
  if (!task) throw new RangeError(`event for a node without an open task: ${path}`);
  return task;
}
export function addUsage(a: Usage, b: Usage): Usage {
  return { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens, cost: addMoney(a.cost, b.cost) };
}
