import { sha256Hex } from '../canonical.js';
import type { ExecutionCommand } from './events/commands.js';
import type { ExecutionState } from './state/state.js';

/*
 * An execution that somebody traces remembers the `traceparent` (https://www.w3.org/TR/trace-context/) of what started it. Its own span has an id that follows from
 * the execution's, so that whoever owns it, after however many days and restarts, speaks of the same span; and one that it starts has that span as its parent.
 */

/** The id of an execution's own span: 16 hex digits, never all zero. */
export const executionSpanId = (executionId: string): string => {
  const id = sha256Hex(`span of ${executionId}`).slice(0, 16);
  return /^0+$/.test(id) ? '0000000000000001' : id;
};
/** The trace of a `traceparent`: 32 hex digits. */
export const traceIdIn = (traceparent: string): string => traceparent.slice(3, 35);

/** What an execution says to others of its trace; `null` where nobody traces it. */
export const ownTraceparent = ({ traceparent, id }: Pick<ExecutionState, 'traceparent' | 'id'>): string | null =>
  traceparent === null ? null : `00-${traceIdIn(traceparent)}-${executionSpanId(id)}-01`;

/** What starts another execution starts it in its own trace. */
export function tracedFurther(command: ExecutionCommand, state: ExecutionState): ExecutionCommand {
  const traceparent = command.type === 'StartExecution' ? ownTraceparent(state) : null;
  return traceparent === null ? command : ({ ...command, traceparent } as ExecutionCommand);
}
