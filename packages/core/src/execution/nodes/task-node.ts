import { AppError } from '../../errors/app-error.js';
import { retryDelayMs } from '../../task/retry-policy.js';
import type { TaskError } from '../../task/task.js';
import { unreachable } from '../../unreachable.js';
import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { holding } from '../state/evolve.js';
import { failNode } from '../failure.js';
import { requestMutex } from './mutex-node.js';
import { followNode } from '../settle.js';
import type { EffectInFlight, ExecutionState, NodeState, TaskState } from '../state/state.js';

type Of<T extends ExecutionCommand['type']> = Extract<ExecutionCommand, { type: T }>;
type OpenTask = NodeState & { readonly task: TaskState };

export function scheduleTask(decision: Decision, path: string): void {
  const { task, attempt } = decision.state.nodes.get(path) ?? { task: null, attempt: 0 };
  decision.emit({ type: 'TaskScheduled', path, attempt: task ? attempt + 1 : 1 });
}
/** The next attempt of a task whose retry is due, or whose uncertain effect was resolved. */
export function rescheduleTask(decision: Decision, path: string): void {
  const { state, emit, at } = decision;
  const node = state.nodes.get(path) as NodeState;
  if (!holding(state)) {
    const key = state.ties.lost.get(path);
    if (key !== undefined) return requestMutex(decision, path, key);
    return emit({ type: 'TaskScheduled', path, attempt: node.attempt + 1 });
  }
  const error = node.task?.lastError ?? { code: 'CONFLICT', message: 'goes on when the execution is resumed', retryable: true };
  emit({ type: 'RetryScheduled', path, attempt: node.attempt, error, dueAt: at });
}
/** The task, if this attempt of it is open: a late or repeated delivery finds nothing. */
export function openTask(state: ExecutionState, path: string, attempt: number): OpenTask | undefined {
  const node = state.nodes.get(path);
  return node?.task && node.attempt === attempt && state.openTasks.has(path) ? (node as OpenTask) : undefined;
}

/** A call has ended and is recorded before the attempt goes on. */
export function recordStep({ path, attempt, step }: Of<'RecordStep'>, { state, emit }: Decision): void {
  const node = openTask(state, path, attempt);
  if (!node || step.generation !== node.task.generation) return;
  const known = node.task.steps.get(step.index);
  // A call that failed may be made again, by a later attempt or by the same one when it is handed out anew; one that was answered, or must not happen twice, never is.
  if (known && (known.error === undefined || known.effect === 'at_most_once' || known.attempt > step.attempt)) return;
  if (known?.attempt === step.attempt && step.response === undefined) return; // the same failure, told again
  emit({ type: 'StepRecorded', path, step });
}
/** An `at_most_once` call is about to leave: from here on it is done, failed or uncertain, never repeated by itself. */
export function startEffect({ path, attempt, index, name, key, requestHash }: Of<'StartEffect'>, { state, emit }: Decision): void {
  const node = openTask(state, path, attempt);
  if (!node) throw new AppError('TASK_CANCELLED', `attempt ${attempt} of ${path} is no longer open`, { path });
  if (state.phase === 'stopping') throw new AppError('TASK_CANCELLED', 'the execution is stopping', { path });
  if (node.task.started?.index === index) throw new AppError('CONFLICT', 'this call has been started already', { path, index });
  emit({ type: 'EffectStarted', path, attempt, index, name, key, requestHash });
}

/** A worker's answer. */
export function endTask(command: Of<'EndTask'>, decision: Decision): void {
  const { state, emit } = decision;
  const { path, attempt, outcome } = command;
  const node = openTask(state, path, attempt);
  if (!node) return;
  switch (outcome.status) {
    case 'completed':
      emit({ type: 'NodeCompleted', path, output: outcome.output, handles: ['out'] });
      return followNode(decision, path);
    case 'failed':
      return attemptFailed(decision, node, outcome.error, outcome.discardFrom);
    case 'cancelled':
      return loseTask({ type: 'LoseTask', path, attempt, reason: 'worker-lost' }, decision);
    default:
      return unreachable(outcome);
  }
}

