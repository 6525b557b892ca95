import { AppError, isAppError } from '@agentflow/core';

interface DriverError {
  readonly name?: string;
  /** The protocol's name of the error. */
  readonly type?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}
const REFUSED = new Map<string, ConstructorParameters<typeof AppError>[0]>([
  ['MESSAGE_TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
  ['RECORD_LIST_TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
  ['INVALID_TOPIC_EXCEPTION', 'BAD_REQUEST'],
  ['INVALID_RECORD', 'BAD_REQUEST'],
  ['TOPIC_AUTHORIZATION_FAILED', 'FORBIDDEN'],
  ['GROUP_AUTHORIZATION_FAILED', 'FORBIDDEN'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'FORBIDDEN'],
  ['POLICY_VIOLATION', 'FORBIDDEN'],
]);

/** The protocol's name of what went wrong, wherever kafkajs has wrapped it; empty when the brokers did not say. */
export function protocolErrorOf(error: unknown): string {
  for (let at = error as DriverError | undefined, depth = 0; at && depth < 8; at = at.cause as DriverError | undefined, depth++) {
    if (at.type) return at.type;
    if (at.errors?.length) return protocolErrorOf(at.errors[0]);
  }
  return '';
}
function rootNameOf(error: unknown): string {
  let at = error as DriverError | undefined;
  for (let depth = 0; at?.cause && depth < 8; depth++) at = at.cause as DriverError;
  return at?.name ?? 'unknown';
}
/** Translates what kafkajs threw: a refusal keeps its meaning, everything else may pass. */
export function toKafkaError(error: unknown, doing: string, details: { readonly [name: string]: string | number } = {}): AppError {
  if (isAppError(error)) return error;
  const type = protocolErrorOf(error);
  const code = REFUSED.get(type);
  const why = type || rootNameOf(error);
  if (code) return new AppError(code, `Kafka refuses ${doing}: ${type}`, { ...details, why }, { cause: error });
  return new AppError('UNAVAILABLE', `Kafka does not answer: ${doing}`, { ...details, why }, { cause: error, retryAfterSeconds: 1 });
}
/** Would the same request be refused again? */
export const isRefusal = (error: unknown): boolean => (isAppError(error) ? !error.retryable : REFUSED.has(protocolErrorOf(error)));
