import { AppError, isAppError } from '../errors/app-error.js';
import { isRef, type Held, type Json } from '../json.js';
import type { NodePlan } from '../workflow/plan.js';
import type { Decision } from './decider.js';
import { failNode } from './failure.js';
import { holdIn, NeedValues, valueOf } from './hold.js';
import { notBoolean } from './inline-nodes.js';
import { cancelInside } from './join.js';
import { scopeValues } from './scope-values.js';
import { follow, followNode } from './settle.js';
import { bodyPrefix, type NodeState, type ScopeState } from './state.js';

type MapPlan = NodePlan & { kind: 'map' };

/** Evaluates the items and begins as many iterations as may run at once. */
export function startMap(decision: Decision, scope: ScopeState, plan: MapPlan, path: string): void {
  const { state, emit } = decision;
  const items = plan.items.evaluate(scopeValues(state, scope, plan.items.reads));
  if (!Array.isArray(items))
    throw new AppError(
      'EXPRESSION_FAILED',
      `\`items\` must be a list, but ${plan.items.source} is ${typeof items === 'object' ? 'an object' : String(items)}`,
    );
  emit({ type: 'MapStarted', path, items: holdIn(state, items as Json), count: items.length });
  advanceMap(decision, path, items as readonly Json[]);
}

/** An iteration has no token left. */
export function completeBody(decision: Decision, scope: ScopeState, output: Held): void {
  const path = scope.container as string;
  decision.emit({ type: 'BodyCompleted', path, index: scope.index, output });
  continueMap(decision, path);
}

/** Goes on with a map after an iteration ended, or after values it needs have been loaded. */
export function continueMap(decision: Decision, path: string): void {
  const { state, emit } = decision;
  try {
    const node = state.nodes.get(path) as NodeState;
    const items = mustBegin(node) ? valueOf(state, (node.map as NonNullable<NodeState['map']>).items) : [];
    advanceMap(decision, path, items as readonly Json[]);
  } catch (error) {
    if (isAppError(error)) return failNode(decision, path, { code: error.code, message: error.message });
    if (!(error instanceof NeedValues)) throw error;
    for (const digest of error.digests) state.needs.add(digest);
    if (!state.blocked.has(path)) emit({ type: 'NodeStarted', path });
  }
}
function mustBegin(node: NodeState): boolean {
  const { map, plan } = node;
  return map !== null && map.next < map.count && map.live < (plan as MapPlan).concurrency;
}

function advanceMap(decision: Decision, path: string, items: readonly Json[]): void {
  const { state, emit } = decision;
  const node = state.nodes.get(path) as NodeState;
  const plan = node.plan as MapPlan;
  const map = node.map as NonNullable<NodeState['map']>;
  const stopped = map.completed > 0 && map.next < map.count && stops(decision, node, plan);
  if (stopped || map.completed === map.count) return completeMap(decision, node);
  while (map.next < map.count && map.live < plan.concurrency) {
    const index = map.next;
    emit({ type: 'BodyStarted', path, index, item: holdIn(state, items[index] as Json) });
    follow(decision, state.scopes.get(bodyPrefix(path, index)) as ScopeState, plan.body.start);
  }
}
/** Outputs in item order; iterations that a stop rule kept from ending are left out. */
function completeMap(decision: Decision, node: NodeState): void {
  const { state, emit } = decision;
  const { outputs } = node.map as NonNullable<NodeState['map']>;
  const present = outputs.filter((held): held is Held => held !== undefined);
  const missing = present.filter((held) => isRef(held) && !state.loaded.has(held.ref)).map((held) => (held as { ref: string }).ref);
  if (missing.length > 0) throw new NeedValues(missing);
  const output = holdIn(
    state,
    present.map((held) => valueOf(state, held)),
  );
  cancelInside(decision, node.path);
  emit({ type: 'NodeCompleted', path: node.path, output, handles: ['out'] });
  followNode(decision, node.path);
}
/** `stopWhen` sees `last` (the output just completed), `index` and the scope around the map. */
function stops(decision: Decision, node: NodeState, plan: MapPlan): boolean {
  if (plan.stopWhen === undefined) return false;
  const map = node.map as NonNullable<NodeState['map']>;
  const index = map.outputs.length - 1;
  const last = map.outputs[index];
  const met = plan.stopWhen.evaluate(
    scopeValues(decision.state, node.scope, plan.stopWhen.reads, {
      index,
      last: last === undefined ? null : valueOf(decision.state, last),
      item: null,
    }),
  );
  if (typeof met !== 'boolean') throw notBoolean('stopWhen', plan.stopWhen.source, met);
  return met;
}
