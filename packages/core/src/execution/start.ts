import { AppError } from '../errors/app-error.js';
import type { StartExecution } from './events/commands.js';
import type { Decision } from './decider.js';
import { follow } from './settle.js';
import type { ScopeState } from './state/state.js';

/** Begins an execution. A repeat under the same start key and body says nothing; another body is refused. */
export function startExecution(command: StartExecution, decision: Decision): void {
  const { state, emit, at } = decision;
  if (state.seq > 0) {
    if (state.bodyHash === command.bodyHash) return;
    throw new AppError('IDEMPOTENCY_MISMATCH', 'this key has already started an execution with another body', { executionId: state.id });
  }
  const { type: _, ...fields } = command;
  const { timeoutSeconds } = state.plan;
  emit({ type: 'ExecutionStarted', ...fields, deadline: timeoutSeconds === undefined ? null : at + timeoutSeconds * 1000 });
  follow(decision, state.scopes.get('') as ScopeState, state.plan.root.start);
}
