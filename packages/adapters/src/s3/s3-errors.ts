import { AppError, isAppError } from '@agentflow/core';

interface DriverError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}
const NOT_THERE = new Set(['NoSuchKey', 'NotFound']);

export const isAbsent = (error: unknown): boolean => NOT_THERE.has((error as DriverError).name ?? '');
export const isNoBucket = (error: unknown): boolean => (error as DriverError).name === 'NoSuchBucket';
/** Somebody else's object is there (412), or is being written (409). */
export const isTaken = (error: unknown): boolean => (error as DriverError).name === 'PreconditionFailed' || statusOf(error) === 412;
export const isContended = (error: unknown): boolean =>
  (error as DriverError).name === 'ConditionalRequestConflict' || statusOf(error) === 409;
export const wasRepeated = (error: unknown): boolean => ((error as DriverError).$metadata?.attempts ?? 1) > 1;
const statusOf = (error: unknown): number | undefined => (error as DriverError).$metadata?.httpStatusCode;

/** Translates what the SDK threw. What may pass (no answer, 5xx, 429) is UNAVAILABLE; our own credentials refused is INTERNAL, for no caller can help it. */
export function toS3Error(error: unknown, doing: string): AppError {
  if (isAppError(error)) return error;
  const { name = 'unknown' } = error as DriverError;
  const status = statusOf(error);
  const details = { why: name, ...(status === undefined ? {} : { status }) };
  if (name === 'EntityTooLarge')
    return new AppError('PAYLOAD_TOO_LARGE', 'the object store takes no object of this size', details, { cause: error });
  if (status !== undefined && status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status))
    return new AppError('INTERNAL', `the object store refuses ${doing}: ${name}`, details, { cause: error });
  return new AppError('UNAVAILABLE', `the object store does not answer: ${doing}`, details, { cause: error, retryAfterSeconds: 1 });
}
