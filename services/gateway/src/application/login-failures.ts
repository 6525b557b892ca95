import { AppError } from '@agentflow/core';
import type { Clock, KeyValue } from '@agentflow/ports';

/** Wrong keys and tokens are counted by address: after ten within a minute the door stays shut for its rest. */
export interface LoginFailures {
  note(address: string): Promise<void>;
  /** @throws AppError RATE_LIMITED */
  refuseGuessers(address: string): Promise<void>;
}
const FAILURES = 10;
const WITHIN_MS = 60_000;
const ADDRESSES = 10_000;

/** Counted by all gateways together, and by each for itself: where the shared count is away, guessing stays slow and nobody else is kept out. */
export function createLoginFailures({ keyValue, clock }: { readonly keyValue: KeyValue; readonly clock: Clock }): LoginFailures {
  const own = new Map<string, { readonly count: number; readonly until: number }>();
  const keyOf = (address: string): string => `platform/login-failures/${address}`;
  const ownCount = (address: string): number => {
    const found = own.get(address);
    return found && found.until > clock.monotonic() ? found.count : 0;
  };
  function forgetOld(): void {
    for (const [address, { until }] of own) if (until <= clock.monotonic()) own.delete(address);
    if (own.size >= ADDRESSES) own.clear();
  }
  return {
    async note(address) {
      if (own.size >= ADDRESSES) forgetOld();
      const count = ownCount(address);
      own.set(address, { count: count + 1, until: count > 0 ? own.get(address)!.until : clock.monotonic() + WITHIN_MS });
      await keyValue.increment(keyOf(address), 1, WITHIN_MS).catch(() => undefined);
    },
    async refuseGuessers(address) {
      const shared = Number((await keyValue.get(keyOf(address)).catch(() => null)) ?? 0);
      if (Math.max(shared, ownCount(address)) >= FAILURES)
        throw new AppError('RATE_LIMITED', 'too many failed logins from this address: wait a minute', {}, { retryAfterSeconds: 60 });
    },
  };
}
