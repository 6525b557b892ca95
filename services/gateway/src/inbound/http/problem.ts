import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, isAppError, toHttp } from '@agentflow/core';
import type { GatewayLogger } from '../../application/gateway-services.js';

const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/** The request's own `traceparent` (https://www.w3.org/TR/trace-context/), or `undefined` where there is none that is well-formed. */
export function callerTraceparent(req: IncomingMessage): string | undefined {
  const header = req.headers['traceparent'];
  return typeof header === 'string' && TRACE_PARENT.test(header) ? header : undefined;
}
/** What an answer says of its trace: what the caller said, else, where requests are traced, what we call it. */
export const traceParent = (req: IncomingMessage): string | undefined =>
  callerTraceparent(req) ?? (req as IncomingMessage & { readonly traced?: string }).traced;
/** The trace the request belongs to; one of its own where it names none. */
export function traceIdOf(req: IncomingMessage): string {
  const id = traceParent(req)?.slice(3, 35);
  return id === undefined || id === NO_TRACE ? randomBytes(16).toString('hex') : id;
}

/** The path without the query, which may hold a token. */
export const pathOf = (req: IncomingMessage): string => {
  const url = (req as { originalUrl?: string }).originalUrl ?? req.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
};

/** Answers with `application/problem+json` (RFC 9457) and returns its status. Errors that are not ours are logged, once, here; their text is told to no one. */
export function sendProblem(
  req: IncomingMessage,
  res: ServerResponse,
  error: unknown,
  logger: GatewayLogger,
  headers: Record<string, string> = {},
): number {
  const traceId = traceIdOf(req);
  const known = fromExpress(error);
  const { retryAfterSeconds, ...problem } = toHttp(known);
  if (problem.status === 500) logger.error({ err: error, traceId, method: req.method, path: pathOf(req) }, 'a request failed');
  if (res.headersSent) {
    res.destroy();
    return problem.status;
  }
  const details = isAppError(known) && known.code !== 'INTERNAL' && Object.keys(known.details).length > 0 ? known.details : undefined;
  const text = JSON.stringify({ ...problem, instance: pathOf(req), traceId, details });
  const parent = traceParent(req);
  res.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(retryAfterSeconds !== undefined || problem.status === 429 || problem.status === 503
      ? { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1))) }
      : {}),
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer realm="agentflow"' } : {}),
    ...(problem.status === 413 ? { connection: 'close' } : {}),
    ...(parent === undefined ? {} : { traceparent: parent }),
    ...headers,
  });
  res.end(text);
  return problem.status;
}

/** Express's router throws its own error for a path that cannot be decoded. */
function fromExpress(error: unknown): unknown {
  if (isAppError(error)) return error;
  const status = error instanceof Error ? (error as { status?: unknown }).status : undefined;
  return status === 400 ? new AppError('BAD_REQUEST', 'the path cannot be decoded', {}, { cause: error }) : error;
}
