import type { Json } from '../json.js';
import { ERROR_CODES, type ErrorCode } from './codes.js';
import type { Problem } from '../workflow/validate/problem.js';

export interface AppErrorExtras {
  readonly cause?: unknown;
  /** Overrides the code's own answer, e.g. an HTTP 503 that may be retried. */
  readonly retryable?: boolean;
  /** Seconds after which a repeat makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** What is wrong where, all at once. */
  readonly problems?: readonly Problem[];
}

/** The one error type that crosses module borders: a code for machines, a sentence for people, details for both. Never carries secrets. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly problems: readonly Problem[];
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { readonly [key: string]: Json } = {},
    extras: AppErrorExtras = {},
  ) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.retryable = extras.retryable ?? ERROR_CODES[code].retryable;
    this.retryAfterSeconds = extras.retryAfterSeconds;
    this.problems = extras.problems ?? [];
  }
}
export const isAppError = (error: unknown): error is AppError => error instanceof AppError;
