import assert from 'node:assert/strict';
import type { AppError } from '@agentflow/core';
import { isAppError, type ErrorCode } from '@agentflow/core';

/** The call must fail with this code; answers the error. */
export async function rejectsWith(code: ErrorCode, call: Promise<unknown> | (() => unknown)): Promise<AppError> {
  let answer: unknown;
  try {
    answer = await (typeof call === 'function' ? call() : call);
  } catch (error) {
    assert.ok(isAppError(error), `an AppError is thrown, not ${String(error)}`);
    assert.equal(error.code, code, error.message);
    return error;
  }
  return assert.fail(`${code} was expected, the answer is ${JSON.stringify(answer)}`);
}
/** Real servers answer over a network and may elect leaders meanwhile. */
const PATIENCE_MS = 40_000;
const EAGER_TURNS = 2_000;
/** Resolves once `holds` does; it is asked after every turn of the event loop and every `passTime` step, later every few milliseconds. Fails after 40 seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>, step: () => Promise<void> = nextTurn): Promise<void> {
  const started = performance.now();
  for (let turn = 0; performance.now() - started < PATIENCE_MS; turn++) {
    if (await holds()) return;
    await step();
    if (turn >= EAGER_TURNS) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.fail('what was waited for has not come');
}
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Deep, strict equality of values, whatever realm made them: what comes out of a worker thread has the prototypes of the main realm, what a
 * test runner evaluates may have others.
 */
export function same(actual: unknown, expected: unknown, message?: string): void {
  assert.deepStrictEqual(rebuilt(actual), rebuilt(expected), message);
}
function rebuilt(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value as unknown[], rebuilt);
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Map]') return new Map([...(value as Map<unknown, unknown>)].map(([key, one]) => [rebuilt(key), rebuilt(one)]));
  if (kind === '[object Set]') return new Set([...(value as Set<unknown>)].map(rebuilt));
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rebuilt(one)]));
}
