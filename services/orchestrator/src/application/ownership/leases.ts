import type { Clock } from '@agentflow/ports';

/** How long the store keeps a partition for an owner that says nothing, how often it is renewed, and how long its owner acts without a renewal. Milliseconds. */
export const LEASE_MS = 3_000;
export const RENEW_MS = 1_000;
export const ACT_MS = 2_000;

/** Whether what this process owns may still be acted upon, by a clock that goes on while the process is stopped. */
export interface Leases {
  /** Asked at each act: an owner that was stopped for a while must not do what it had in hand, as another may own it by then. */
  mayAct(): boolean;
  /** The store has extended all that is owned; asked to at `at` (monotonic milliseconds). */
  renewed(at: number): void;
  /** The first partitions were got, asked for at `at`. */
  began(at: number): void;
}
export function createLeases(clock: Pick<Clock, 'monotonic'>): Leases {
  let since = Number.NEGATIVE_INFINITY;
  return {
    mayAct: () => clock.monotonic() - since < ACT_MS,
    // From when it was asked for, not from when it was answered: the lease may have begun then.
    renewed: (at) => void (since = Math.max(since, at)),
    began: (at) => void (since = Math.max(since, at)),
  };
}
