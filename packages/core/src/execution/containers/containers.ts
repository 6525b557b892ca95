import { isAppError } from '../../errors/app-error.js';
import type { Held } from '../../json.js';
import type { BodyPlan, NodePlan, Plan } from '../../workflow/compile/plan.js';
import type { PhaseState } from './container-state.js';
import type { Decision } from '../decider.js';
import type { ExecutionError } from '../events/events.js';
import { holding } from '../state/evolve.js';
import { failNode } from '../failure.js';
import { NeedValues } from '../hold.js';
import { advanceLoop } from './loop-node.js';
import { advanceMachine, catchesFailure } from './machine-node.js';
import { advanceMap } from './map-node.js';
import { isUnderWay } from '../recovery/recovery-state.js';
import { callOffSegment, isTiedToSegment } from '../children/segment-node.js';
import { follow } from '../settle.js';
import { bodyPrefix, pathIn, scopeKey, type NodeState, type ScopeState } from '../state/state.js';
import { spend } from './yielding.js';

/*
 * I1  What a container does next follows from its state alone (`advance`): it may be asked at any time, and says nothing when there is nothing to do.
 * I2  Cost per iteration is constant: bodies are found by their index, nothing walks over all scopes or nodes of the execution.
 */

/** Indices of the bodies of a container that run. */
export function runningBodies({ map, loop, machine, phases }: NodeState): readonly number[] {
  if (map) return [...map.running];
  if (loop?.running) return [loop.next - 1];
  return machine?.running ? [(phases as PhaseState[]).length - 1] : [];
}
/** The body that instance `index` of a container runs; `phase`: what that instance of a statemachine is. */
export function bodyOf(plan: NodePlan, phase: PhaseState | undefined): BodyPlan | undefined {
  if (plan.kind === 'map' || plan.kind === 'loop') return plan.body;
  return plan.kind === 'statemachine' && phase ? plan.states.get(phase.state)?.[phase.phase] : undefined;
}
/** The body that the paths under `prefix` (`each[3]/order[1]/`) lie in. `phaseOf` knows what instance `index` of the statemachine at a path is. */
export function bodyAt(
  plan: Plan,
  prefix: string,
  phaseOf: (machine: string, index: number) => PhaseState | undefined,
): BodyPlan | undefined {
  let body: BodyPlan | undefined = plan.root;
  for (let from = 0; from < prefix.length; from = prefix.indexOf('/', from) + 1) {
    const bracket = prefix.lastIndexOf('[', prefix.indexOf('/', from));
    const node: NodePlan | undefined = body.byId.get(prefix.slice(from, prefix.indexOf('[', from)));
    const phase: PhaseState | undefined =
      node?.kind === 'statemachine' ? phaseOf(prefix.slice(0, bracket), Number.parseInt(prefix.slice(bracket + 1), 10)) : undefined;
    body = node && bodyOf(node, phase);
    if (!body) return undefined;
  }
  return body;
}

/** Values that cannot be had, and why. */
export interface LostValues {
  readonly digests: readonly string[];
  readonly error: { readonly code: string; readonly message: string };
}
/**
 * Goes on with a container as far as it can; `resumed`: it had stopped to keep a decision small, and begins one iteration at least.
 * Needing a value that is `lost` fails it.
 */
