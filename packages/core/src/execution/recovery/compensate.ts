import { AppError, isAppError } from '../../errors/app-error.js';
import { compileTemplate } from '../../expression/compile-template.js';
import type { Held } from '../../json.js';
import type { NodePlan } from '../../workflow/compile/plan.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Compensable, CompensableStep } from './compensation-state.js';
import type { Decision } from '../decider.js';
import type { ExecutionError } from '../events/events.js';
import { holding } from '../state/evolve.js';
import { holdIn, NeedValues, valueOf } from '../hold.js';
import { conclude } from '../lifecycle.js';
import { scopeValues } from '../state/scope-values.js';
import { fire } from '../settle.js';
import { isEnded, type ExecutionState, type NodeState } from '../state/state.js';
import { undoPath } from '../children/subflow-node.js';

/*
 * The saga of an execution (Garcia-Molina and Salem 1987; DESIGN 5.15): what was done and can be undone is undone, latest first, one after the other, so that
 * of two things of which one may rest on the other the later goes first, whichever branch it is on.
 * I1  A compensation begins only when nothing is in flight any more: its predecessor has ended, every call with an unknown outcome is resolved.
 * I2  What is being undone leaves `compensable` with the event that begins it: after a crash the same compensation goes on, none runs twice.
 * I3  One that fails for good is on record and stops nothing: the others are still undone, and the execution ends as failed, naming it.
 */

/** A segment's execution waits for the order: what it has done is undone in its turn among all that was done. */
export const mustCompensate = (state: ExecutionState, then: string): boolean =>
  then !== 'completed' && state.segment === null && state.compensable.length + state.owed.length > 0;

/** Undoes by command what a completed execution has done; an open one is stopped, which does the same. @throws AppError EXECUTION_ENDED */
export function compensateByCommand({ by, reason }: Extract<ExecutionCommand, { type: 'Compensate' }>, { state, emit }: Decision): void {
  if (state.phase === 'compensating') return;
  if (state.compensable.length === 0)
    throw new AppError('NOTHING_TO_COMPENSATE', 'no node of this execution has a compensation left to run', { executionId: state.id });
  emit({ type: 'ExecutionCompensating', by, reason, then: 'stopped' });
}

/** Begins the compensation that is next, and goes on while they end in the same decision; concludes when none is left. */
export function compensateOn(decision: Decision): void {
  const { state } = decision;
  while (state.phase === 'compensating' && state.compensation === null && !isEnded(state)) {
    const next = state.compensable.at(-1);
    if (next === undefined) return conclude(decision, endOf(state));
    try {
      begin(decision, next);
    } catch (error) {
      if (!(error instanceof NeedValues)) throw error;
      for (const digest of error.digests) state.needs.add(digest);
      return;
    }
  }
}
/** Begins what a person has had undone while the execution goes on, beside what else runs; what needs values from the object store begins when they are there. */
export function compensateOwed(decision: Decision): void {
  const { state } = decision;
  if (state.phase !== null || holding(state) || isEnded(state)) return;
  try {
    for (let next = state.owed.at(-1); next; next = state.owed.at(-1)) begin(decision, next);
  } catch (error) {
    if (!(error instanceof NeedValues)) throw error;
    for (const digest of error.digests) state.needs.add(digest);
  }
}

function begin(decision: Decision, { path: of, step, child }: Compensable): void {
  const { state, emit } = decision;
  const node = state.nodes.get(of) as NodeState;
  if (child !== undefined) {
    emit({ type: 'CompensationStarted', path: undoPath(of), of, input: { value: null }, output: node.output, child });
    const reason = `undone with ${of} of the execution around it`;
    return decision.send(child, { type: 'Compensate', by: state.id, reason, order: { path: of, n: state.seq } });
  }
  if (step === undefined) {
    const plan = node.scope.body.byId.get(node.plan.compensation as string) as NodePlan;
    const path = instancePath(node, plan);
    emit({ type: 'CompensationStarted', path, of, input: inputOf(decision, node), output: node.output });
    return fire(decision, node.scope, plan, path);
  }
  const path = `${of}[undo${step.index}]`;
  const { request, response } = step;
  const call = { tool: step.tool, arguments: argumentsOf(state, step) };
  emit({ type: 'CompensationStarted', path, of, step: step.index, input: request, output: response, call });
  fire(decision, node.scope, node.plan, path);
}
/** A compensation node that serves one node only runs at its own path; else the node it undoes stands behind it. */
function instancePath({ path, plan, scope }: NodeState, compensation: NodePlan): string {
  const place = path.slice(0, path.lastIndexOf('/') + 1);
  const shared =
    compensation.sharedUndo ||
    !compensation.detached ||
    scope.body.nodes.filter((each) => each.compensation === compensation.id).length > 1;
  return shared ? `${place}${compensation.id}${scope.suffix}[${plan.id}]` : `${place}${compensation.id}${scope.suffix}`;
}
/** `compensated.input`: the configuration the node worked with, rendered again from values that have not changed since. */
function inputOf({ state }: Decision, { plan, scope }: NodeState): Held {
  if (plan.kind !== 'task') return { value: null };
  try {
    return holdIn(state, plan.config.constant ? plan.config.source : plan.config.render(scopeValues(state, scope, plan.config.reads)));
  } catch (error) {
    if (isAppError(error)) return { value: null };
    throw error;
  }
}
function argumentsOf(state: ExecutionState, { arguments: template, request, response }: CompensableStep): Held {
  const compiled = compileTemplate(template, {});
  if (compiled.constant) return { value: compiled.source };
  return holdIn(state, compiled.render({ compensated: { input: valueOf(state, request), output: valueOf(state, response) } }));
}

/** How the execution ends now that everything is undone, or as far as it could be. */
function endOf(state: ExecutionState): NonNullable<ExecutionState['stopping']> {
  const end = state.stopping as NonNullable<ExecutionState['stopping']>;
  const [first] = state.notCompensated;
  if (first === undefined) return end;
  const why = end.error ? ` after ${end.error.code}: ${end.error.message}` : '';
  const error: ExecutionError = {
    code: 'COMPENSATION_FAILED',
    message: `${state.notCompensated.join(', ')} could not undo what was done${why}`,
    path: first,
  };
  return { then: 'failed', reason: error.message, error };
}
