import { AppError } from '../errors/app-error.js';
import { fitsInline, utf8Length } from '../execution/hold.js';
import { isRef, type Held, type Json } from '../json.js';
import { ticketOf } from './mutex.js';
import type { Claimant, KeyedSignalCommand } from './shared-commands.js';
import type { KeyedSignalEvent } from './shared-events.js';
import type { SharedDecision, SharedKindRules } from './shared-kind.js';

/*
 * I1  A signal goes to one waiter; it is that waiter's once it has said so. One whose waiter gives up comes back, ahead of all others.
 * I2  Signals go out in order of arrival, to waiters in order of arrival.
 * I3  The same id twice within REMEMBERED_MS is one signal.
 */
export const MAX_KEPT_SIGNALS = 1_000;
export const MAX_KEPT_BYTES = 1024 * 1024;
/** How long the id of a signal is remembered, and how long one is kept by default. */
export const REMEMBERED_MS = 24 * 3600 * 1000;
const MAX_REMEMBERED = 100_000;

export interface KeptSignal {
  readonly id: string;
  readonly payload: Held;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}
export interface KeyedSignalState {
  readonly key: string;
  /** By id, the next to go out first. */
  kept: Map<string, KeptSignal>;
  bytes: number;
  nextExpiry: number | null;
  /** By `ticketOf`, in order of arrival. */
  readonly waiters: Map<string, Claimant>;
  /** On their way, by the waiter's ticket. */
  readonly sent: Map<string, { readonly claimant: Claimant; readonly signal: KeptSignal }>;
  /** Ids that have arrived, and until when they are remembered; oldest first. */
  readonly seen: Map<string, number>;
}

/** Signals that are addressed by name and key instead of by execution: kept until somebody waits, for those who wait until one comes. */
export const keyedSignalRules: SharedKindRules<KeyedSignalState, KeyedSignalCommand, KeyedSignalEvent> = {
  create: (key) => ({ key, kept: new Map(), bytes: 0, nextExpiry: null, waiters: new Map(), sent: new Map(), seen: new Map() }),
  decide(command, state, decision) {
    switch (command.type) {
      case 'SharedSignal':
        return receive(command, state, decision);
      case 'SharedAwait':
        return wait(command.claimant, state, decision);
      case 'SharedTaken':
        if (state.sent.get(ticketOf(command.claimant))?.signal.id === command.id)
          decision.emit({ type: 'KeyedSignalReceived', claimant: command.claimant });
        return;
      case 'SharedForgo':
        return forgo(command.claimant, state, decision);
    }
  },
  wake: expire,
  apply(state, event, at) {
    for (const [id, until] of state.seen) {
      if (until > at && state.seen.size <= MAX_REMEMBERED) break;
      state.seen.delete(id);
    }
    applyEvent(state, event, at);
  },
  isIdle: ({ kept, waiters, sent }) => kept.size + waiters.size + sent.size === 0,
  wakeAt: ({ nextExpiry }) => nextExpiry,
  toJson: ({ key, kept, waiters, sent, seen }) =>
    ({ key, kept: [...kept.values()], waiters: [...waiters.values()], sent: [...sent.values()], seen: [...seen] }) as unknown as Json,
  fromJson(json) {
    const { key, kept, waiters, sent, seen } = json as unknown as KeyedJson;
    const state = keyedSignalRules.create(key);
    for (const signal of kept) put(state, signal);
    for (const claimant of waiters) state.waiters.set(ticketOf(claimant), claimant);
    for (const one of sent) state.sent.set(ticketOf(one.claimant), one);
    for (const [id, until] of seen) state.seen.set(id, until);
    return state;
  },
};
interface KeyedJson {
  readonly key: string;
  readonly kept: readonly KeptSignal[];
  readonly waiters: readonly Claimant[];
  readonly sent: readonly { readonly claimant: Claimant; readonly signal: KeptSignal }[];
  readonly seen: readonly (readonly [string, number])[];
}

