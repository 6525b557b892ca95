import type { Commit } from '../events/commit.js';
import { evolve } from './evolve.js';
import type { ExecutionEvent } from '../events/events.js';
import type { ExecutionState } from './state.js';
import { upcast } from '../events/upcast.js';

/** Folds a commit's events into the state. @throws RangeError when the numbering has a gap: the history is not whole */
export function foldCommit(state: ExecutionState, commit: Pick<Commit, 'events' | 'at'> & Partial<Pick<Commit, 'imported'>>): void {
  if (commit.imported) state.imported = true;
  for (const recorded of commit.events) {
    const event = upcast(recorded);
    if (event.seq !== state.seq + 1) throw new RangeError(`event ${event.seq} follows ${state.seq}`);
    evolve(state, event, timeOf(event, commit));
  }
}
export const timeOf = (event: ExecutionEvent, commit: Pick<Commit, 'at'>): number => event.at ?? commit.at;
