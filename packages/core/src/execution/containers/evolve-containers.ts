import type { Held } from '../../json.js';
import type { MachinePlan, NodePlan, StatePlan } from '../../workflow/compile/plan.js';
import type { ItemChunk, LoopState, MachineState, MapState, PhaseState } from './container-state.js';
import { bodyOf, runningBodies } from './containers.js';
import type { ExecutionEventBody } from '../events/events.js';
import { begin, closeScope, holding, nodeOf, openScope } from '../state/evolve.js';
import { chunksOf } from './item-list.js';
import { signalsOf } from './map-node.js';
import { isUnderWay } from '../recovery/recovery-state.js';
import { listen, unlisten } from '../signals/signal-state.js';
import { bodyPrefix, createScope, scopeKey, type ExecutionState, type NodeState, type ScopeState } from '../state/state.js';

/* The part of `evolve` that belongs to containers: map, loop, statemachine. */

type Of<T extends ExecutionEventBody['type']> = Extract<ExecutionEventBody, { type: T }>;
type MapPlan = NodePlan & { kind: 'map' };
const NOTHING: Held = { value: null };
const ALL_OPEN = { open: true };

export function mapStarted(state: ExecutionState, event: Of<'MapStarted'>, at: number): void {
  const node = begin(state, event.path, at);
  state.blocked.delete(node.path);
  node.map = {
    items: event.items,
    chunks: [...chunksOf(event)],
    count: event.count,
    next: 0,
    running: new Set(),
    outputs: [],
    completed: 0,
    latest: -1,
    open: event.open ?? false,
    additions: new Set(),
  };
  for (const name of signalsOf(node.plan as MapPlan, ALL_OPEN)) listen(state, name, node.path);
}
export function itemsAdded(state: ExecutionState, event: Of<'ItemsAdded'>): void {
  const map = under(nodeOf(state, event.path), 'map');
  map.chunks.push(...(chunksOf(event, map.count) as ItemChunk[]));
  map.count += event.count;
  if (event.id !== undefined) map.additions.add(event.id);
  state.waiting.delete(event.path);
}
export function mapClosed(state: ExecutionState, { path }: Of<'MapClosed'>): void {
  under(nodeOf(state, path), 'map').open = false;
  state.waiting.delete(path);
}
export function bodiesReleased(state: ExecutionState, { path, indices, calledOff = false }: Of<'BodiesReleased'>): void {
  const node = nodeOf(state, path);
  for (const index of indices) release(node, state.scopes.get(bodyPrefix(path, index)) as ScopeState, calledOff);
}
/** The body belongs to the scope around its container from here on: that is not complete before it is. */
function release(node: NodeState, scope: ScopeState, calledOff: boolean): void {
  scope.calledOff ||= calledOff;
  if (scope.absorbed) return;
  scope.absorbed = true;
  stopped(node, scope.index);
  (node.scope.released ??= new Set()).add(scope.prefix);
  node.scope.base.open++;
}
/** A body of the container no longer counts as running. */
function stopped({ map, loop, machine }: NodeState, index: number): void {
  if (map) map.running.delete(index);
  else if (loop) loop.running = false;
  else if (machine) machine.running = false;
}
export function loopStarted(state: ExecutionState, event: Of<'LoopStarted'>, at: number): void {
  const node = begin(state, event.path, at);
  const { items, count } = event;
  state.blocked.delete(node.path);
  const chunks = items === undefined ? [] : chunksOf({ ...event, items });
  node.loop = { items: items ?? null, chunks, count, next: 0, running: false, outputs: [] };
}
export function bodySkipped(state: ExecutionState, { path, index }: Of<'BodySkipped'>): void {
  under(nodeOf(state, path), 'loop').next = index + 1;
  state.blocked.delete(path);
}

export function stateEntered(state: ExecutionState, event: Of<'StateEntered'>, at: number): void {
  const node = begin(state, event.path, at);
  state.blocked.delete(node.path);
  const plan = statePlan(node, event.state);
  node.phases ??= [];
  node.machine = {
    state: event.state,
    stage: plan.entry ? 'entry' : 'entered',
    visits: (node.machine?.visits ?? 0) + 1,
    event: event.event,
    target: null,
    timeout: null,
    dueAt: null,
    running: false,
    done: false,
    failure: null,
    last: node.machine?.last ?? NOTHING,
  };
}
export function stateReady(state: ExecutionState, { path, dueAt, target }: Of<'StateReady'>): void {
  const node = nodeOf(state, path);
  const machine = under(node, 'machine');
  machine.stage = 'ready';
  machine.done = statePlan(node, machine.state).body === undefined;
  machine.timeout = target;
  machine.dueAt = dueAt;
  state.blocked.delete(path);
  state.waiting.add(path);
  if (dueAt !== null) state.timers.set({ path, dueAt, purpose: 'after' });
  for (const name of (node.plan as NodePlan & MachinePlan).alphabet) listen(state, name, path);
}
export function transitionTaken(state: ExecutionState, { path, event, target }: Of<'TransitionTaken'>): void {
  const node = nodeOf(state, path);
  const machine = under(node, 'machine');
  closeBodies(state, node);
  machine.running = machine.done = false;
  machine.failure = null;
  machine.timeout = null;
  machine.dueAt = null;
  machine.event = event;
  machine.target = target;
  machine.stage = statePlan(node, machine.state).exit ? 'exit' : 'left';
  state.blocked.delete(path);
  state.waiting.delete(path);
  state.timers.clear(path);
  deafen(state, node);
}
const statePlan = ({ plan }: NodeState, name: string): StatePlan => (plan as NodePlan & MachinePlan).states.get(name) as StatePlan;

