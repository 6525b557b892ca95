export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that never go back, for durations. */
  monotonic(): number;
  /** Calls once after `ms`; answers how to cancel. */
  after(ms: number, call: () => void): () => void;
}
export interface IdSource {
  /** A new id: ULID text (https://github.com/ulid/spec), rising within a process. */
  next(): string;
  /** A random 64-bit seed as a decimal number below 2^53. */
  seed(): number;
  /** At least 128 random bits as URL-safe text, for secrets. */
  secret(): string;
}
