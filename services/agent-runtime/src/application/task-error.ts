import { isAppError, type Json, type TaskError } from '@agentflow/core';

const MAX_MESSAGE = 2_000;
const MAX_DETAILS = 8_192;

/** An error as a coordinator and the log may see it. What is not an AppError is INTERNAL, and its text is told to no one. */
export function toTaskError(error: unknown): TaskError {
  if (!isAppError(error)) return { code: 'INTERNAL', message: 'something went wrong on our side', retryable: false };
  const details: { [key: string]: Json } = { ...error.details };
  if (error.problems.length > 0) details['problems'] = error.problems.slice(0, 50) as unknown as Json;
  const text = JSON.stringify(details);
  return {
    code: error.code,
    message: error.message.length > MAX_MESSAGE ? `${error.message.slice(0, MAX_MESSAGE)}…` : error.message,
    retryable: error.retryable,
    ...(error.retryAfterSeconds !== undefined && { retryAfterMs: Math.round(error.retryAfterSeconds * 1_000) }),
    ...(text !== '{}' && text.length <= MAX_DETAILS && { details }),
  };
}
