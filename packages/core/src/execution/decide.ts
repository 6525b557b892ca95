import { AppError } from '../errors/app-error.js';
import { SmallSet } from '../lazy-collections.js';
import { unreachable } from '../unreachable.js';
import { compensateByCommand, compensateOn, compensateOwed } from './recovery/compensate.js';
import { addItems } from './containers/add-items.js';
import { declineRetry, reportNotStarted } from './children/child-retry.js';
import { answerInput } from './nodes/human-node.js';
import { continueBlocked } from './continue.js';
import { randomFrom, type Decision, type Emit, type Envelope } from './decider.js';
import { finishStopping, pause, resume, stop } from './lifecycle.js';
import { hearAllowance } from './budgets/allowances.js';
import { reserveCall } from './budgets/reserve-call.js';
import { copyEvents, finishFork, refuseUnlessOwn } from './recovery/fork.js';
import { importExecution } from './recovery/import-execution.js';
import { retryExecution } from './recovery/retry.js';
import { decideShared } from '../shared/decide-shared.js';
import { isSharedCommand } from '../shared/shared-commands.js';
import { deliverSignal } from './signals/keyed-signal-node.js';
import { lettingGo } from './let-go.js';
import { mutexGranted } from './nodes/mutex-node.js';
import { follows, retriesOnceEnded } from './children/orders.js';
import { endChild } from './children/subflow-node.js';
import { settle } from './settle.js';
import { receiveSignal } from './signals/signals.js';
import { startExecution } from './start.js';
import { isEnded, type ExecutionState } from './state/state.js';
import { endTask, loseTask, recordStep, resolveUncertain, startEffect } from './nodes/task-node.js';
import { tracedFurther } from './trace-context.js';
import { wake } from './wake.js';

/*
 * I1  Pure: no clock, randomness or I/O. Time, ids and the seed arrive in the envelope; the same envelope on the same state emits the same events.
 * I2  Checks come first: a command that throws has emitted nothing.
 * I3  Each emitted event has evolved the state on return from `emit`; inline nodes run to quiescence before `decide` returns.
 * I4  Cost follows what changed, never the size of the execution.
 */

/**
 * Says what happens when a command meets `state`. A late or repeated one emits nothing; an illegal one throws.
 * Afterwards `state.blobs` holds large values to be stored before the commit, `state.needs` digests to be loaded for a `Continue`.
 * @throws AppError EXECUTION_NOT_FOUND, EXECUTION_ENDED, IDEMPOTENCY_MISMATCH, NODE_NOT_FOUND, INPUT_NOT_WAITING, ALREADY_ANSWERED, NOT_UNCERTAIN, INVALID_INPUT
 */
export function decide(envelope: Envelope, state: ExecutionState, emit: Emit): void {
  const { command, at, seed } = envelope;
  const send: Decision['send'] = (to, message) =>
    void state.outbox.push({ to, command: state.traceparent === null ? message : tracedFurther(message, state) });
  const decision: Decision = {
    state,
    emit: lettingGo(state, emit, send),
    at,
    random: randomFrom(seed),
    ready: [],
    scopes: new SmallSet(),
    from: state.seq,
    spent: { bytes: 0 },
    send,
  };
  if (state.shared !== null || isSharedCommand(command)) return decideShared(command, decision);
  if (command.type !== 'StartExecution' && command.type !== 'CopyEvents' && state.seq === 0) {
    throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: state.id });
  }
  if (state.copying || state.imported) refuseUnlessOwn(command, state);
  // A copy that broke off never becomes an execution of its own.
  if (state.copying && command.type === 'Stop') return emit({ type: 'ExecutionStopped', reason: command.reason });
  const wasEnded = isEnded(state);
  if ('order' in command && command.order && !follows(command, command.order, decision)) return;
  switch (command.type) {
    case 'RetryExecution':
      retryExecution(command, decision);
      break;
    case 'CopyEvents':
      return copyEvents(command, decision);
    case 'FinishFork':
      finishFork(command, decision);
      break;
    case 'ImportExecution':
      return importExecution(command, decision);
    case 'StartExecution':
      startExecution(command, decision);
      break;
    case 'EndChild':
      endChild(command, decision);
      break;
    case 'DeclineRetry':
      declineRetry(command, decision);
      break;
    case 'ReportNotStarted':
      return reportNotStarted(command, decision);
    case 'MutexGranted':
      mutexGranted(command, decision);
      break;
    case 'DeliverSignal':
      deliverSignal(command, decision);
      break;
    case 'Continue':
      continueBlocked(command, decision);
      break;
    case 'RecordStep':
      recordStep(command, decision);
      break;
    case 'StartEffect':
      startEffect(command, decision);
      break;
    case 'EndTask':
      endTask(command, decision);
      break;
    case 'ReserveCall':
      reserveCall(command, decision);
      break;
    case 'GrantAllowance':
    case 'RefuseAllowance':
    case 'RecallAllowance':
      hearAllowance(command, decision);
      break;
    case 'LoseTask':
      loseTask(command, decision);
      break;
    case 'Wake':
      wake(decision);
      break;
    case 'AddItems':
      addItems(command, decision);
      break;
    case 'AnswerInput':
      answerInput(command, decision);
      break;
    case 'ResolveUncertain':
      resolveUncertain(command, decision);
      break;
    case 'SendSignal':
      receiveSignal(command, decision);
      break;
    case 'Pause':
      pause(command, decision);
      break;
    case 'Resume':
      resume(command, decision);
      break;
    case 'Compensate':
      if (state.status === 'completed' || state.phase === 'compensating' || (state.segment && wasEnded))
        compensateByCommand(command, decision);
      else stop({ type: 'Stop', by: command.by, reason: command.reason }, decision);
      break;
    case 'Stop':
      stop(command, decision);
      break;
    default:
      return unreachable(command);
  }
  runOn(decision);
  if (!wasEnded && isEnded(state) && retriesOnceEnded(decision)) runOn(decision);
}
/** Everything that follows without anybody asking. */
function runOn(decision: Decision): void {
  compensateOwed(decision);
  settle(decision);
  if (!isEnded(decision.state)) finishStopping(decision);
  compensateOn(decision);
}
