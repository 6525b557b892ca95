import { AppError, isAppError } from '../../errors/app-error.js';
import type { Read, Scope } from '../../expression/compiled.js';
import type { Held, Json } from '../../json.js';
import type { MachinePlan, NodePlan, StatePlan } from '../../workflow/compile/plan.js';
import type { MachineState, PhaseState } from './container-state.js';
import { advance, cancelInside, startBody } from './containers.js';
import type { Decision } from '../decider.js';
import type { ExecutionError } from '../events/events.js';
import { failFrom } from '../failure.js';
import { NeedValues, valueOf } from '../hold.js';
import { notBoolean } from '../nodes/inline-nodes.js';
import { scopeValues } from '../state/scope-values.js';
import { followNode } from '../settle.js';
import { takeSignal } from '../signals/signal-node.js';
import { firstSignal, sizeOf } from '../signals/signals.js';
import type { ExecutionState, NodeState } from '../state/state.js';
import { isSpent, yieldAt } from './yielding.js';

/*
 * A state is entered (`StateEntered`), its entry runs, then it is ready (`StateReady`): its body begins, timers run, events are looked at.
 * A transition (`TransitionTaken`) cancels what the body still does; the exit runs; the target is entered.
 * I1  Events are looked at in order of arrival across names, and only while a state is ready: each is taken by a transition or dropped.
 * I2  At most one body of a machine runs.
 */

const NOTHING: Held = { value: null };

export function startMachine(decision: Decision, plan: NodePlan & MachinePlan, path: string): void {
  decision.emit({ type: 'StateEntered', path, state: plan.initial, event: NOTHING });
  advance(decision, path);
}

export function advanceMachine(decision: Decision, node: NodeState, resumed: boolean): void {
  const plan = node.plan as NodePlan & MachinePlan;
  for (let first = resumed; node.machine !== null; first = false) {
    const { machine } = node;
    const at = plan.states.get(machine.state) as StatePlan;
    if (machine.failure) return retryOrFail(decision, node, at);
    if (machine.stage === 'entry' || machine.stage === 'exit') {
      if (!machine.running) startPhase(decision, node, machine.stage);
      return;
    }
    if (machine.stage === 'entered') becomeReady(decision, node, at);
    else if (machine.stage === 'left') {
      if (isSpent(decision) && !first) return yieldAt(decision, node.path);
      enter(decision, node, plan);
    } else if (!machine.running && !machine.done) {
      startPhase(decision, node, 'body');
    } else if (machine.done && at.final) {
      return complete(decision, node, at.body ? machine.last : NOTHING);
    } else if (!takeEvent(decision, node, plan, at)) {
      if (decision.state.blocked.has(node.path)) decision.emit({ type: 'NodeWaiting', path: node.path });
      return;
    }
  }
}
function startPhase(decision: Decision, node: NodeState, phase: PhaseState['phase']): void {
  const { state, event } = node.machine as MachineState;
  startBody(decision, node.path, (node.phases as PhaseState[]).length, event, { state, phase });
}
/** @throws AppError LOOP_LIMIT */
function enter(decision: Decision, node: NodeState, { maxVisits }: MachinePlan): void {
  const { visits, target, event } = node.machine as MachineState;
  if (visits >= maxVisits)
    throw new AppError(
      'LOOP_LIMIT',
      `the state machine has entered ${visits} states and is not at its end: at most ${maxVisits} are allowed`,
    );
  decision.emit({ type: 'StateEntered', path: node.path, state: target as string, event });
}
function complete(decision: Decision, { path }: NodeState, output: Held): void {
  decision.emit({ type: 'NodeCompleted', path, output, handles: ['out'] });
  followNode(decision, path);
}

/** Arms the earliest of the state's timers. @throws AppError EXPRESSION_FAILED */
function becomeReady(decision: Decision, node: NodeState, { after }: StatePlan): void {
  let earliest: { readonly dueAt: number; readonly target: string } | undefined;
  for (const { seconds, target } of after) {
    const value = seconds.constant ? seconds.source : seconds.render(valuesFor(decision, node, seconds.reads));
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number) || number < 0)
      throw new AppError('EXPRESSION_FAILED', `\`after.seconds\` must be a number of 0 or more, but is ${JSON.stringify(value)}`);
    const dueAt = Math.ceil(decision.at + number * 1000);
    if (!earliest || dueAt < earliest.dueAt) earliest = { dueAt, target };
  }
  decision.emit({ type: 'StateReady', path: node.path, dueAt: earliest?.dueAt ?? null, target: earliest?.target ?? null });
}
/** The state has lasted as long as it may. */
export function timeOut(decision: Decision, path: string): void {
  const node = decision.state.nodes.get(path);
  if (node?.machine?.timeout == null) return;
  transit(decision, node, 'after', NOTHING, node.machine.timeout);
  advance(decision, path);
}

