import { setTimeout as pause } from 'node:timers/promises';

export function equal(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
export function truthy(value, what) {
  if (!value) throw new Error(what);
}
/** Asks until the answer is yes. */
export async function eventually(ask, what, withinMs = 20_000) {
  const end = Date.now() + withinMs;
  for (let last; ;) {
    last = await ask();
    if (last) return last;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await pause(100);
  }
}