/** The worker is gone or too late. A started `at_most_once` call is parked; anything else may be repeated: no event, the attempt is dispatched again. */
export function loseTask({ path, attempt, reason }: Of<'LoseTask'>, decision: Decision): void {
  const { state, emit } = decision;
  const node = openTask(state, path, attempt);
  if (!node) return;
  if (node.task.started) return park(decision, node, reason === 'timed-out' ? 'the attempt ran out of time' : 'the worker was lost');
  if (state.phase === 'stopping') return emit({ type: 'NodeCancelled', path, ending: true });
  if (reason === 'timed-out') {
    const message = `${path} did not end within ${node.plan.timeoutSeconds} s`;
    attemptFailed(decision, node, { code: 'TIMED_OUT', message, retryable: true }, undefined);
  }
}

function attemptFailed(decision: Decision, node: OpenTask, error: TaskError, discardFrom: number | undefined): void {
  const { state, emit, at } = decision;
  const { path, plan, task } = node;
  if (task.started) return park(decision, node, error.message);
  if (state.phase === 'stopping' && !node.compensates) return emit({ type: 'NodeCancelled', path, ending: true });
  const mayDiscard = discardFrom === undefined || effectFree(task, discardFrom);
  const again =
    error.retryable && mayDiscard && plan.effect !== 'at_most_once' && node.attempt < plan.retry.maxAttempts && state.phase !== 'stopping';
  if (!again) return failNode(decision, path, { code: error.code, message: error.message });
  if (discardFrom !== undefined) emit({ type: 'StepsDiscarded', path, from: discardFrom, generation: task.generation + 1 });
  const delay = Math.max(retryDelayMs(plan.retry, node.attempt, decision.random()), error.retryAfterMs ?? 0);
  emit({ type: 'RetryScheduled', path, attempt: node.attempt, error, dueAt: at + delay });
  if (delay === 0 && !holding(state)) rescheduleTask(decision, path);
}
/** Whether all steps from `from` on may be dropped and asked again. */
function effectFree(task: TaskState, from: number): boolean {
  for (const [index, step] of task.steps) if (index >= from && step.effect !== 'none' && step.effect !== 'read') return false;
  return true;
}
function park({ emit }: Decision, node: OpenTask, reason: string): void {
  emit({ type: 'EffectUncertain', path: node.path, attempt: node.attempt, index: (node.task.started as EffectInFlight).index, reason });
}

/** A person says what became of a call whose outcome nobody knows. @throws AppError NOT_UNCERTAIN, INVALID_INPUT */
export function resolveUncertain({ path, resolution, output, by }: Of<'ResolveUncertain'>, decision: Decision): void {
  const { state, emit, at } = decision;
  const node = state.nodes.get(path);
  if (node?.status !== 'uncertain' || !node.task?.started)
    throw new AppError('NOT_UNCERTAIN', `${path} has no call with an unknown outcome`, { path });
  if (resolution === 'compensate' && (node.plan.compensation === undefined || node.compensates))
    throw new AppError('INVALID_INPUT', `${path} names no compensation: answer done, not_done or repeat`, { path });
  const { started, generation } = node.task;
  emit({ type: 'UncertainResolved', path, resolution, by });
  const stopping = state.phase === 'stopping';
  switch (resolution) {
    case 'done': {
      const request = { value: null };
      emit({
        type: 'StepRecorded',
        path,
        step: {
          index: started.index,
          generation,
          kind: 'other',
          name: started.name,
          effect: 'at_most_once',
          requestHash: started.requestHash,
          request,
          response: output ?? { value: null },
          attempt: node.attempt,
          startedAt: started.at,
          endedAt: at,
        },
      });
      // The next attempt receives the recorded answer and goes on from there.
      return stopping
        ? emit({ type: 'NodeCompleted', path, output: output ?? { value: null }, handles: [] })
        : rescheduleTask(decision, path);
    }
    case 'not_done':
      if (stopping) return emit({ type: 'NodeCancelled', path, ending: true });
      return failNode(decision, path, {
        code: 'EFFECT_NOT_DONE',
        message: `${by} says that ${started.name} was not done: ${started.reason as string}`,
      });
    case 'repeat':
      if (stopping) return emit({ type: 'NodeCancelled', path, ending: true });
      emit({ type: 'StepsDiscarded', path, from: started.index, generation: generation + 1 });
      return rescheduleTask(decision, path);
    case 'compensate': {
      if (stopping) return emit({ type: 'NodeCancelled', path, ending: true });
      const message = `${by} had ${started.name} undone, as nobody knows whether it was done: ${started.reason as string}`;
      // Where the failure is passed over, what is owed is undone beside what goes on.
      return failNode(decision, path, { code: 'EFFECT_COMPENSATED', message });
    }
    default:
      return unreachable(resolution);
  }
}