export function advance(decision: Decision, path: string, resumed = false, lost?: LostValues): void {
  const { state } = decision;
  const node = state.nodes.get(path);
  if (!node || !isUnderWay(node) || !state.active.has(path)) return;
  if (state.phase === 'stopping' || state.phase === 'compensating') return;
  if (holding(state)) return block(decision, path);
  try {
    if (node.map) advanceMap(decision, node, resumed);
    else if (node.loop) advanceLoop(decision, node, resumed);
    else advanceMachine(decision, node, resumed);
  } catch (error) {
    if (isAppError(error)) return failNode(decision, path, { code: error.code, message: error.message });
    if (!(error instanceof NeedValues)) throw error;
    if (lost && error.digests.some((digest) => lost.digests.includes(digest))) return failNode(decision, path, lost.error);
    for (const digest of error.digests) state.needs.add(digest);
    block(decision, path);
  }
}
/** What there is to do waits for the values that were asked for, or until the execution goes on. */
function block({ state, emit }: Decision, path: string): void {
  if (!state.blocked.has(path)) emit({ type: 'NodeStarted', path });
}
/** Begins a body; its nodes are looked at before the decision ends. */
export function startBody(decision: Decision, path: string, index: number, item: Held, phase?: PhaseState): void {
  const { state, emit } = decision;
  emit({ type: 'BodyStarted', path, index, item, ...phase });
  spend(decision, item);
  const scope = state.scopes.get(bodyPrefix(path, index)) as ScopeState;
  follow(decision, scope, scope.body.start);
}
/** A body has no token left. */
export function completeBody(decision: Decision, scope: ScopeState, output: Held): void {
  const path = scope.container as string;
  const { absorbed, parent } = scope;
  decision.emit({ type: 'BodyCompleted', path, index: scope.index, output });
  spend(decision, output);
  if (absorbed) decision.scopes.add(scopeKey((parent as ScopeState).base));
  else advance(decision, path);
}
/** A node has failed for good in a body. @returns whether it ends there: its container goes on */
export function endsInBody(decision: Decision, scope: ScopeState, error: ExecutionError): boolean {
  const { base } = scope;
  const { absorbed } = base;
  const path = base.container as string;
  const container = decision.state.nodes.get(path);
  if (!absorbed && !(container?.machine && catchesFailure(decision, container, error))) return false;
  cancelScope(decision, base);
  if (absorbed && base.open > 0) {
    decision.emit({ type: 'BodiesReleased', path, indices: [base.index], calledOff: true });
    return true;
  }
  decision.emit({ type: 'BodyFailed', path, index: base.index, error });
  if (absorbed) decision.scopes.add(scopeKey((base.parent as ScopeState).base));
  else advance(decision, path);
  return true;
}

/**
 * Cancels all active nodes of a container's bodies; their scopes go when the container ends. `ending`: the execution does, so that what they had is
 * kept. A started `at_most_once` call is let finish, and its body goes on without the container until it has.
 */
export function cancelInside(decision: Decision, container: string, ending = false): void {
  const { nodes, scopes } = decision.state;
  const node = nodes.get(container);
  if (!node) return;
  for (const index of runningBodies(node)) {
    const scope = scopes.get(bodyPrefix(container, index));
    if (!scope) continue;
    cancelScope(decision, scope, ending);
    if (!ending && scope.open > 0) decision.emit({ type: 'BodiesReleased', path: container, indices: [index], calledOff: true });
  }
}
/** Cancels the active nodes of one body, of its lanes, and of what was released in it: inner ones first. */
function cancelScope(decision: Decision, scope: ScopeState, ending = false): void {
  const { state, emit } = decision;
  for (const plan of scope.body.nodes) {
    const path = pathIn(scope, plan.id);
    const node = state.nodes.get(path);
    if (!node) continue;
    cancelInside(decision, path, ending);
    if (!state.active.has(path) || node.task?.started) continue;
    // While the execution ends it is told to stop with all others (lifecycle.ts).
    if (isTiedToSegment(state, node)) {
      if (!ending) callOffSegment(decision, node);
      continue;
    }
    emit({ type: 'NodeCancelled', path, ...(ending ? { ending } : {}) });
  }
  for (const key of [...(scope.released ?? [])]) {
    const released = state.scopes.get(key) as ScopeState;
    cancelScope(decision, released, ending);
    if (!ending && released.open === 0) emit({ type: 'BodyCancelled', path: released.container as string, index: released.index });
  }
  for (const count of scope.lanes?.values() ?? []) {
    for (let number = 0; number < count; number++) {
      const lane = state.scopes.get(`${scopeKey(scope)}[${number}]`);
      if (lane) cancelScope(decision, lane, ending);
    }
  }
}
