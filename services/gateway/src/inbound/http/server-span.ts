import type { IncomingMessage, ServerResponse } from 'node:http';
import { activeTraceparent, failSpan, openSpan, SpanKind } from '@agentflow/service-kit';
import { callerTraceparent } from './problem.js';
import type { Route } from './route.js';

/** Who asks how we are is no caller: probes would be most of the traces. */
const PROBES: ReadonlySet<string> = new Set(['/health', '/ready', '/metrics']);

/** Handles a request in a span, from its head to the end of its answer: the caller's trace goes on in it, or one begins. */
export function inServerSpan(route: Route, req: IncomingMessage, res: ServerResponse, handle: () => void): void {
  if (PROBES.has(route.path)) return handle();
  const method = route.method.toUpperCase();
  const attributes = { 'http.request.method': req.method ?? method, 'http.route': route.path, 'url.scheme': 'http' };
  openSpan(`${method} ${route.path}`, { kind: SpanKind.SERVER, attributes, traceparent: callerTraceparent(req) }, (span) => {
    (req as IncomingMessage & { traced?: string }).traced = activeTraceparent();
    res.once('close', () => {
      span.setAttribute('http.response.status_code', res.statusCode);
      if (res.statusCode >= 500) failSpan(span, String(res.statusCode));
      else if (!res.writableFinished) failSpan(span, 'cut_off');
      span.end();
    });
    handle();
  });
}
