import { isAppError } from '../errors/app-error.js';
import type { Json } from '../json.js';
import type { BodyPlan, NodePlan } from '../workflow/compile/plan.js';
import type { Decision } from './decider.js';
import { holding } from './state/evolve.js';
import { failNode } from './failure.js';
import { holdIn, NeedValues, valueOf } from './hold.js';
import { runInline } from './nodes/inline-nodes.js';
import { requestInput } from './nodes/human-node.js';
import { cancelsLosers } from '../workflow/compile/losers.js';
import { cancelLosers, cancelRegion, isLost, joinVerdict } from './nodes/join.js';
import { completeBody } from './containers/containers.js';
import { startLoop } from './containers/loop-node.js';
import { startMachine } from './containers/machine-node.js';
import { startMap } from './containers/map-node.js';
import { pathIn, scopeKey, type ScopeState } from './state/state.js';
import type { CompiledExpression } from '../expression/compiled.js';
import { mayEnter } from './nodes/mutex-node.js';
import { isDelegated, startSegment } from './children/segment-node.js';
import { startChild } from './children/subflow-node.js';
import { scheduleTask } from './nodes/task-node.js';
import { awaitSignal, emitEvent } from './signals/signal-node.js';
import { dropSignals } from './signals/signals.js';
import { startWait } from './nodes/wait-node.js';

/** More node instances than this end an execution with STEP_LIMIT (CONTRACT 1). */
export const MAX_STEPS = 100_000;

/** Notes that the edges leaving a node were decided: their targets, and the scope, are looked at before the decision ends. */
export function follow(decision: Decision, scope: ScopeState, index: number): void {
  const { body } = scope;
  const key = scopeKey(scope);
  decision.scopes.add(scopeKey(scope.base));
  const plan = body.nodes[index] as NodePlan;
  for (const edge of plan.outgoing) decision.ready.push({ scope: key, node: (body.edges[edge] as BodyPlan['edges'][number]).target });
}
export function followNode(decision: Decision, path: string): void {
  const node = decision.state.nodes.get(path);
  if (!node) return;
  if (node.compensates) return void decision.scopes.add('');
  follow(decision, node.scope, node.plan.index);
  if (node.plan.cancels.length > 0 && node.status === 'completed') cancelRegion(decision, node);
}

/** Runs inline work to quiescence: fires or skips what became ready, completes scopes without a token, until nothing is left to say. */
export function settle(decision: Decision): void {
  const { state, ready, scopes } = decision;
  for (let taken = 0; ;) {
    if (state.endedAt !== null || state.phase === 'stopping' || state.phase === 'compensating' || holding(state)) return;
    const next = ready[taken];
    if (next !== undefined) {
      taken++;
      const scope = state.scopes.get(next.scope);
      if (scope) arrive(decision, scope, next.node);
      continue;
    }
    // Inner scopes were noted after those around them.
    const key = scopes.last;
    if (key === undefined) return;
    scopes.delete(key);
    const scope = state.scopes.get(key);
    if (scope && scope.open === 0) completeScope(decision, scope);
  }
}

/** An incoming edge of a node was decided: fire it, skip it, or wait for more. */
function arrive(decision: Decision, scope: ScopeState, index: number): void {
  const { state, emit } = decision;
  const plan = scope.body.nodes[index] as NodePlan;
  const path = pathIn(scope, plan.id);
  if (state.nodes.has(path)) return;
  if (scope.base.calledOff || isLost(state, scope, plan)) {
    emit({ type: 'NodeSkipped', path });
    return followNode(decision, path);
  }
  if (plan.join.kind === 'each' && openLanes(decision, scope, plan, path)) return;
  let verdict: ReturnType<typeof joinVerdict>;
  try {
    verdict = joinVerdict(plan, scope.taken[index] as number, scope.dead[index] as number);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return failNode(decision, path, { code: error.code, message: error.message });
  }
  switch (verdict) {
    case 'wait':
      return;
    case 'skip':
      emit({ type: 'NodeSkipped', path });
      return followNode(decision, path);
    case 'unreachable':
      return failNode(decision, path, {
        code: 'JOIN_UNREACHABLE',
        message: `the join of ${path} can no longer fire: ${scope.taken[index]} of its edges were taken, ${scope.dead[index]} are dead`,
      });
    case 'fire':
      fire(decision, scope, plan);
      if (cancelsLosers(plan)) cancelLosers(decision, scope, plan);
  }
}

