import type { ExecutionCommand } from '../events/commands.js';
import type { Decision } from '../decider.js';
import { isEnded } from '../state/state.js';

/** Closes a foreign history: what had not ended there has stopped here, as evidence. */
export function importExecution({ by, sha256 }: Extract<ExecutionCommand, { type: 'ImportExecution' }>, { state, emit }: Decision): void {
  emit({ type: 'ExecutionImported', by, sha256, stopped: !isEnded(state) });
}
