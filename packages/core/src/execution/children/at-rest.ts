import { isEnded, type ExecutionState } from '../state/state.js';

/** An execution with more bodies than that is looked at as a whole. */
const MAX_SCOPES = 64;

/** Whether an open execution has nothing under way but subflows: it goes on with what they tell it, or with a timer of its own. */
export function waitsForChildren(state: ExecutionState): boolean {
  const { ties, openTasks, blocked, retrying, scopes } = state;
  if (ties.open.size === 0 || openTasks.size + blocked.size + retrying.size > 0) return false;
  if (isEnded(state) || state.copying || state.imported || state.status === 'paused' || state.phase === 'pausing') return false;
  if (scopes.size > MAX_SCOPES) return false;
  // A body without a token completes as soon as it has the values for its output.
  for (const scope of scopes.values()) if (scope.base === scope && scope.open === 0) return false;
  return true;
}
