import { AppError } from '@agentflow/core';
import type { Clock, KeyValue } from '@agentflow/ports';

interface Entry {
  readonly value: string;
  /** Epoch milliseconds at which it is forgotten; Infinity: never. */
  readonly until: number;
}
/** Between sweeps of what has expired but was never asked for again. */
const SWEEP_EVERY = 4096;

/** Hints in the process's memory, gone when it ends. Expiry is by the clock when a key is looked at, and by a sweep every so many writes. */
export function createLocalKeyValue(clock: Clock): KeyValue {
  const entries = new Map<string, Entry>();
  let writes = 0;

  function live(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (!entry || entry.until > clock.now()) return entry;
    entries.delete(key);
    return undefined;
  }
  function write(key: string, value: string, until: number): void {
    entries.set(key, { value, until });
    if (++writes % SWEEP_EVERY !== 0) return;
    const now = clock.now();
    for (const [old, entry] of entries) if (entry.until <= now) entries.delete(old);
  }
  const untilAfter = (ttlMs: number | undefined): number => (ttlMs === undefined ? Infinity : clock.now() + ttlMs);
  return {
    get: async (key) => live(key)?.value ?? null,
    async set(key, value, options = {}) {
      if (options.onlyIf === 'absent' && live(key)) return false;
      write(key, value, untilAfter(options.ttlMs));
      return true;
    },
    async compareAndSet(key, expected, value, ttlMs) {
      if (live(key)?.value !== expected) return false;
      write(key, value, untilAfter(ttlMs));
      return true;
    },
    async delete(key) {
      return live(key) !== undefined && entries.delete(key);
    },
    async increment(key, by, ttlMs) {
      const entry = live(key);
      const before = entry ? Number(entry.value) : 0;
      if (!Number.isSafeInteger(before) || !Number.isSafeInteger(before + by) || entry?.value === '') {
        throw new AppError('BAD_REQUEST', 'the value under this key is not a whole number', { key });
      }
      write(key, String(before + by), entry ? entry.until : untilAfter(ttlMs));
      return before + by;
    },
  };
}
