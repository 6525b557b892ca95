/** Hot hints that may vanish at any moment: sessions, counters, locks as hints. Keys start with the org. Values are text. */
export interface KeyValue {
  get(key: string): Promise<string | null>;
  /** `ttlMs`: forgotten after that. `onlyIf: 'absent'`: only where there is none; answers whether it was written. */
  set(key: string, value: string, options?: { readonly ttlMs?: number; readonly onlyIf?: 'absent' }): Promise<boolean>;
  /** Replaces `expected` by `value`; answers whether it did. */
  compareAndSet(key: string, expected: string, value: string, ttlMs?: number): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  /** Adds to a whole number (absent counts as 0, and gets `ttlMs`) and answers the sum. */
  increment(key: string, by: number, ttlMs?: number): Promise<number>;
}
