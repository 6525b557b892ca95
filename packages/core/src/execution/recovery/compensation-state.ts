import type { ExecutionId } from '../../ids.js';
import type { Held, Json } from '../../json.js';
import type { StepRecord } from '../../task/task.js';
import type { ExecutionEventBody } from '../events/events.js';
import { createNode, type ExecutionState, type NodeState, type ScopeState } from '../state/state.js';
import { childUndone } from '../children/ties.js';

/** Something done that can be undone: a completed node that names a compensation, a call of an agent's tool that does, or a subflow whose child can be. */
export interface Compensable {
  readonly path: string;
  /** The call, where it is one of an agent's tools. */
  readonly step?: CompensableStep;
  /** The execution that undoes itself when it is told to. */
  readonly child?: ExecutionId;
}
export interface CompensableStep {
  readonly index: number;
  readonly tool: string;
  /** Template over `compensated`, as the agent's configuration has it. */
  readonly arguments: Json;
  readonly request: Held;
  readonly response: Held;
}
/** What a node undoes, while it is a compensation. */
export interface CompensationState {
  readonly of: string;
  /** `compensated.input` and `compensated.output`. */
  readonly input: Held;
  readonly output: Held;
  /** What is undone: it can be undone again, should this be called off. */
  readonly entry: Compensable;
  /** For a call of an agent's tool: what is called to undo it. */
  readonly call?: { readonly tool: string; readonly arguments: Held };
}

type Of<T extends ExecutionEventBody['type']> = Extract<ExecutionEventBody, { type: T }>;

/** A node that names a compensation, or whose child can be undone, has completed: it is undone before those that completed earlier. */
export function noteCompensable(state: ExecutionState, node: NodeState): void {
  if (node.compensates !== null) return;
  const child = node.plan.compensation === undefined && node.child?.undoable ? node.child.id : undefined;
  if (node.plan.compensation === undefined && child === undefined) return;
  keep(node.scope);
  state.compensable.push({ path: node.path, ...(child && { child }) });
}
/** A segment has done what can be undone, whatever its end: all of it is undone as one. An end after a retry takes the place of the one before. */
export function noteSegment(state: ExecutionState, { path, scope }: NodeState, child: ExecutionId): void {
  keep(scope);
  state.compensable = state.compensable.filter((each) => each.child !== child);
  state.compensable.push({ path, child });
}
/** A person has it undone: at once, unless the execution is about to undo everything. */
export function noteOwed(state: ExecutionState, node: NodeState): void {
  keep(node.scope);
  state.owed.push({ path: node.path });
}
export function noteCompensableStep(state: ExecutionState, node: NodeState, step: StepRecord): void {
  if (step.compensation === undefined || step.response === undefined || node.plan.compensation !== undefined || node.compensates !== null)
    return;
  keep(node.scope);
  const { index, request, response, compensation } = step;
  state.compensable.push({ path: node.path, step: { index, ...compensation, request, response } });
}
/** The compensation will read what the node could: its scope outlives the body. */
function keep(from: ScopeState): void {
  for (let scope: ScopeState | null = from; scope !== null && !scope.kept; scope = scope.parent) {
    scope.kept = true;
    if (scope.base !== scope) keepLanes(scope);
  }
}
function keepLanes(lane: ScopeState): void {
  for (let scope: ScopeState | null = lane; scope !== null; scope = scope.within) scope.kept = true;
}

export function compensating(state: ExecutionState, event: Of<'ExecutionCompensating'>): void {
  const { then, reason, error } = event;
  state.phase = 'compensating';
  state.compensable.push(...state.owed);
  state.owed = [];
  state.status = 'running';
  state.endedAt = null;
  state.stopping = { then, reason, ...(error === undefined ? {} : { error }) };
  state.timers.clear('');
}
export function compensationStarted(state: ExecutionState, event: Of<'CompensationStarted'>, at: number): void {
  const of = state.nodes.get(event.of) as NodeState;
  const itself = event.call !== undefined || event.child !== undefined;
  const plan = itself ? of.plan : of.scope.body.byId.get(of.plan.compensation as string);
  if (!plan) throw new RangeError(`the plan has no compensation of ${event.of}`);
  const node = createNode(event.path, plan, of.scope);
  const { input, output, call } = event;
  const from = state.owed.length > 0 ? state.owed : state.compensable;
  const place = from.findLastIndex((each) => each.path === event.of && each.step?.index === event.step);
  const [entry] = from.splice(place, 1) as [Compensable];
  node.compensates = { of: event.of, input, output, entry, ...(call === undefined ? {} : { call }) };
  node.attempt = 1;
  node.startedAt = at;
  node.status = 'running';
  state.nodes.set(event.path, node);
  state.active.add(event.path);
  if (event.child !== undefined) childUndone(state, node, of, event.child);
  // The body it belongs to may be over: it is the execution that is not complete without it.
  const root = state.scopes.get('');
  if (root) root.open++;
  state.compensation = event.path;
}
/** A compensation has ended: well, for good without success, or called off because the execution ends: then its turn comes again. */
export function compensationEnded(state: ExecutionState, node: NodeState, how: 'done' | 'failed' | 'called-off'): void {
  const { of, entry } = node.compensates as CompensationState;
  if (state.compensation === node.path) state.compensation = null;
  // Whether it was the last thing to do is looked at when the execution goes on.
  if (state.status === 'paused' || state.phase === 'pausing') state.deferredScopes.add('');
  if (how === 'failed') state.notCompensated.push(node.path);
  if (how === 'called-off') state.compensable.push(entry);
  // A segment has said which of its nodes it has undone.
  if (entry.child !== undefined && node.child?.segment !== undefined) return;
  const undone = state.nodes.get(of);
  if (how === 'done' && undone?.status === 'completed' && !state.compensable.some((each) => each.path === of))
    undone.status = 'compensated';
}
