import { AppError, isAppError, type Json } from '@agentflow/core';

/** What a server or the driver says of itself; MongoDB's errors carry no types worth relying on across versions. */
interface MongoFault {
  readonly name?: string;
  readonly message?: string;
  readonly code?: number | string;
  readonly codeName?: string;
  readonly hasErrorLabel?: (label: string) => boolean;
}
const DUPLICATE_KEY = 11000;
/** Wrong or missing credentials: waiting does not help. */
const REFUSED = new Set([13, 18, 8000]);
/** The server cannot take it now, another one may soon: https://github.com/mongodb/specifications/blob/master/source/retryable-writes, and full disks. */
const PASSING = new Set([
  6, 7, 24, 46, 50, 64, 79, 89, 91, 100, 112, 133, 134, 136, 175, 189, 202, 262, 290, 317, 358, 384, 9001, 10058, 10107, 11600, 11602,
  13388, 13435, 13436, 14031, 63, 150, 234,
]);
const TOO_LARGE = new Set<unknown>([10334, 17280, 17419, 17420]);
/** Three forms: the server's with and without a code, the driver's, and that of a buffer that cannot grow. */
const TOO_LARGE_TEXT =
  /larger than the maximum size|object to insert too large|BSONObjectTooLarge|BSONObj size|Resulting document after update is larger/i;
const PASSING_NAME =
  /^(MongoNetwork|MongoServerSelection|MongooseServerSelection|MongoPoolCleared|MongoWaitQueueTimeout|WaitQueueTimeout|PoolCleared|MongoTopologyClosed|MongoNotConnected|MongoServerClosed|MongoClientClosed|MongoConnectionPool|MongoWriteConcern|MongoOperationTimeout|MongoExpiredSession|MongoStalePrimary)/;

export const isDuplicateKey = (error: unknown): boolean => (error as MongoFault).code === DUPLICATE_KEY;
/** Which unique index refused, by its first field of ours, and with which values. */
export const clashOf = (error: unknown): { readonly [field: string]: unknown } =>
  (error as { keyValue?: { readonly [field: string]: unknown } }).keyValue ?? {};
/** The same call may succeed later; whether it took effect is not known. */
export function isPassing(error: unknown): boolean {
  if (isAppError(error)) return error.code === 'UNAVAILABLE' && error.retryable;
  const { name, code, hasErrorLabel } = error as MongoFault;
  if (typeof code === 'number' && PASSING.has(code)) return true;
  if (name !== undefined && PASSING_NAME.test(name)) return true;
  return typeof hasErrorLabel === 'function' && hasErrorLabel.call(error, 'RetryableWriteError');
}
export function isTooLarge(error: unknown): boolean {
  const { name, code, message } = error as MongoFault;
  return TOO_LARGE.has(code) || name === 'RangeError' || TOO_LARGE_TEXT.test(message ?? '');
}
/** The errors of MongoDB and its driver in the platform's words; `what` was tried. The message tells nothing of the server, the cause does. */
export function toAppError(error: unknown, what: string): AppError {
  if (isAppError(error)) return error;
  const { name, code, codeName } = error as MongoFault;
  const details: { readonly [key: string]: Json } = { what, ...(code === undefined ? {} : { mongo: codeName ?? String(code) }) };
  if (isTooLarge(error))
    return new AppError('PAYLOAD_TOO_LARGE', `${what}: a document is larger than MongoDB takes`, details, { cause: error });
  if (isPassing(error))
    return new AppError('UNAVAILABLE', `${what}: MongoDB is not available (${name ?? 'Error'})`, details, { cause: error });
  if (typeof code === 'number' && REFUSED.has(code))
    return new AppError('UNAVAILABLE', `${what}: MongoDB refused the credentials or lacks a right`, details, {
      cause: error,
      retryable: false,
    });
  return new AppError('INTERNAL', `${what}: MongoDB refused`, details, { cause: error });
}
