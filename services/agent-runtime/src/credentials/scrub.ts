import { AppError, isAppError, type Json, type JsonObject } from '@agentflow/core';

/** Shorter ones would blot out half of every text. */
const SHORTEST = 4;

/** Takes secrets out of a text, whoever put them there: a target that echoes what it got, an error that quotes it. */
export function scrubText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= SHORTEST && clean.includes(secret)) clean = clean.replaceAll(secret, '[redacted]');
  return clean;
}
/** The same for every text inside a value, keys included. */
export function scrub<T extends Json>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value;
  const clean = (part: Json): Json => {
    if (typeof part === 'string') return scrubText(part, secrets);
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(clean);
    return Object.fromEntries(Object.entries(part as JsonObject).map(([key, inner]) => [scrubText(key, secrets), clean(inner)]));
  };
  return clean(value) as T;
}
/** An error without the secrets, and without a cause that might hold them. */
export function scrubError(error: unknown, secrets: readonly string[]): unknown {
  if (!isAppError(error) || secrets.length === 0) return error;
  return new AppError(error.code, scrubText(error.message, secrets), scrub(error.details as JsonObject, secrets), {
    retryable: error.retryable,
    problems: error.problems,
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  });
}
