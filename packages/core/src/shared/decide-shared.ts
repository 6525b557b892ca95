import { AppError } from '../errors/app-error.js';
import type { Decision } from '../execution/decider.js';
import { isSharedCommand, type SharedCommand } from './shared-commands.js';
import type { SharedDecision } from './shared-kind.js';
import { rulesOf, type SharedState } from './shared-state.js';

/** Commands to a shared decider, created by its first one. `Wake` acts on what is due. @throws AppError EXECUTION_NOT_FOUND for anything else: it is no execution */
export function decideShared(command: SharedCommand | { readonly type: string }, decision: Decision): void {
  const { state, emit, at, send } = decision;
  const tools: SharedDecision = { org: state.org, at, emit, send };
  if (isSharedCommand(command)) {
    if (state.seq > 0 && state.shared?.kind !== command.kind) throw notFound(state.id);
    if (state.seq === 0) emit({ type: 'SharedOpened', kind: command.kind, key: command.key });
    return rulesOf(command.kind).decide(command, (state.shared as SharedState).value, tools);
  }
  if (command.type !== 'Wake' || !state.shared) throw notFound(state.id);
  rulesOf(state.shared.kind).wake(state.shared.value, tools);
}
const notFound = (executionId: string): AppError => new AppError('EXECUTION_NOT_FOUND', 'no execution has this id', { executionId });
