import type { ExecutionEventBody } from '../events/events.js';
import type { ExecutionState } from '../state/state.js';

/** The execution around this one asked for something: what it said before is past. */
export function orderHeard(state: ExecutionState, { n, what, budget }: Extract<ExecutionEventBody, { type: 'OrderHeard' }>): void {
  state.heard = n;
  if (budget) state.given = budget;
  if (what === 'RetryExecution') {
    state.alone = false;
    state.retryAsked = state.phase === 'stopping' || state.phase === 'compensating';
  } else if (what === 'Stop' || what === 'Compensate') state.retryAsked = false;
}
