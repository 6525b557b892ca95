/** Longer waits are not believed. */
const MOST_SECONDS = 3_600;

/** Seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3): a number, or a date seen from `now` (epoch milliseconds). */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1_000;
  return Number.isFinite(seconds) ? Math.min(MOST_SECONDS, Math.max(0, seconds)) : undefined;
}
