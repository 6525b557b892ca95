import { AppError, fromGrpc, toGrpc } from '@agentflow/core';
import type { Metadata, ServiceError, status } from '@grpc/grpc-js';

/** Carries code, details and problems of an AppError as JSON text, beyond ASCII escaped. */
const KEY = 'agentflow-error';
/** What the metadata of an answer may hold. Beyond it the list of problems is cut. Bytes. */
const MAX_PAYLOAD = 48 * 1024;

/** Of the transport's own statuses (https://grpc.io/docs/guides/status-codes/), those that tell more than that nobody answered. */
const [UNKNOWN, RESOURCE_EXHAUSTED, UNIMPLEMENTED, UNAVAILABLE] = [2, 8, 12, 14] as const;

/** What a server answers instead of a value. */
export interface GrpcFaultAnswer {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}
/** Puts the error into `metadata`, and says what else to answer. */
export function faultOf(error: unknown, metadata: Metadata): GrpcFaultAnswer {
  let fault = toGrpc(error);
  let payload = ascii(fault.payload);
  if (payload.length > MAX_PAYLOAD && error instanceof AppError) {
    let kept = error.problems;
    while (payload.length > MAX_PAYLOAD && kept.length > 0) {
      // Before a problem is left out, the ways that lead to them are.
      if (kept.some(({ trace }) => trace)) kept = kept.map(({ trace: _, ...problem }) => problem);
      else kept = kept.slice(0, Math.floor(kept.length / 2));
      fault = toGrpc(
        new AppError(error.code, error.message, { ...error.details, problemsTotal: error.problems.length }, {
          ...error,
          problems: kept,
        } as never),
      );
      payload = ascii(fault.payload);
    }
    if (payload.length > MAX_PAYLOAD) payload = ascii(toGrpc(new AppError(error.code, error.message)).payload);
  }
  metadata.set(KEY, payload);
  return { code: fault.status, details: wellFormed(fault.message), metadata };
}
/** Rebuilds the error of a call. What comes without our payload is of the transport. */
export function errorOf(error: Partial<ServiceError>): AppError {
  const payload = error.metadata?.get(KEY)[0];
  if (typeof payload === 'string') {
    try {
      return fromGrpc(error.code ?? UNKNOWN, error.details ?? '', payload);
    } catch {
      return new AppError('INTERNAL', 'another service answered with an error we cannot read');
    }
  }
  if (error.code === RESOURCE_EXHAUSTED)
    return new AppError('PAYLOAD_TOO_LARGE', 'the message is too large for a call', {}, { cause: error });
  if (error.code === UNIMPLEMENTED) return new AppError('NOT_IMPLEMENTED', 'the service does not offer this call', {}, { cause: error });
  return fromGrpc(error.code ?? UNAVAILABLE, error.details ?? 'no answer', undefined);
}
const ascii = (json: string): string => json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** grpc-js percent-encodes the message, which half a surrogate pair would break. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
