import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { IdSource } from '@agentflow/ports';

const POOL_BYTES = 8192;

/** Random bytes are drawn from the system a pool at a time: a call per id would cost more than the id. */
function createRandomPool(): (bytes: number) => Buffer {
  let pool = randomBytes(POOL_BYTES);
  let at = 0;
  return (bytes) => {
    if (at + bytes > pool.length) {
      pool = randomBytes(POOL_BYTES);
      at = 0;
    }
    return pool.subarray(at, (at += bytes));
  };
}

/** Ids from the system's random source: ULIDs that rise within the process, seeds below 2^53, secrets of 256 bits in base64url. */
export function createIdSource(): IdSource {
  const draw = createRandomPool();
  const ulid = monotonicFactory(() => draw(4).readUInt32LE(0) / 0x1_0000_0000);
  return {
    next: () => ulid(),
    seed() {
      const bytes = draw(7);
      return bytes.readUIntLE(0, 6) * 32 + (bytes[6]! & 31); // 48 + 5 bits
    },
    secret: () => randomBytes(32).toString('base64url'),
  };
}
