import type { Json } from '../json.js';
import { isAppError } from './app-error.js';
import { ERROR_CODES } from './codes.js';

/** The body of an `application/problem+json` answer (RFC 9457), without `instance` and `traceId`, which the edge adds. */
export interface HttpProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly Json[];
  readonly retryAfterSeconds?: number;
}
/** Maps any error to what HTTP says of it. Unknown errors become INTERNAL, and their text is told to no one. */
export function toHttp(error: unknown): HttpProblem {
  if (!isAppError(error)) {
    return {
      type: 'about:blank',
      title: 'INTERNAL',
      status: 500,
      detail: 'something went wrong on our side',
      code: 'INTERNAL',
      errors: [],
    };
  }
  return {
    type: `urn:agentflow:error:${error.code.toLowerCase()}`,
    title: error.code,
    status: ERROR_CODES[error.code].http,
    detail: error.message,
    code: error.code,
    errors: error.problems as unknown as readonly Json[],
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}
