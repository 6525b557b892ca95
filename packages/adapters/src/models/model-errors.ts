import { AppError, isAppError } from '@agentflow/core';

export interface CallFacts {
  /** `<provider>/<name>` as the caller wrote it. */
  readonly model: string;
  /** Texts that must never appear in a message: the key. */
  readonly secrets: readonly (string | undefined)[];
  /** Epoch milliseconds, for a Retry-After that is a date. */
  readonly now: number;
}
/** The fields that both SDKs put on their errors; read by shape, so that no SDK loads before it is chosen. */
interface DriverError {
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
  readonly headers?: Headers;
  readonly error?: unknown;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly cause?: unknown;
}
/** Says in our words what a driver threw. @see ModelClient for the codes */
export function toModelError(thrown: unknown, facts: CallFacts): AppError {
  const own = findAppError(thrown);
  // The door's own word for "nobody answers" is about a host; ours is about a model.
  if (own?.code === 'HTTP_UNAVAILABLE')
    return new AppError('MODEL_UNAVAILABLE', `${facts.model} cannot be reached: ${own.message}`, { model: facts.model }, { cause: thrown });
  if (own) return own;
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as DriverError;
  const text = clean(error.message ?? 'no message', facts.secrets);
  if (typeof error.status === 'number') return fromStatus(error.status, text, error, facts);
  if (error.error !== undefined && error.error !== null) return fromStreamedError(text, error, facts);
  if (isNetworkError(error))
    return new AppError(
      'MODEL_UNAVAILABLE',
      `${facts.model} cannot be reached or broke off: ${text}`,
      { model: facts.model },
      { cause: thrown },
    );
  if (error.name === 'SyntaxError') return malformed(facts.model, 'its stream holds text that is no JSON', thrown);
  return new AppError('MODEL_FAILED', `${facts.model} failed: ${text}`, { model: facts.model }, { cause: thrown });
}
/** An answer that breaks the wire protocol. `retryable` where the model itself wrote nonsense and may write better next time. */
export const malformed = (model: string, what: string, cause?: unknown, retryable = false): AppError =>
  new AppError('MODEL_FAILED', `${model} answered nonsense: ${what}`, { model }, { cause, retryable });
/** The stream ended before the answer did. */
export const brokeOff = (model: string): AppError =>
  new AppError('MODEL_UNAVAILABLE', `${model} broke off before the end of its answer`, { model });

function fromStatus(status: number, text: string, error: DriverError, { model, now }: CallFacts): AppError {
  const details = { model, status };
  const wait = retryAfter(error.headers, now);
  const extras = { cause: error, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
  if (status === 429) {
    // An empty account also answers 429, and waiting does not fill it.
    const spent = error.code === 'insufficient_quota' || error.type === 'insufficient_quota';
    return new AppError(
      'MODEL_UNAVAILABLE',
      `${model} is limiting requests: ${text}`,
      details,
      spent ? { ...extras, retryable: false } : extras,
    );
  }
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return new AppError('MODEL_UNAVAILABLE', `${model} is not available: ${text}`, details, extras);
  if (status === 404 && /model/i.test(text))
    return new AppError('MODEL_NOT_FOUND', `the provider does not know ${model}: ${text}`, details, extras);
  if (status === 401 || status === 403)
    return new AppError('MODEL_FAILED', `the provider refuses the key for ${model}: ${text}`, details, extras);
  return new AppError('MODEL_FAILED', `${model} refuses the request: ${text}`, details, extras);
}
/** An error inside a stream that began with 200: nearly always the server's trouble; a few say that the request was wrong. */
function fromStreamedError(text: string, error: DriverError, { model }: CallFacts): AppError {
  const body = error.error as { type?: unknown; code?: unknown; error?: { type?: unknown } };
  const kind = [error.type, error.code, body.type, body.code, body.error?.type]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
  const ours = /invalid|authentication|permission|not_found|too_large|\b4(?!29)\d\d\b/.test(kind);
  return new AppError(
    ours ? 'MODEL_FAILED' : 'MODEL_UNAVAILABLE',
    `${model} gave up in the middle of its answer: ${text}`,
    { model },
    { cause: error },
  );
}
const isNetworkError = (error: DriverError): boolean =>
  /Connection|Timeout|Abort/.test(error.name ?? '') ||
  /terminated|fetch failed|connection error|socket|network|timed out/i.test(error.message ?? '') ||
  /^(E[A-Z]+|UND_ERR_)/.test(String((error.cause as { code?: unknown } | undefined)?.code ?? error.code ?? ''));

/** What the one door to the outside refused travels through the SDK as a cause. */
function findAppError(thrown: unknown): AppError | undefined {
  for (let error = thrown, depth = 0; error !== undefined && error !== null && depth < 5; depth++) {
    if (isAppError(error)) return error;
    error = (error as { cause?: unknown }).cause;
  }
  return undefined;
}
/** Seconds of `Retry-After` (number or HTTP date) or `retry-after-ms`, at most an hour. */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? NaN);
  const value = headers?.get('retry-after');
  const seconds = Number.isFinite(ms)
    ? ms / 1000
    : value === null || value === undefined
      ? NaN
      : /^\d+(\.\d+)?$/.test(value.trim())
        ? Number(value)
        : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) : undefined;
}
/** One line, not too long, without the key. */
function clean(text: string, secrets: CallFacts['secrets']): string {
  let out = text;
  for (const secret of secrets) if (secret !== undefined && secret.length >= 4) out = out.replaceAll(secret, '***');
  out = out.replace(/\s+/g, ' ').trim();
  return out.length > 500 ? `${out.slice(0, 500)}…` : out;
}
