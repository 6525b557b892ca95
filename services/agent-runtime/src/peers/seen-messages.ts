/** Remembers what has been seen until it would be refused anyway. */
export interface SeenMessages {
  /** Whether this is the first time; `full`: there is no room to remember it, so it must not be taken. */
  first(nonce: string, until: number, now: number): boolean | 'full';
  readonly size: number;
}
export function createSeenMessages(most = 100_000): SeenMessages {
  const seen = new Map<string, number>();
  let swept = 0;
  const sweep = (now: number): void => {
    swept = now;
    for (const [nonce, until] of seen) if (until <= now) seen.delete(nonce);
  };
  return {
    first(nonce, until, now) {
      if (seen.has(nonce)) return false;
      if (now - swept > SWEEP_MS || seen.size >= most) sweep(now);
      if (seen.size >= most) return 'full';
      seen.set(nonce, until);
      return true;
    },
    get size() {
      return seen.size;
    },
  };
}
const SWEEP_MS = 10_000;
