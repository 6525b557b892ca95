import type { Fault } from '../fault-plan.js';

export interface CallOptions {
  /** What may happen to this call. */
  readonly faults?: readonly Fault[];
  /** The call may still take effect after its caller has died: it was on the wire. */
  readonly outlives?: boolean;
  /** Takes effect and is answered in one step: for calls that come in great numbers and change nothing. */
  readonly brief?: boolean;
}
/** Carries a call of a port to where its effect happens, and the answer back. */
export type Call = <T>(name: string, apply: () => T, options?: CallOptions) => Promise<T>;

/** Carries every call at once and unharmed. */
export const plainCall: Call = async (_name, apply) => apply();
