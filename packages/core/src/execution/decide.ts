import { AppError } from '../errors/app-error.js';
import { unreachable } from '../unreachable.js';
import { answerInput } from './human-node.js';
import { continueBlocked } from './continue.js';
import { randomFrom, type Decision, type Emit, type Envelope } from './decider.js';
import { finishStopping, pause, resume, stop } from './lifecycle.js';
import { settle } from './settle.js';
import { receiveSignal } from './signals.js';
import { startExecution } from './start.js';
import { isEnded, type ExecutionState } from './state.js';
import { endTask, loseTask, recordStep, resolveUncertain, startEffect } from './task-node.js';
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
  const decision: Decision = {
    state,
    emit,
    at,
    random: randomFrom(seed),
    ready: [],
    scopes: new Set(),
    send: (to, message) => void state.outbox.push({ to, command: message }),
  };
  if (command.type !== 'StartExecution' && state.seq === 0) {
    throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId: state.id });
  }
  switch (command.type) {
    case 'StartExecution':
      startExecution(command, decision);
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
    case 'LoseTask':
      loseTask(command, decision);
      break;
    case 'Wake':
      wake(decision);
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
    case 'Stop':
      stop(command, decision);
      break;
    default:
      return unreachable(command);
  }
  settle(decision);
  if (!isEnded(state)) finishStopping(decision);
}
