import { randomBytes } from 'node:crypto';
import type { IdSource } from '@agentflow/ports';

const POOL_BYTES = 8192;
/** Crockford's base 32 (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** All texts of two digits: ten bits at a time. */
const PAIRS: readonly string[] = Array.from({ length: 1024 }, (_, n) => `${ALPHABET[n >> 5]}${ALPHABET[n & 31]}`);
const TWENTY_BITS = 1 << 20;
const FORTY_BITS = 2 ** 40;

/** Random bytes are drawn from the system a pool at a time: a call per id would cost more than the id. */
function createRandomPool(): (bytes: number) => number {
  let pool = randomBytes(POOL_BYTES);
  let at = 0;
  return (bytes) => {
    if (at + bytes > pool.length) {
      pool = randomBytes(POOL_BYTES);
      at = 0;
    }
    at += bytes;
    return pool.readUIntLE(at - bytes, bytes);
  };
}
/** 20 bits in four digits, 40 bits in eight. */
const four = (bits: number): string => (PAIRS[bits >>> 10] as string) + (PAIRS[bits & 1023] as string);
const eight = (bits: number): string => four(Math.floor(bits / TWENTY_BITS)) + four(bits % TWENTY_BITS);

/**
 * ULIDs (https://github.com/ulid/spec) that rise within the process: of the 80 random bits the lower 40 count up within a millisecond.
 * The clock going back, or that count running over, keeps to the last millisecond, or takes the next one.
 */
function createUlids(draw: (bytes: number) => number, now: () => number): () => string {
  let last = -1;
  let prefix = '';
  let low = 0;
  const begin = (ms: number): void => {
    last = ms;
    prefix = PAIRS[Math.floor(ms / FORTY_BITS)] + eight(ms % FORTY_BITS) + eight(draw(5));
    low = draw(5) / 2;
  };
  return () => {
    const ms = now();
    if (ms > last) begin(ms);
    else if (low + 1 >= FORTY_BITS) begin(last + 1);
    else low++;
    return prefix + eight(Math.floor(low));
  };
}

/** Ids from the system's random source: ULIDs that rise within the process, seeds below 2^53, secrets of 256 bits in base64url. */
export function createIdSource(now: () => number = Date.now): IdSource {
  const draw = createRandomPool();
  return {
    next: createUlids(draw, now),
    seed: () => draw(6) * 32 + (draw(1) & 31), // 48 + 5 bits
    secret: () => randomBytes(32).toString('base64url'),
  };
}
