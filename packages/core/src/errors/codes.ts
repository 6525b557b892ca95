export interface ErrorRow {
  readonly grpc: number;
  readonly http: number;
  /** May the same call succeed later without anybody changing anything? */
  readonly retryable: boolean;
}
/** Every error code of the platform, and the only place that knows gRPC and HTTP numbers. */
export const ERROR_CODES = {
  // requests
  BAD_REQUEST: { grpc: 3, http: 400, retryable: false },
  MALFORMED_JSON: { grpc: 3, http: 400, retryable: false },
  MALFORMED_YAML: { grpc: 3, http: 400, retryable: false },
  UNAUTHENTICATED: { grpc: 16, http: 401, retryable: false },
  FORBIDDEN: { grpc: 7, http: 403, retryable: false },
  FOREIGN_ORIGIN: { grpc: 7, http: 403, retryable: false },
  NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  METHOD_NOT_ALLOWED: { grpc: 12, http: 405, retryable: false },
  NOT_IMPLEMENTED: { grpc: 12, http: 501, retryable: false },
  CONFLICT: { grpc: 9, http: 409, retryable: false },
  ALREADY_EXISTS: { grpc: 6, http: 409, retryable: false },
  VERSION_CONFLICT: { grpc: 10, http: 412, retryable: false },
  PRECONDITION_REQUIRED: { grpc: 9, http: 428, retryable: false },
  PAYLOAD_TOO_LARGE: { grpc: 3, http: 413, retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { grpc: 3, http: 415, retryable: false },
  INVALID_INPUT: { grpc: 3, http: 422, retryable: false },
  IDEMPOTENCY_MISMATCH: { grpc: 3, http: 422, retryable: false },
  RATE_LIMITED: { grpc: 8, http: 429, retryable: true },
  OVERLOADED: { grpc: 14, http: 503, retryable: true },
  UNAVAILABLE: { grpc: 14, http: 503, retryable: true },
  DEADLINE_EXCEEDED: { grpc: 4, http: 504, retryable: true },
  INTERNAL: { grpc: 13, http: 500, retryable: false },
  // workflows
  WORKFLOW_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  REVISION_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  DEFINITION_INVALID: { grpc: 3, http: 422, retryable: false },
  NOT_PUBLISHED: { grpc: 9, http: 409, retryable: false },
  // executions
  EXECUTION_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  EXECUTION_ENDED: { grpc: 9, http: 409, retryable: false },
  NODE_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  AMBIGUOUS_NODE: { grpc: 9, http: 409, retryable: false },
  INPUT_NOT_WAITING: { grpc: 9, http: 409, retryable: false },
  ALREADY_ANSWERED: { grpc: 9, http: 409, retryable: false },
  NOT_UNCERTAIN: { grpc: 9, http: 409, retryable: false },
  VALUE_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  VALUE_CORRUPT: { grpc: 15, http: 500, retryable: false },
  SIGNALS_FULL: { grpc: 8, http: 429, retryable: true },
  OWNERSHIP_LOST: { grpc: 14, http: 503, retryable: true },
  // what a node can fail with (also the `code` of an execution's error)
  EXPRESSION_FAILED: { grpc: 9, http: 422, retryable: false },
  JOIN_UNREACHABLE: { grpc: 9, http: 422, retryable: false },
  TIMED_OUT: { grpc: 4, http: 504, retryable: true },
  EXECUTION_TIMED_OUT: { grpc: 4, http: 504, retryable: false },
  STEP_LIMIT: { grpc: 8, http: 422, retryable: false },
  STEP_MISMATCH: { grpc: 9, http: 422, retryable: false },
  VALUE_TOO_LARGE: { grpc: 3, http: 413, retryable: false },
  TASK_CANCELLED: { grpc: 1, http: 499, retryable: false },
  EFFECT_NOT_DONE: { grpc: 9, http: 422, retryable: false },
  CONFIG_INVALID: { grpc: 3, http: 422, retryable: false },
  OUTPUT_INVALID: { grpc: 3, http: 422, retryable: true },
  MODEL_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  MODEL_FAILED: { grpc: 13, http: 502, retryable: false },
  MODEL_UNAVAILABLE: { grpc: 14, http: 503, retryable: true },
  MODEL_REFUSED: { grpc: 9, http: 422, retryable: false },
  TOOL_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  TOOL_FAILED: { grpc: 13, http: 502, retryable: false },
  AGENT_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  AGENT_LIMIT: { grpc: 8, http: 422, retryable: false },
  CREDENTIAL_NOT_FOUND: { grpc: 5, http: 404, retryable: false },
  CREDENTIAL_HOST: { grpc: 7, http: 403, retryable: false },
  CODE_FAILED: { grpc: 9, http: 422, retryable: false },
  CODE_LIMIT: { grpc: 8, http: 422, retryable: false },
  EGRESS_REFUSED: { grpc: 7, http: 403, retryable: false },
  HTTP_STATUS: { grpc: 9, http: 502, retryable: false },
  HTTP_UNAVAILABLE: { grpc: 14, http: 502, retryable: true },
  MAIL_FAILED: { grpc: 14, http: 502, retryable: true },
  CIRCUIT_OPEN: { grpc: 14, http: 503, retryable: true },
  // the platform has stepped back
  DEGRADED: { grpc: 14, http: 503, retryable: true },
  MAINTENANCE: { grpc: 14, http: 503, retryable: true },
} as const satisfies Record<string, ErrorRow>;
export type ErrorCode = keyof typeof ERROR_CODES;
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_CODES, text);