export function nodeWaiting(state: ExecutionState, { path }: Of<'NodeWaiting'>): void {
  const { map, machine } = nodeOf(state, path);
  state.blocked.delete(path);
  if (machine?.stage === 'ready' || (map?.open && map.running.size === 0)) state.waiting.add(path);
}
export function bodyStarted(state: ExecutionState, event: Of<'BodyStarted'>, at: number): void {
  const { path, index, item } = event;
  const node = nodeOf(state, path);
  const { map, loop, machine } = node;
  let last: Held | null = null;
  let phase: PhaseState | undefined;
  if (map) {
    map.next = index + 1;
    map.running.add(index);
    state.waiting.delete(path);
  } else if (loop) {
    last = loop.outputs.at(-1) ?? NOTHING;
    loop.next = index + 1;
    loop.running = true;
  } else if (machine) {
    last = machine.last;
    machine.running = true;
    phase = { state: event.state ?? machine.state, phase: event.phase ?? 'body' };
    (node.phases as PhaseState[])[index] = phase;
  }
  const body = bodyOf(node.plan, phase);
  if (!body || !isUnderWay(node)) throw new RangeError(`event for a body that the plan does not have: ${path}[${index}]`);
  state.blocked.delete(path);
  openScope(state, createScope(body, bodyPrefix(path, index), path, node.scope, index, item, last), at);
}
export function bodyCompleted(state: ExecutionState, { path, index, output }: Of<'BodyCompleted'>): void {
  const node = nodeOf(state, path);
  if (bodyEnded(state, node, index)) return;
  const { map, loop, machine } = node;
  if (map) {
    map.completed++;
    map.outputs[index] = output;
    map.latest = index;
  } else if (loop) {
    loop.outputs.push(output);
  } else {
    const { stage } = under(node, 'machine');
    const ended = machine as MachineState;
    ended.last = output;
    if (stage === 'entry') ended.stage = 'entered';
    else if (stage === 'exit') ended.stage = 'left';
    else ended.done = true;
  }
}
export function bodyFailed(state: ExecutionState, { path, index, error }: Of<'BodyFailed'>): void {
  const node = nodeOf(state, path);
  const scope = state.scopes.get(bodyPrefix(path, index));
  if (scope && !scope.absorbed) {
    under(node, 'machine').failure = error;
    // A call that must not be broken off still runs: the body is over once that has ended.
    if (scope.open > 0) return release(node, scope, true);
  }
  bodyEnded(state, node, index);
}
export function bodyCancelled(state: ExecutionState, { path, index }: Of<'BodyCancelled'>): void {
  bodyEnded(state, nodeOf(state, path), index);
}
/** Closes a body's scope. @returns whether its container has gone on without it */
function bodyEnded(state: ExecutionState, node: NodeState, index: number): boolean {
  const key = bodyPrefix(node.path, index);
  const scope = state.scopes.get(key);
  closeScope(state, key);
  if (scope?.absorbed) {
    const around = scope.parent as ScopeState;
    around.released?.delete(key);
    around.base.open--;
    // Whether it was the last thing to do around it is looked at when the execution goes on.
    if (holding(state)) state.deferredScopes.add(scopeKey(around.base));
    return true;
  }
  stopped(node, index);
  state.blocked.delete(node.path);
  return false;
}

/** The execution ends: containers wait for nothing any more, so that only what must be answered is waited for. */
export function settleStopping(state: ExecutionState): void {
  for (const path of state.waiting) {
    if (!isUnderWay(nodeOf(state, path))) continue;
    state.waiting.delete(path);
    state.timers.clear(path);
  }
}
/** A container that an early end had suspended runs again: it hears, and its time runs on. */
export function containerResumed(state: ExecutionState, node: NodeState): void {
  const { path, map, machine, plan } = node;
  if (map) for (const name of signalsOf(plan as MapPlan, ALL_OPEN)) listen(state, name, path);
  if (machine?.stage !== 'ready') return;
  for (const name of (plan as NodePlan & MachinePlan).alphabet) listen(state, name, path);
  state.waiting.add(path);
  if (machine.dueAt !== null) state.timers.set({ path, dueAt: machine.dueAt, purpose: 'after' });
}
/** What a container that has ended leaves behind: nothing that runs or listens. */
export function closeContainer(state: ExecutionState, node: NodeState): void {
  closeBodies(state, node);
  deafen(state, node);
  node.map = node.loop = node.machine = null;
}
function closeBodies(state: ExecutionState, node: NodeState): void {
  for (const index of runningBodies(node)) closeScope(state, bodyPrefix(node.path, index));
}
/** No signal is offered to the container any more. */
function deafen(state: ExecutionState, { path, plan }: NodeState): void {
  for (const name of namesOf(plan)) unlisten(state, name, path);
}
const namesOf = (plan: NodePlan): Iterable<string> =>
  plan.kind === 'statemachine' ? plan.alphabet : plan.kind === 'map' ? signalsOf(plan, ALL_OPEN) : [];
/** The signals that a container under way looks at. */
export const listenedTo = ({ plan, map }: NodeState): readonly string[] =>
  plan.kind === 'map' && map ? signalsOf(plan, map) : [...namesOf(plan)];
function under<K extends 'map' | 'loop' | 'machine'>(
  node: NodeState,
  kind: K,
): { map: MapState; loop: LoopState; machine: MachineState }[K] {
  const found = node[kind];
  if (!found) throw new RangeError(`event for a node that is no ${kind} under way: ${node.path}`);
  return found as { map: MapState; loop: LoopState; machine: MachineState }[K];
}
