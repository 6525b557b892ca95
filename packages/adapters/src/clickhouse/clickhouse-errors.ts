import { AppError, isAppError } from '@agentflow/core';

/**
 * Codes by which the server says that it is not the statement's fault (https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp): no table or database (made
 * again on the next call), too slow, too busy, no room, read-only, not let in.
 */
const PASSING: ReadonlySet<string> = new Set(
  [60, 81, 159, 160, 164, 192, 193, 194, 202, 209, 210, 236, 241, 242, 243, 252, 319, 394, 439, 497, 516, 999].map(String),
);
/** Codes by which it says that it cannot read what was sent. */
const UNREADABLE: ReadonlySet<string> = new Set([6, 25, 26, 27, 38, 41, 53, 69, 72, 117, 457].map(String));
const MISSING: ReadonlySet<string> = new Set(['60', '81']);
interface ServerError {
  readonly code?: string;
  readonly type?: string;
}

/** Whether the server has lost the table or the database, as after it was set up anew. */
export const isMissing = (error: unknown): boolean => MISSING.has((error as ServerError).code ?? '');

/** A driver's error in ours. What the server does not blame on the statement may pass: nothing of the network's is final. */
export function translated(error: unknown, doing: string): AppError {
  if (isAppError(error)) return error;
  const { code = 'unknown', type } = error as ServerError;
  if (UNREADABLE.has(code)) return new AppError('BAD_REQUEST', `ClickHouse cannot read ${doing}`, { code }, { cause: error });
  if (/^\d+$/.test(code) && !PASSING.has(code))
    return new AppError('INTERNAL', `ClickHouse refused ${doing}`, { code, ...(type !== undefined && { type }) }, { cause: error });
  return new AppError('UNAVAILABLE', `ClickHouse did not answer ${doing}`, { code, ...(type !== undefined && { type }) }, { cause: error });
}
