import { AppError } from '../errors/app-error.js';
import { unreachable } from '../unreachable.js';
import type { ExecutionCommand } from './events/commands.js';
import { mustCompensate } from './recovery/compensate.js';
import type { Decision } from './decider.js';
import { deliverAllSignals, dropSignals } from './signals/signals.js';
import { tellChildren } from './children/subflow-node.js';
import { isUnderWay } from './recovery/recovery-state.js';
import { isEnded, type ExecutionState, type NodeState } from './state/state.js';

type Of<T extends ExecutionCommand['type']> = Extract<ExecutionCommand, { type: T }>;

function refuseEnded(state: ExecutionState): void {
  if (isEnded(state))
    throw new AppError('EXECUTION_ENDED', `the execution has already ${state.status}`, { executionId: state.id, status: state.status });
}

/** Attempts in flight finish and are recorded; nothing new starts. Idempotent. */
export function pause(command: Of<'Pause'>, decision: Decision): void {
  const { state, emit } = decision;
  refuseEnded(state);
  if (state.status === 'paused' || state.phase !== null) return;
  if (state.openTasks.size > 0) emit({ type: 'ExecutionPausing', by: command.by, reason: command.reason });
  else emit({ type: 'ExecutionPaused', reason: command.reason });
  tellChildren(decision, 'Pause', command.reason);
}
/** Goes on where it stood: what became ready meanwhile, and timers that fell due. Idempotent. */
export function resume(command: Of<'Resume'>, decision: Decision): void {
  const { state, emit } = decision;
  refuseEnded(state);
  if (state.status !== 'paused' && state.phase !== 'pausing') return;
  // What runs inside its containers may not go on without the mutexes they held.
  if (state.ties.gate.size > 0) return;
  const { deferred, deferredScopes } = state;
  emit({ type: 'ExecutionResumed', by: command.by });
  tellChildren(decision, 'Resume', '');
  // Inline work that became possible meanwhile goes on in a decision of its own.
  if (state.blocked.size > 0) state.yielded = true;
  for (const { scope, node } of deferred) decision.ready.push({ scope, node });
  for (const key of deferredScopes) decision.scopes.add(key);
  deliverAllSignals(decision);
}
/** Ends an execution by command. Idempotent while it is stopping. */
export function stop(command: Of<'Stop'>, decision: Decision): void {
  const { state } = decision;
  if (state.status === 'stopped') return;
  refuseEnded(state);
  if (state.phase === 'stopping' || state.phase === 'compensating') return;
  endExecution(decision, { then: 'stopped', reason: command.reason }, command.callOff);
}

/** The one way to an early end: waits and retries are cancelled at once, attempts in flight may answer within their grace. */
export function endExecution(decision: Decision, end: NonNullable<ExecutionState['stopping']>, callOff = false): void {
  const { state, emit } = decision;
  if (state.phase === 'stopping' || state.phase === 'compensating' || isEnded(state)) return;
  for (const path of [...state.active]) {
    const node = state.nodes.get(path);
    if (node && !isUnderWay(node) && !(callOff ? mustFinish(state, node) : mustAnswer(state, node)))
      emit({ type: 'NodeCancelled', path, ending: true });
  }
  if (state.openTasks.size + state.ties.open.size > 0 || hasUncertain(state)) {
    emit({ type: 'ExecutionStopping', by: 'engine', ...end });
    tellChildren(decision, 'Stop', end.reason, callOff);
  } else undoOrConclude(decision, end);
}
/** What waits now is a container, or a call whose outcome nobody knows. */
function hasUncertain(state: ExecutionState): boolean {
  for (const path of state.waiting) if (!isUnderWay(state.nodes.get(path) as NodeState)) return true;
  return false;
}
/** Whether an early end has to wait for this node: what its attempt has done, or may have done, outside must be known first. */
function mustAnswer(state: ExecutionState, node: NodeState): boolean {
  if (
    node.status === 'uncertain' ||
    node.task?.started ||
    state.ties.open.has(node.path) ||
    (node.compensates && state.openTasks.has(node.path))
  )
    return true;
  const { effect } = node.plan;
  return state.openTasks.has(node.path) && effect !== 'none' && effect !== 'read';
}
/** Whether what is called off has to be waited for: only a call that was started and must not be repeated. */
const mustFinish = (state: ExecutionState, node: NodeState): boolean =>
  (node.task?.started ?? null) !== null || (node.child?.segment !== undefined && state.ties.open.has(node.path));
/** Once nothing is in flight any more, a stopping execution ends and a pausing one is paused. */
export function finishStopping(decision: Decision): void {
  const { state, emit } = decision;
  if (state.phase === 'pausing' && state.openTasks.size === 0) emit({ type: 'ExecutionPaused', reason: 'attempts in flight have ended' });
  if (state.phase === 'stopping' && state.openTasks.size + state.waiting.size + state.ties.open.size === 0 && state.stopping)
    undoOrConclude(decision, state.stopping);
}
/** Everything in flight has ended. */
function undoOrConclude(decision: Decision, end: NonNullable<ExecutionState['stopping']>): void {
  const { state, emit } = decision;
  const { then, reason, error } = end;
  if (then === 'completed' || !mustCompensate(state, then)) return conclude(decision, end);
  for (const path of [...state.active].reverse()) emit({ type: 'NodeCancelled', path, ending: true });
  emit({ type: 'ExecutionCompensating', by: 'engine', reason, then, ...(error === undefined ? {} : { error }) });
}
/** The execution is over. */
export function conclude(decision: Decision, end: NonNullable<ExecutionState['stopping']>): void {
  const { state, emit } = decision;
  for (const path of [...state.active].reverse()) emit({ type: 'NodeCancelled', path, ending: true });
  dropSignals(decision);
  switch (end.then) {
    case 'completed':
      return emit({ type: 'ExecutionCompleted', output: end.output ?? { value: null } });
    case 'failed':
      return emit({ type: 'ExecutionFailed', error: end.error ?? { code: 'INTERNAL', message: end.reason, path: null } });
    case 'stopped':
      return emit({ type: 'ExecutionStopped', reason: end.reason });
    default:
      return unreachable(end.then);
  }
}
