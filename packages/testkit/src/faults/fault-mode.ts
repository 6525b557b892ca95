/**
 * What a fault proxy does to the connections that run through it.
 * - `pass`: nothing.
 * - `cut`: connections end, new ones are refused, as if the server's process were gone.
 * - `half-open`: connections are accepted and stay, nothing gets through, as if the cable were out. What was sent arrives late, when the mode changes.
 * - `delay`: every piece arrives `ms` later, in order.
 * - `throttle`: at most `bytesPerSecond` per connection and direction.
 * - `reset`: connections are torn by RST, new ones as soon as they are accepted.
 * - `corrupt`: of every `every` bytes one is changed (64 if not said), in one direction or both.
 */
export type FaultMode =
  | { readonly kind: 'pass' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'half-open' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'corrupt'; readonly every?: number; readonly direction?: Direction };
export type Direction = 'to-server' | 'to-client';

/** What was really done, since the proxy was made: a fault test shows these, so that one that hurt nobody is seen. */
export interface FaultCounts {
  /** Connections that were accepted, and how many of them the target did not take. */
  accepted: number;
  unreachable: number;
  /** Bytes that were handed on, as they were or changed. */
  forwardedBytes: number;
  /** Connections that were ended by `cut`, and by `reset` (new ones too). */
  cutConnections: number;
  resetConnections: number;
  /** Pieces that waited because of `half-open`, `delay` or `throttle`. */
  heldPieces: number;
  delayedPieces: number;
  throttledPieces: number;
  corruptedBytes: number;
}
export const noFaults = (): FaultCounts => ({
  accepted: 0,
  unreachable: 0,
  forwardedBytes: 0,
  cutConnections: 0,
  resetConnections: 0,
  heldPieces: 0,
  delayedPieces: 0,
  throttledPieces: 0,
  corruptedBytes: 0,
});
/** @throws RangeError where a number of a mode makes no sense */
export function checkMode(mode: FaultMode): void {
  const positive = (name: string, value: number, least: number) => {
    if (!Number.isFinite(value) || value < least) throw new RangeError(`${mode.kind}: ${name} is ${value}, it has to be at least ${least}`);
  };
  if (mode.kind === 'delay') positive('ms', mode.ms, 0);
  if (mode.kind === 'throttle') positive('bytesPerSecond', mode.bytesPerSecond, 20);
  if (mode.kind === 'corrupt') positive('every', mode.every ?? 64, 1);
}
