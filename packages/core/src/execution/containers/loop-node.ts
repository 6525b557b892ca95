import { AppError } from '../../errors/app-error.js';
import type { CompiledExpression } from '../../expression/compiled.js';
import { isRef, type Held, type Json } from '../../json.js';
import type { LoopPlan, NodePlan } from '../../workflow/compile/plan.js';
import type { LoopState } from './container-state.js';
import { advance, startBody } from './containers.js';
import type { Decision } from '../decider.js';
import { holdIn, NeedValues, valueOf } from '../hold.js';
import { notBoolean, render } from '../nodes/inline-nodes.js';
import { holdItems, itemAt } from './item-list.js';
import { scopeValues } from '../state/scope-values.js';
import { followNode } from '../settle.js';
import type { ExecutionState, NodeState, ScopeState } from '../state/state.js';
import { isSpent, yieldAt } from './yielding.js';

const NOTHING: Held = { value: null };

/** Begins a loop: how often is asked once, conditions before or after each iteration. */
export function startLoop(decision: Decision, scope: ScopeState, plan: NodePlan & LoopPlan, path: string): void {
  const { state, emit } = decision;
  if (plan.items) {
    const items = listOf(plan.items, plan.items.evaluate(scopeValues(state, scope, plan.items.reads)));
    refuseTooMany(plan, items.length);
    emit({ type: 'LoopStarted', path, count: items.length, ...holdItems(state, items) });
  } else {
    const count = plan.times === undefined ? null : times(render(decision, scope, plan.times));
    if (count !== null) refuseTooMany(plan, count);
    emit({ type: 'LoopStarted', path, count });
  }
  advance(decision, path);
}
export function listOf({ source }: CompiledExpression, items: Json): readonly Json[] {
  if (Array.isArray(items)) return items as readonly Json[];
  const what = typeof items === 'object' && items !== null ? 'an object' : String(items);
  throw new AppError('EXPRESSION_FAILED', `\`items\` must be a list, but ${source} is ${what}`);
}
function times(value: Json): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  throw new AppError('EXPRESSION_FAILED', `\`times\` must be a whole number of 0 or more, but is ${JSON.stringify(value)?.slice(0, 200)}`);
}
function refuseTooMany({ maxIterations }: LoopPlan, count: number): void {
  if (count > maxIterations)
    throw new AppError('LOOP_LIMIT', `the loop would make ${count} iterations: at most ${maxIterations} are allowed (maxIterations)`);
}

/** Looks at the next iterations until one begins, or the loop ends. */
export function advanceLoop(decision: Decision, node: NodeState, resumed: boolean): void {
  const { state, emit } = decision;
  const { path } = node;
  const plan = node.plan as NodePlan & LoopPlan;
  const loop = node.loop as LoopState;
  for (let first = resumed; !loop.running; first = false) {
    const index = loop.next;
    if (isSpent(decision) && !first) return yieldAt(decision, path);
    if (index > 0 && holds(decision, node, 'until', index - 1)) return completeLoop(decision, node);
    if (loop.count !== null && index >= loop.count) return completeLoop(decision, node);
    if (plan.while && !holds(decision, node, 'while', index)) return completeLoop(decision, node);
    if (index >= plan.maxIterations)
      throw new AppError('LOOP_LIMIT', `the loop has made ${index} iterations and is not at its end: at most ${index} are allowed`);
    if (holds(decision, node, 'breakWhen', index)) return completeLoop(decision, node);
    if (holds(decision, node, 'continueWhen', index)) {
      emit({ type: 'BodySkipped', path, index });
      continue;
    }
    startBody(decision, path, index, holdIn(state, itemOf(state, loop, index)));
  }
}
const itemOf = (state: ExecutionState, loop: LoopState, index: number): Json =>
  loop.items === null ? null : itemAt(state, loop.chunks, index);

/** Whether a condition of the loop is there and true. It sees the scope around the loop, `index`, `last` and, before an iteration, `item`. */
function holds({ state }: Decision, node: NodeState, field: 'while' | 'until' | 'breakWhen' | 'continueWhen', index: number): boolean {
  const condition = (node.plan as NodePlan & LoopPlan)[field];
  if (condition === undefined) return false;
  const loop = node.loop as LoopState;
  const reads = (root: string): boolean => condition.reads.some((read) => read.root === root);
  const met = condition.evaluate(
    scopeValues(state, node.scope, condition.reads, {
      index,
      last: reads('last') ? valueOf(state, loop.outputs.at(-1) ?? NOTHING) : null,
      item: reads('item') ? itemOf(state, loop, index) : null,
    }),
  );
  if (typeof met !== 'boolean') throw notBoolean(field, condition.source, met);
  return met;
}

function completeLoop(decision: Decision, node: NodeState): void {
  const output = outputList(decision.state, (node.loop as LoopState).outputs);
  decision.emit({ type: 'NodeCompleted', path: node.path, output, handles: ['out'] });
  followNode(decision, node.path);
}
/** The outputs of bodies as one list; those that did not end are left out. @throws NeedValues naming all that have to be loaded first */
export function outputList(state: ExecutionState, outputs: readonly (Held | undefined)[]): Held {
  const present = outputs.filter((held): held is Held => held !== undefined);
  const missing = present.flatMap((held) => (isRef(held) && !state.loaded.has(held.ref) ? [held.ref] : []));
  if (missing.length > 0) throw new NeedValues(missing);
  return holdIn(
    state,
    present.map((held) => valueOf(state, held)),
  );
}
