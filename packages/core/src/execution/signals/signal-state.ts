import type { Held } from '../../json.js';
import { LazyMap, SmallSet } from '../../lazy-collections.js';
import type { ExecutionEventBody } from '../events/events.js';
import type { ExecutionState } from '../state/state.js';

/** A signal that nobody has taken yet. */
export interface BufferedSignal {
  /** Its number within the execution, from 1, in order of arrival. */
  readonly n: number;
  readonly id: string;
  readonly name: string;
  readonly payload: Held;
}
/**
 * Signals of an execution (DESIGN 5.13).
 * I1  `buffer` is in order of arrival across names.
 * I2  `listeners` names, for each signal, the paths that wait for it, first come first.
 */
export interface SignalState {
  /** Number of the last signal that arrived. */
  last: number;
  readonly buffer: Map<number, BufferedSignal>;
  /** JSON bytes of the buffered payloads, roughly. */
  bytes: number;
  /** Ids that have arrived, oldest first: the same id twice is one signal. */
  readonly ids: Set<string>;
  readonly listeners: Map<string, Set<string>>;
}
export const noSignals = (): SignalState => ({ last: 0, buffer: new LazyMap(), bytes: 0, ids: new SmallSet(), listeners: new LazyMap() });

/** Ids that are remembered: more signals than that in one execution, and the oldest may repeat. */
const REMEMBERED_IDS = 10_000;

type Of<T extends ExecutionEventBody['type']> = Extract<ExecutionEventBody, { type: T }>;

export function signalReceived(state: ExecutionState, { n, id, name, payload, size }: Of<'SignalReceived'>): void {
  const { signals } = state;
  signals.last = n;
  signals.buffer.set(n, { n, id, name, payload });
  signals.bytes += size;
  signals.ids.add(id);
  if (signals.ids.size > REMEMBERED_IDS) for (const oldest of signals.ids) return void signals.ids.delete(oldest);
}
export function signalGone({ signals }: ExecutionState, { n, size }: { readonly n: number; readonly size: number }): void {
  if (signals.buffer.delete(n)) signals.bytes -= size;
}
/** The node at `path` wants signals of this name from now on. */
export function listen({ signals }: ExecutionState, name: string, path: string): void {
  const paths = signals.listeners.get(name);
  if (paths) paths.add(path);
  else signals.listeners.set(name, new Set([path]));
}
export function unlisten({ signals }: ExecutionState, name: string, path: string): void {
  const paths = signals.listeners.get(name);
  if (paths?.delete(path) && paths.size === 0) signals.listeners.delete(name);
}
/** As a snapshot keeps it. */
export const signalsToJson = ({ last, buffer, bytes, ids, listeners }: SignalState) => ({
  last,
  buffer: [...buffer.values()],
  bytes,
  ids: [...ids],
  listeners: [...listeners].map(([name, paths]) => [name, [...paths]] as const),
});
export function signalsFromJson(json: ReturnType<typeof signalsToJson>): SignalState {
  return {
    last: json.last,
    buffer: new LazyMap(json.buffer.map((signal) => [signal.n, signal])),
    bytes: json.bytes,
    ids: new SmallSet(json.ids),
    listeners: new LazyMap(json.listeners.map(([name, paths]) => [name, new Set(paths)])),
  };
}
