import type { RequestListener, ServerOptions } from 'node:http';
import { AppError, DEGRADED_FROM } from '@agentflow/core';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { bindRoute, type Edge } from './bind-route.js';
import { createFastExpress } from './fast-express.js';
import { hotPathsBefore } from './hot-paths.js';
import { sendMaintenancePage, wantsPage } from './maintenance-page.js';
import { sendProblem } from './problem.js';
import type { RouteFigures } from './request-figures.js';
import type { Route } from './route.js';
import type { WebFiles } from './web-files.js';

/** The express application over all routes, what listens in front of it (`hot`: routes that take the short cut), and the options their server needs. */
export function createApp(
  routes: readonly Route[],
  hot: readonly Route[],
  edge: Edge,
  web: WebFiles,
  figuresOf: (route: Route) => RouteFigures,
): { readonly app: Express; readonly listener: RequestListener; readonly serverOptions: ServerOptions } {
  const { app, serverOptions } = createFastExpress();
  const bound = new Map<Route, RequestHandler>();
  for (const route of routes) {
    const handle = bindRoute(route, edge, figuresOf(route));
    app[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), handle);
    if (hot.includes(route)) bound.set(route, handle);
  }
  app.use(guarded(edge, web.handle));
  app.use(elsewhere(routes, edge));
  const onError: ErrorRequestHandler = (error, req, res, _next) => sendProblem(req, res, error, edge.services.logger);
  app.use(onError);
  return { app, listener: hotPathsBefore(app, bound), serverOptions };
}

/** The web's files are open, but not to pages of other origins. */
const guarded =
  (edge: Edge, handle: RequestHandler): RequestHandler =>
  (req, res, next) => {
    const refusal = edge.admit(req);
    if (refusal) return next(refusal);
    edge.release();
    if (edge.services.degradation.level >= DEGRADED_FROM.maintenance && (req.path === '/' || wantsPage(req)))
      return sendMaintenancePage(req, res);
    return handle(req, res, next);
  };

/** What no route took: 405 and OPTIONS where the path is known, 404 where not; to callers with a key only, unless the path is open. */
function elsewhere(routes: readonly Route[], edge: Edge): RequestHandler {
  const patterns = pathPatterns(routes);
  return async (req, res) => {
    const known = patterns.find(({ pattern }) => pattern.test(req.path));
    if (!known?.open) await edge.authenticate(req);
    if (!known) throw new AppError('NOT_FOUND', 'there is nothing at this path: the API is described at /openapi.json and /docs');
    const allow = known.methods.join(', ');
    if (req.method === 'OPTIONS') {
      res.writeHead(204, { allow, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end();
      return;
    }
    sendProblem(req, res, new AppError('METHOD_NOT_ALLOWED', `${req.method} is not possible here, ${allow} is`), edge.services.logger, {
      allow,
    });
  };
}

interface PathPattern {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
  readonly open: boolean;
}
function pathPatterns(routes: readonly Route[]): readonly PathPattern[] {
  return [...new Set(routes.map(({ path }) => path))].map((path) => {
    const here = routes.filter((route) => route.path === path);
    const methods = here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return { pattern, methods: [...methods, 'OPTIONS'], open: here.some(({ auth }) => auth === 'open') };
  });
}
