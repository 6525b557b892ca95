import { AppError, isAppError } from './app-error.js';
import { ERROR_CODES, isErrorCode } from './codes.js';

/** What travels in gRPC status and metadata, so that the caller rebuilds the same error. */
export interface GrpcFault {
  readonly status: number;
  readonly message: string;
  /** JSON text of code, details, problems, retryable, retryAfterSeconds; sent as the `agentflow-error` metadata value. */
  readonly payload: string;
}
export function toGrpc(error: unknown): GrpcFault {
  const app = isAppError(error) ? error : new AppError('INTERNAL', 'something went wrong on our side');
  return {
    status: ERROR_CODES[app.code].grpc,
    message: app.message,
    payload: JSON.stringify({
      code: app.code,
      details: app.details,
      problems: app.problems,
      retryable: app.retryable,
      retryAfterSeconds: app.retryAfterSeconds,
    }),
  };
}
/** Rebuilds the error of a gRPC answer. Without our payload (a broken connection, say) it is UNAVAILABLE or DEADLINE_EXCEEDED. */
export function fromGrpc(status: number, message: string, payload: string | undefined): AppError {
  if (payload !== undefined) {
    const row = JSON.parse(payload) as {
      code: string;
      details: AppError['details'];
      problems: AppError['problems'];
      retryable: boolean;
      retryAfterSeconds?: number;
    };
    const code = isErrorCode(row.code) ? row.code : 'INTERNAL';
    return new AppError(code, message, row.details, {
      retryable: row.retryable,
      problems: row.problems,
      ...(row.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: row.retryAfterSeconds }),
    });
  }
  return new AppError(status === 4 ? 'DEADLINE_EXCEEDED' : 'UNAVAILABLE', message);
}
