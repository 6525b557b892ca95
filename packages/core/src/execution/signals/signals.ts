import { AppError } from '../../errors/app-error.js';
import { isRef, type Held } from '../../json.js';
import type { ExecutionCommand } from '../events/commands.js';
import { advance } from '../containers/containers.js';
import type { Decision } from '../decider.js';
import { holding } from '../state/evolve.js';
import { fitsInline, utf8Length } from '../hold.js';
import { takeSignal } from './signal-node.js';
import type { BufferedSignal } from './signal-state.js';
import { isEnded, type ExecutionState } from '../state/state.js';

/** What an execution keeps of signals that nobody waits for yet: beyond, the sender has to come again (DESIGN 5.13). */
export const MAX_BUFFERED_SIGNALS = 1_000;
export const MAX_BUFFERED_BYTES = 1024 * 1024;

/**
 * A signal arrives: the first node that waits for its name takes it, else it is kept until one does. The same id twice is one signal.
 * @throws AppError EXECUTION_ENDED, SIGNALS_FULL
 */
export function receiveSignal(command: Extract<ExecutionCommand, { type: 'SendSignal' }>, decision: Decision): void {
  const { state, emit } = decision;
  const { id, name, payload } = command;
  if (state.signals.ids.has(id)) return;
  if (isEnded(state))
    throw new AppError('EXECUTION_ENDED', `the execution has already ${state.status}`, { executionId: state.id, status: state.status });
  const size = sizeOf(payload);
  const { buffer, bytes } = state.signals;
  if (buffer.size >= MAX_BUFFERED_SIGNALS || (buffer.size > 0 && bytes + size > MAX_BUFFERED_BYTES))
    throw new AppError(
      'SIGNALS_FULL',
      `${buffer.size} signals of ${bytes} bytes wait to be taken: at most ${MAX_BUFFERED_SIGNALS} of ${MAX_BUFFERED_BYTES} bytes are kept`,
      { executionId: state.id },
      { retryAfterSeconds: 5 },
    );
  emit({ type: 'SignalReceived', n: state.signals.last + 1, id, name, payload, size });
  deliverSignals(decision, name);
}
/** Size of a kept payload in bytes of JSON text, as the limits count it. */
export const sizeOf = (payload: Held): number =>
  isRef(payload) ? 128 : fitsInline(payload.value, 256) ? 256 : utf8Length(JSON.stringify(payload.value));

/** Offers what is kept under `name` to those who wait for it, first come first served, until one side has nothing left. */
export function deliverSignals(decision: Decision, name: string): void {
  const { state } = decision;
  for (;;) {
    if (holding(state) || state.phase !== null || isEnded(state)) return;
    const before = state.seq;
    for (const path of state.signals.listeners.get(name) ?? []) {
      offer(decision, path, name);
      if (state.seq !== before) break;
    }
    if (state.seq === before) return;
  }
}
/** After a pause: whatever arrived meanwhile finds those who waited for it. */
export function deliverAllSignals(decision: Decision): void {
  for (const name of new Set([...decision.state.signals.buffer.values()].map((signal) => signal.name))) deliverSignals(decision, name);
}
/** The node at `path` takes the next signal it wants, if there is one. Says nothing otherwise. */
function offer(decision: Decision, path: string, name: string): void {
  const { state } = decision;
  const node = state.nodes.get(path);
  switch (node?.plan.kind) {
    case 'signal': {
      const signal = firstSignal(state, name);
      if (signal) takeSignal(decision, path, signal);
      return;
    }
    case 'map':
    case 'statemachine':
      return advance(decision, path);
    default:
      return;
  }
}
/** The oldest kept signal of one of these names. */
export function firstSignal(state: ExecutionState, ...names: readonly string[]): BufferedSignal | undefined {
  for (const signal of state.signals.buffer.values()) if (names.includes(signal.name)) return signal;
  return undefined;
}
/** The end of an execution: what nobody has taken is dropped, and that is on record. */
export function dropSignals({ state, emit }: Decision): void {
  for (const { n, payload } of [...state.signals.buffer.values()]) emit({ type: 'SignalDropped', n, size: sizeOf(payload) });
}
