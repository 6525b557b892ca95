import { may } from '../../../application/authorize.js';
import type { GatewayServices } from '../../../application/gateway-services.js';
import { defineRoute, type Route } from '../route.js';
import { health, readiness } from '../schemas/platform.js';

const TAG = 'Platform';

/** Whether the caller shows a key that may see what the platform depends on. Its absence is no error here. */
async function maySeeChecks(req: Parameters<GatewayServices['authenticate']>[0], { authenticate }: GatewayServices): Promise<boolean> {
  if (req.headers.authorization === undefined && req.headers.cookie === undefined) return false;
  try {
    return may(await authenticate(req), 'platform:metrics');
  } catch {
    return false;
  }
}

export const healthRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/health',
    auth: 'open',
    tag: TAG,
    id: 'getHealth',
    summary: 'Whether the process lives',
    responses: { 200: { description: 'It does.', schema: health } },
    handle: () => ({ status: 200, json: { status: 'ok' } }),
  }),
  defineRoute({
    method: 'get',
    path: '/ready',
    auth: 'open',
    tag: TAG,
    id: 'getReadiness',
    summary: 'Whether the platform can work',
    responses: {
      200: { description: 'It can.', schema: readiness },
      503: { description: 'Something it needs is missing.', schema: readiness },
    },
    handle: async ({ req }, services) => {
      const [{ ready, checks }, detailed] = await Promise.all([services.readiness(), maySeeChecks(req, services)]);
      const status = ready ? 'ready' : 'not ready';
      return {
        status: ready ? 200 : 503,
        json: detailed ? { status, checks } : { status },
        ...(ready ? {} : { headers: { 'retry-after': '1' } }),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/metrics',
    auth: 'platform:metrics',
    tag: TAG,
    id: 'getMetrics',
    summary: 'Prometheus metrics',
    responses: { 200: { description: 'Prometheus text format.', types: ['text/plain'] } },
    handle: async (_request, { metricsText }) => ({
      status: 200,
      text: await metricsText(),
      type: 'text/plain; version=0.0.4; charset=utf-8',
    }),
  }),
];
