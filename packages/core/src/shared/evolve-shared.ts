import type { ExecutionState } from '../execution/state/state.js';
import type { SharedEventBody } from './shared-events.js';
import { RESERVED } from './shared-plan.js';
import { createShared, isSharedIdle, rulesOf, type SharedState } from './shared-state.js';

/** The path of a shared decider's one timer. */
const DUE = 'due';

/** Folds an event of a shared decider: its own state, when it wants to be woken, and whether it is busy (`waiting`) or idle (`completed`, yet never ended). */
export function evolveShared(state: ExecutionState, event: SharedEventBody, at: number): void {
  if (event.type === 'SharedOpened') {
    state.shared = createShared(event.kind, event.key);
    state.workflowId = state.workflowName = RESERVED + event.kind;
    state.createdAt = at;
  } else {
    const { kind, value } = state.shared as SharedState;
    rulesOf(kind).apply(value, event, at);
  }
  const shared = state.shared as SharedState;
  state.status = isSharedIdle(shared) ? 'completed' : 'waiting';
  const dueAt = rulesOf(shared.kind).wakeAt(shared.value);
  if (dueAt === null) state.timers.clear(DUE);
  else if (state.timers.get(DUE)?.dueAt !== dueAt) state.timers.set({ path: DUE, dueAt, purpose: 'shared' });
}
