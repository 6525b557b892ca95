import { activeTraceparent, inSpan, SpanKind } from '@agentflow/service-kit';
import { parseTarget } from './check-target.js';
import type { Egress } from './create-egress.js';

/** Each HTTP call that leaves in a span, which the target is told of by `traceparent`, unless the call brings one of its own. Paths and queries may hold secrets and are not told. */
export const tracedRequests =
  (request: Egress['request']): Egress['request'] =>
  (call) => {
    if (activeTraceparent() === undefined) return request(call);
    const { method, headers = {} } = call;
    const url = parseTarget(call.url);
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    const attributes = {
      'http.request.method': method,
      'server.address': url.hostname,
      'server.port': port,
      'url.scheme': url.protocol.slice(0, -1),
    };
    return inSpan(method, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const traceparent = activeTraceparent();
      const answer = await request({
        ...call,
        headers: traceparent === undefined || 'traceparent' in headers ? headers : { ...headers, traceparent },
      });
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    });
  };