/** Looks at the next thing that has happened to a ready state. @returns whether there was one */
function takeEvent(decision: Decision, node: NodeState, plan: MachinePlan, at: StatePlan): boolean {
  const { state, emit } = decision;
  const { done, last } = node.machine as MachineState;
  if (done && at.on.some(({ event }) => event === 'done')) {
    const output = at.body ? last : NOTHING;
    const target = targetOf(decision, node, at, 'done', output);
    if (target !== undefined) {
      transit(decision, node, 'done', output, target);
      return true;
    }
  }
  const signal = firstSignal(state, ...plan.alphabet);
  if (!signal) return false;
  const { n, name, payload } = signal;
  const target = targetOf(decision, node, at, name, payload);
  const waiting = target === undefined ? signalNodeFor(state, name) : undefined;
  if (waiting !== undefined) takeSignal(decision, waiting, signal);
  else if (target === undefined) emit({ type: 'SignalDropped', n, size: sizeOf(payload) });
  else {
    emit({ type: 'SignalTaken', path: node.path, n, size: sizeOf(payload) });
    transit(decision, node, name, payload, target);
  }
  return true;
}
/** A `signal` node, inside the machine or beside it, that waits for what no transition takes. */
function signalNodeFor({ signals, nodes }: ExecutionState, name: string): string | undefined {
  for (const path of signals.listeners.get(name) ?? []) if (nodes.get(path)?.plan.kind === 'signal') return path;
  return undefined;
}
/** Whether a failure of what runs in this machine leads along a transition from `error`, as far as that is known: a failing exit fails the machine. */
export function catchesFailure(decision: Decision, node: NodeState, { code, message }: ExecutionError): boolean {
  const { state, stage } = node.machine as MachineState;
  const at = (node.plan as NodePlan & MachinePlan).states.get(state) as StatePlan;
  if (stage === 'exit' || !at.on.some(({ event }) => event === 'error')) return false;
  try {
    return targetOf(decision, node, at, 'error', { value: { code, message } }) !== undefined;
  } catch (error) {
    // The guard asks for a value that has to be loaded: the body has ended, and the guard is asked again.
    if (error instanceof NeedValues) return true;
    if (isAppError(error)) return false;
    throw error;
  }
}
function retryOrFail(decision: Decision, node: NodeState, at: StatePlan): void {
  const { code, message, path } = (node.machine as MachineState).failure as NonNullable<MachineState['failure']>;
  const event: Held = { value: { code, message } };
  const target = targetOf(decision, node, at, 'error', event);
  if (target === undefined) return failFrom(decision, node.path, { code, message }, path ?? node.path);
  transit(decision, node, 'error', event, target);
  advance(decision, node.path);
}
function transit(decision: Decision, node: NodeState, on: string, event: Held, target: string): void {
  cancelInside(decision, node.path);
  decision.emit({ type: 'TransitionTaken', path: node.path, on, event, target });
}
/** Where the first transition leads that fits the event; guards see `event`, `last` and the scope around the machine. */
function targetOf(decision: Decision, node: NodeState, at: StatePlan, name: string, payload: Held): string | undefined {
  for (const { event, when, target } of at.on) {
    if (event !== name) continue;
    if (when === undefined) return target;
    const met = when.evaluate(valuesFor(decision, node, when.reads, payload));
    if (typeof met !== 'boolean') throw notBoolean(`states.${at.name}.on.when`, when.source, met);
    if (met) return target;
  }
  return undefined;
}
function valuesFor({ state }: Decision, node: NodeState, reads: readonly Read[], payload?: Held): Scope {
  const machine = node.machine as MachineState;
  const read = (root: string, held: Held): Json => (reads.some((each) => each.root === root) ? valueOf(state, held) : null);
  return scopeValues(state, node.scope, reads, { event: read('event', payload ?? machine.event), last: read('last', machine.last) });
}
