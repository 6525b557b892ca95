import type { Json } from '../../json.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { MapState } from './container-state.js';
import { advance, cancelInside, startBody } from './containers.js';
import type { Decision } from '../decider.js';
import { holdIn, valueOf } from '../hold.js';
import { notBoolean } from '../nodes/inline-nodes.js';
import { holdItems, itemAt } from './item-list.js';
import { listOf, outputList } from './loop-node.js';
import { scopeValues } from '../state/scope-values.js';
import { followNode } from '../settle.js';
import { firstSignal, sizeOf } from '../signals/signals.js';
import type { NodeState, ScopeState } from '../state/state.js';
import { isSpent, yieldAt } from './yielding.js';

type MapPlan = NodePlan & { kind: 'map' };

/** Evaluates the items and begins as many iterations as may run at once. */
export function startMap(decision: Decision, scope: ScopeState, plan: MapPlan, path: string): void {
  const { state, emit } = decision;
  const items = plan.items ? listOf(plan.items, plan.items.evaluate(scopeValues(state, scope, plan.items.reads))) : [];
  const open = plan.closeOn === undefined ? {} : { open: true };
  emit({ type: 'MapStarted', path, count: items.length, ...holdItems(state, items), ...open });
  advance(decision, path);
}

/** Takes what signals bring, asks whether it is to stop, and begins iterations; or completes. */
export function advanceMap(decision: Decision, node: NodeState, resumed: boolean): void {
  const { state, emit } = decision;
  const { path } = node;
  const plan = node.plan as MapPlan;
  const map = node.map as MapState;
  if (takeSignals(decision, node, plan)) return;
  const { completed, count } = map;
  if (completed > 0 && (completed < count || map.open) && stops(decision, node, plan)) return completeMap(decision, node, plan.onStop);
  if (completed === count && !map.open) return completeMap(decision, node, 'cancel');
  for (let first = resumed; map.next < map.count && map.running.size < plan.concurrency; first = false) {
    if (isSpent(decision) && !first) return yieldAt(decision, path);
    startBody(decision, path, map.next, holdIn(state, itemAt(state, map.chunks, map.next)));
  }
  const idle = map.open && map.running.size === 0;
  if (state.blocked.has(path) || (idle && !state.waiting.has(path))) emit({ type: 'NodeWaiting', path });
}

/** Signals add items, close the list, or end the map. @returns whether it has ended */
function takeSignals(decision: Decision, node: NodeState, plan: MapPlan): boolean {
  const { state, emit } = decision;
  const { path } = node;
  const map = node.map as MapState;
  for (;;) {
    const signal = firstSignal(state, ...signalsOf(plan, map));
    if (!signal) return false;
    const { n, name, payload } = signal;
    const taken = { type: 'SignalTaken', path, n, size: sizeOf(payload) } as const;
    if (name === plan.stopOn) {
      const output = outputList(state, map.outputs);
      emit(taken);
      end(decision, node, 'cancel', output);
      return true;
    }
    if (name === plan.closeOn) {
      emit(taken);
      emit({ type: 'MapClosed', path });
    } else {
      const items = holdItems(state, [valueOf(state, payload)], map.count);
      emit(taken);
      emit({ type: 'ItemsAdded', path, count: 1, ...items });
    }
  }
}
/** Names of the signals that a map wants; once closed, it takes no more items. */
export function signalsOf({ addOn, closeOn, stopOn }: MapPlan, { open }: Pick<MapState, 'open'>): readonly string[] {
  const names = [stopOn, open ? closeOn : undefined, open || closeOn === undefined ? addOn : undefined];
  return names.filter((name): name is string => name !== undefined);
}

/** Outputs in item order; iterations that did not come to their end are left out. */
function completeMap(decision: Decision, node: NodeState, onStop: MapPlan['onStop']): void {
  end(decision, node, onStop, outputList(decision.state, (node.map as MapState).outputs));
}
function end(decision: Decision, node: NodeState, onStop: MapPlan['onStop'], output: ReturnType<typeof outputList>): void {
  const { emit } = decision;
  const { path } = node;
  const { running } = node.map as MapState;
  if (running.size > 0) {
    if (onStop === 'absorb') emit({ type: 'BodiesReleased', path, indices: [...running] });
    else cancelInside(decision, path);
  }
  emit({ type: 'NodeCompleted', path, output, handles: ['out'] });
  followNode(decision, path);
}

/** `stopWhen` sees `last` and `index` of the iteration that just completed, how many are `live` and `dead` of `total`, and the scope around the map. */
function stops({ state }: Decision, node: NodeState, plan: MapPlan): boolean {
  const { stopWhen } = plan;
  if (stopWhen === undefined) return false;
  const { latest, outputs, running, completed, count } = node.map as MapState;
  const last = outputs[latest];
  const values: { readonly [name: string]: Json } = {
    index: latest,
    last: last !== undefined && stopWhen.reads.some((read) => read.root === 'last') ? valueOf(state, last) : null,
    item: null,
    live: running.size,
    dead: completed,
    total: count,
  };
  const met = stopWhen.evaluate(scopeValues(state, node.scope, stopWhen.reads, values));
  if (typeof met !== 'boolean') throw notBoolean('stopWhen', stopWhen.source, met);
  return met;
}
