import type { Json } from '../json.js';
import type { Claimant, MutexCommand } from './shared-commands.js';
import type { MutexEvent } from './shared-events.js';
import type { SharedDecision, SharedKindRules } from './shared-kind.js';

/*
 * I1  At most one claimant holds it; the next gets it in the same commit in which the holder lets go.
 * I2  Order is that of arrival.
 * I3  A claimant that asks again learns again what it was told; one that is given what it no longer wants gives it back.
 */
export interface MutexState {
  readonly key: string;
  holder: Claimant | null;
  /** By `ticketOf`, in order of arrival: a place is found, taken and given up in constant time. */
  readonly queue: Map<string, Claimant>;
}
export const ticketOf = ({ execution, path, ticket }: Claimant): string => `${execution} ${ticket} ${path}`;
const holds = ({ holder }: MutexState, claimant: Claimant): boolean => holder !== null && ticketOf(holder) === ticketOf(claimant);

/** One at a time per key: who asks first is served first. */
export const mutexRules: SharedKindRules<MutexState, MutexCommand, MutexEvent> = {
  create: (key) => ({ key, holder: null, queue: new Map() }),
  decide({ type, claimant }, state, decision) {
    if (type === 'SharedRelease') return release(state, claimant, decision);
    if (holds(state, claimant)) return tell(state, claimant, decision);
    if (state.queue.has(ticketOf(claimant))) return;
    if (state.holder === null) return hand(state, claimant, decision);
    decision.emit({ type: 'MutexQueued', claimant });
  },
  wake: () => undefined,
  apply(state, { type, claimant }) {
    switch (type) {
      case 'MutexQueued':
        state.queue.set(ticketOf(claimant), claimant);
        return;
      case 'MutexHanded':
        state.queue.delete(ticketOf(claimant));
        state.holder = claimant;
        return;
      case 'MutexReleased':
        if (holds(state, claimant)) state.holder = null;
        else state.queue.delete(ticketOf(claimant));
    }
  },
  isIdle: ({ holder }) => holder === null,
  wakeAt: () => null,
  toJson: ({ key, holder, queue }) => ({ key, holder, queue: [...queue.values()] }) as unknown as Json,
  fromJson(json) {
    const { key, holder, queue } = json as unknown as { key: string; holder: Claimant | null; queue: readonly Claimant[] };
    return { key, holder, queue: new Map(queue.map((claimant) => [ticketOf(claimant), claimant])) };
  },
};
function release(state: MutexState, claimant: Claimant, decision: SharedDecision): void {
  if (!holds(state, claimant) && !state.queue.has(ticketOf(claimant))) return;
  decision.emit({ type: 'MutexReleased', claimant });
  const next = state.holder === null ? state.queue.values().next() : undefined;
  if (next && !next.done) hand(state, next.value, decision);
}
function hand(state: MutexState, claimant: Claimant, decision: SharedDecision): void {
  decision.emit({ type: 'MutexHanded', claimant });
  tell(state, claimant, decision);
}
function tell({ key }: MutexState, { execution, path, ticket }: Claimant, decision: SharedDecision): void {
  decision.send(execution, { type: 'MutexGranted', path, ticket, key });
}