/** A join `each` fires once per token, each time in a lane of its own. @returns whether it has fired: only then does nothing else apply to it */
function openLanes(decision: Decision, scope: ScopeState, plan: NodePlan, path: string): boolean {
  const { state, emit } = decision;
  const taken = scope.taken[plan.index] as number;
  for (let number = scope.lanes?.get(plan.index) ?? 0; number < taken; number++) {
    emit({ type: 'LaneOpened', path, number });
    fire(decision, state.scopes.get(`${scopeKey(scope)}[${number}]`) as ScopeState, plan);
  }
  return taken > 0;
}

/** Begins a node. Inline work that needs values from the object store stops with `NodeStarted` and goes on with `Continue`. */
export function fire(decision: Decision, scope: ScopeState, plan: NodePlan, path = pathIn(scope, plan.id)): void {
  const { state, emit } = decision;
  if (state.begun >= MAX_STEPS && state.phase !== 'compensating') {
    return failNode(decision, path, { code: 'STEP_LIMIT', message: `an execution may have at most ${MAX_STEPS} steps` }, 'stop');
  }
  try {
    if (plan.segment !== undefined && isDelegated(state, plan, path)) return startSegment(decision, scope, plan, path);
    if (plan.mutex !== undefined && !mayEnter(decision, scope, plan as typeof plan & { mutex: CompiledExpression }, path)) return;
    run(decision, scope, plan, path);
  } catch (error) {
    if (error instanceof NeedValues) {
      for (const digest of error.digests) state.needs.add(digest);
      if (!state.blocked.has(path)) emit({ type: 'NodeStarted', path });
      return;
    }
    if (!isAppError(error)) throw error;
    failNode(decision, path, { code: error.code, message: error.message });
  }
}
function run(decision: Decision, scope: ScopeState, plan: NodePlan, path: string): void {
  switch (plan.kind) {
    case 'task':
      return scheduleTask(decision, path);
    case 'wait':
      return startWait(decision, scope, plan, path);
    case 'human':
      return requestInput(decision, scope, plan, path);
    case 'signal':
      return awaitSignal(decision, scope, plan, path);
    case 'subflow':
      return startChild(decision, scope, plan, path);
    case 'emit':
      return emitEvent(decision, scope, plan, path);
    case 'map':
      return startMap(decision, scope, plan, path);
    case 'loop':
      return startLoop(decision, scope, plan, path);
    case 'statemachine':
      return startMachine(decision, plan, path);
    default:
      return runInline(decision, scope, plan, path);
  }
}

/** No token is left in the scope: the execution, or an iteration, is complete. */
function completeScope(decision: Decision, scope: ScopeState): void {
  const { state, emit } = decision;
  try {
    const output = outputOf(decision, scope);
    if (scope.container === null) {
      // What a person has had undone is not begun yet: it waits for values.
      if (state.owed.length > 0) return;
      dropSignals(decision);
      emit({ type: 'ExecutionCompleted', output });
    } else completeBody(decision, scope, output);
  } catch (error) {
    if (error instanceof NeedValues) {
      for (const digest of error.digests) state.needs.add(digest);
      return;
    }
    if (!isAppError(error)) throw error;
    const lastEnd = scope.prefix + (scope.ends.at(-1)?.id ?? (scope.body.nodes[scope.body.start] as NodePlan).id);
    failNode(decision, lastEnd, { code: error.code, message: error.message }, 'stop');
  }
}
/** The output of the `end` reached; several: an object by end id; none (all tokens died): null. */
function outputOf(decision: Decision, scope: ScopeState): ScopeState['item'] {
  const { state } = decision;
  const [only, ...more] = scope.ends;
  if (only === undefined) return { value: null };
  if (more.length === 0) return only.output;
  const values: { [id: string]: Json } = {};
  const missing: string[] = [];
  for (const { id, output } of scope.ends) {
    try {
      values[id] = valueOf(state, output);
    } catch (error) {
      if (!(error instanceof NeedValues)) throw error;
      missing.push(...error.digests);
    }
  }
  if (missing.length > 0) throw new NeedValues(missing);
  return holdIn(state, values);
}
