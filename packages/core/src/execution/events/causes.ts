import type { ExecutionCommand } from './commands.js';
import type { Cause } from './commit.js';
import type { Envelope } from '../decider.js';
import type { ExecutionEvent } from './events.js';

/*
 * A commit records why it happened. What a command carried is usually in the events it led to, so the cause says only "see the event":
 * large values are written once. Rebuilding gives the very command that was decided.
 */

/** The cause of `events`, without what the events repeat. */
export function toCause({ command, at, id, seed }: Envelope, events: readonly ExecutionEvent[]): Cause {
  return { command: shorten(command, events), at, id, seed };
}
function shorten(command: ExecutionCommand, events: readonly ExecutionEvent[]): ExecutionCommand {
  const first = events[0];
  if (first === undefined) return command;
  switch (command.type) {
    case 'StartExecution':
      return first.type === 'ExecutionStarted' ? ({ type: 'StartExecution', from: first.seq } as unknown as ExecutionCommand) : command;
    case 'EndTask':
      if (command.outcome.status !== 'completed' || first.type !== 'NodeCompleted') return command;
      return { type: 'EndTask', path: command.path, attempt: command.attempt, from: first.seq } as unknown as ExecutionCommand;
    case 'RecordStep':
      return first.type === 'StepRecorded'
        ? ({ type: 'RecordStep', path: command.path, attempt: command.attempt, from: first.seq } as unknown as ExecutionCommand)
        : command;
    case 'SendSignal':
      return first.type === 'SignalReceived'
        ? ({ type: 'SendSignal', by: command.by, from: first.seq } as unknown as ExecutionCommand)
        : command;
    case 'CopyEvents':
      return { type: 'CopyEvents', count: command.count, first: first.seq } as unknown as ExecutionCommand;
    case 'ReserveCall':
      return first.type === 'CallReserved' && events.length === 1
        ? ({ type: 'ReserveCall', from: first.seq } as unknown as ExecutionCommand)
        : command;
    case 'AnswerInput':
      return first.type === 'NodeCompleted'
        ? ({ type: 'AnswerInput', path: command.path, by: command.by, from: first.seq } as unknown as ExecutionCommand)
        : command;
    default:
      return command;
  }
}
/** Whether the events behind this cause came from elsewhere: nothing here decided them. */
export const isGiven = ({ command }: Cause): boolean => command.type === 'CopyEvents';
/** The command as it was decided; `events` are those of the cause's own commit. @throws RangeError when the commit does not hold the event it points at */
export function fromCause(cause: Cause, events: readonly ExecutionEvent[]): Envelope {
  const { at, id, seed } = cause;
  if (cause.command.type === 'CopyEvents') return { command: recopied(cause.command, events), at, id, seed };
  const { from, ...rest } = cause.command as ExecutionCommand & { readonly from?: number };
  if (from === undefined) return { command: cause.command, at, id, seed };
  const event = events.find((candidate) => candidate.seq === from);
  if (event === undefined) throw new RangeError(`commit without the event ${from} that its cause points at`);
  return { command: lengthen(rest as ExecutionCommand, event), at, id, seed };
}
function recopied(command: ExecutionCommand & { readonly type: 'CopyEvents' }, events: readonly ExecutionEvent[]): ExecutionCommand {
  const { count, first } = command as typeof command & { readonly first: number };
  return { type: 'CopyEvents', count, events: events.filter(({ seq }) => seq >= first && seq < first + count) };
}
function lengthen(command: ExecutionCommand, event: ExecutionEvent): ExecutionCommand {
  if (event.type === 'ExecutionStarted') {
    const { type: _type, seq: _seq, at: _at, v: _v, deadline: _deadline, ...fields } = event;
    return { type: 'StartExecution', ...fields };
  }
  if (event.type === 'CallReserved') {
    const { path, attempt, index, token, name, route, cost, tokens, calls, org } = event;
    return { type: 'ReserveCall', path, attempt, index, token, name, route, cost, tokens, calls, ...(org && { org }) };
  }
  if (event.type === 'StepRecorded' && command.type === 'RecordStep') return { ...command, step: event.step };
  if (event.type === 'SignalReceived' && command.type === 'SendSignal')
    return { ...command, name: event.name, id: event.id, payload: event.payload };
  if (event.type === 'NodeCompleted' && command.type === 'AnswerInput') return { ...command, value: event.output };
  if (event.type === 'NodeCompleted' && command.type === 'EndTask')
    return { ...command, outcome: { status: 'completed', output: event.output } };
  throw new RangeError(`a cause of type ${command.type} points at an event of type ${event.type}`);
}