function receive(command: KeyedSignalCommand & { type: 'SharedSignal' }, state: KeyedSignalState, decision: SharedDecision): void {
  const { id, payload, ttlMs } = command;
  if ((state.seen.get(id) ?? 0) > decision.at) return;
  const expiresAt = decision.at + ttlMs;
  const waiter = firstOf(state.waiters);
  if (waiter) {
    decision.emit({ type: 'KeyedSignalSent', id, claimant: waiter, payload, expiresAt });
    return tell(state, waiter, decision);
  }
  const full = state.kept.size >= MAX_KEPT_SIGNALS || (state.kept.size > 0 && state.bytes + sizeOf(payload) > MAX_KEPT_BYTES);
  if (full)
    throw new AppError(
      'SIGNALS_FULL',
      `${state.kept.size} signals of ${state.bytes} bytes wait to be taken: at most ${MAX_KEPT_SIGNALS} of ${MAX_KEPT_BYTES} bytes are kept`,
      {},
      { retryAfterSeconds: 5 },
    );
  decision.emit({ type: 'KeyedSignalKept', id, payload, expiresAt });
}
function wait(claimant: Claimant, state: KeyedSignalState, decision: SharedDecision): void {
  const ticket = ticketOf(claimant);
  if (state.sent.has(ticket)) return tell(state, claimant, decision);
  if (state.waiters.has(ticket)) return;
  expire(state, decision);
  const signal = firstOf(state.kept);
  if (!signal) return decision.emit({ type: 'KeyedWaiterQueued', claimant });
  decision.emit({ type: 'KeyedSignalSent', id: signal.id, claimant, expiresAt: signal.expiresAt });
  tell(state, claimant, decision);
}
function forgo(claimant: Claimant, state: KeyedSignalState, decision: SharedDecision): void {
  const ticket = ticketOf(claimant);
  if (!state.waiters.has(ticket) && !state.sent.has(ticket)) return;
  decision.emit({ type: 'KeyedWaiterGone', claimant });
  expire(state, decision);
  const [waiter, signal] = [firstOf(state.waiters), firstOf(state.kept)];
  if (!waiter || !signal) return;
  decision.emit({ type: 'KeyedSignalSent', id: signal.id, claimant: waiter, expiresAt: signal.expiresAt });
  tell(state, waiter, decision);
}
function tell({ key, sent }: KeyedSignalState, claimant: Claimant, decision: SharedDecision): void {
  const { id, payload } = (sent.get(ticketOf(claimant)) as { signal: KeptSignal }).signal;
  const { execution, path, ticket } = claimant;
  decision.send(execution, { type: 'DeliverSignal', path, ticket, key, id, payload });
}
function expire({ kept, nextExpiry }: KeyedSignalState, decision: SharedDecision): void {
  if (nextExpiry === null || nextExpiry > decision.at) return;
  const ids = [...kept.values()].filter(({ expiresAt }) => expiresAt <= decision.at).map(({ id }) => id);
  decision.emit({ type: 'KeyedSignalsExpired', ids });
}

function applyEvent(state: KeyedSignalState, event: KeyedSignalEvent, at: number): void {
  switch (event.type) {
    case 'KeyedSignalKept': {
      const { id, payload, expiresAt } = event;
      put(state, { id, payload, expiresAt });
      state.seen.set(id, at + REMEMBERED_MS);
      return;
    }
    case 'KeyedWaiterQueued':
      state.waiters.set(ticketOf(event.claimant), event.claimant);
      return;
    case 'KeyedSignalSent': {
      const { id, claimant, payload, expiresAt } = event;
      const signal = payload === undefined ? take(state, id) : { id, payload, expiresAt };
      if (payload !== undefined) state.seen.set(id, at + REMEMBERED_MS);
      state.waiters.delete(ticketOf(claimant));
      state.sent.set(ticketOf(claimant), { claimant, signal });
      return;
    }
    case 'KeyedSignalReceived':
      state.sent.delete(ticketOf(event.claimant));
      return;
    case 'KeyedWaiterGone': {
      const ticket = ticketOf(event.claimant);
      const back = state.sent.get(ticket)?.signal;
      state.waiters.delete(ticket);
      state.sent.delete(ticket);
      if (!back) return;
      const later = [...state.kept.values()];
      state.kept = new Map();
      state.bytes = 0;
      for (const signal of [back, ...later]) put(state, signal);
      return;
    }
    case 'KeyedSignalsExpired':
      for (const id of event.ids) take(state, id);
  }
}
function put(state: KeyedSignalState, signal: KeptSignal): void {
  state.kept.set(signal.id, signal);
  state.bytes += sizeOf(signal.payload);
  if (state.nextExpiry === null || signal.expiresAt < state.nextExpiry) state.nextExpiry = signal.expiresAt;
}
function take(state: KeyedSignalState, id: string): KeptSignal {
  const signal = state.kept.get(id) as KeptSignal;
  state.kept.delete(id);
  state.bytes -= sizeOf(signal.payload);
  if (signal.expiresAt === state.nextExpiry) state.nextExpiry = earliest(state.kept);
  return signal;
}
function earliest(kept: ReadonlyMap<string, KeptSignal>): number | null {
  let found: number | null = null;
  for (const { expiresAt } of kept.values()) if (found === null || expiresAt < found) found = expiresAt;
  return found;
}
const firstOf = <T>(map: ReadonlyMap<string, T>): T | undefined => {
  for (const value of map.values()) return value;
  return undefined;
};
/** Bytes of JSON text, as the limit counts them. */
const sizeOf = (payload: Held): number =>
  isRef(payload) ? 128 : fitsInline(payload.value, 256) ? 256 : utf8Length(JSON.stringify(payload.value));
