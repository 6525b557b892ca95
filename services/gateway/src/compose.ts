import { createServer, type IncomingMessage, type Server } from 'node:http';
import { AppError, DEGRADED_FROM, degradationError, orgId, type OrgId } from '@agentflow/core';
import {
  NORMAL_OPERATION,
  type BreakerSource,
  type Clock,
  type ClusterService,
  type DegradationControl,
  type DegradationSamples,
  type DesignerService,
  type DocumentStore,
  type ExecutionService,
  type IdSource,
  type KeyValue,
  type MailOutbox,
  type Readiness,
  type RecoveryService,
  type Service,
  type StatsService,
  type TriggerService,
} from '@agentflow/ports';
import { withDelegated } from '@agentflow/service-kit';
import type { Express } from 'express';
import { adoptAdminKey, ensureAdminKey } from './application/admin-key.js';
import { createApiKeys } from './application/api-keys.js';
import type { GatewayLogger, GatewayServices, TemplateView } from './application/gateway-services.js';
import { createLiveConnections } from './application/live-connections.js';
import { createLoginFailures } from './application/login-failures.js';
import { createLoginLinks } from './application/login-links.js';
import { createSessions } from './application/sessions.js';
import { createTickets } from './application/tickets.js';
import { DEFAULTS, type GatewayConfig } from './config.js';
import { createApp } from './inbound/http/app.js';
import { createAuthenticate } from './inbound/http/authenticate.js';
import type { Edge } from './inbound/http/bind-route.js';
import { createHttpServer } from './inbound/http/http-server.js';
import { createOwnOrigin } from './inbound/http/own-origin.js';
import { ALL_ROUTES, HOT_ROUTES } from './inbound/http/routes/all-routes.js';
import { figuresText, RouteFigures } from './inbound/http/request-figures.js';
import { createWebFiles } from './inbound/http/web-files.js';
import { createUpgrade } from './inbound/live/upgrade.js';
import { buildOpenApi } from './openapi/document.js';

export interface GatewayDeps {
  readonly config: GatewayConfig;
  readonly executions: ExecutionService;
  readonly recovery: RecoveryService;
  readonly designer: DesignerService;
  readonly triggers: TriggerService;
  readonly stats: StatsService;
  /** Who is there, who owns what, and what waits. */
  readonly cluster: ClusterService;
  readonly documents: DocumentStore;
  readonly keyValue: KeyValue;
  readonly outbox: MailOutbox;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly templates: () => Promise<readonly TemplateView[]>;
  /** Folder of the built web; `null`: there is none. */
  readonly webRoot: string | null;
  readonly readiness: () => Promise<Readiness>;
  readonly metricsText: () => Promise<string>;
  /** How far the platform has stepped back, where answers are counted, and which targets are left alone; normal operation where left out. */
  readonly degradation?: DegradationControl;
  readonly samples?: DegradationSamples;
  readonly breakers?: BreakerSource;
  readonly logger: GatewayLogger;
  readonly version: string;
}
export interface Gateway {
  readonly lifecycle: Service;
  readonly app: Express;
  /** Where it listens. @throws AppError UNAVAILABLE before it does */
  address(): { readonly url: string; readonly port: number };
  /** A link that logs this person in as an admin, once, within ten minutes. */
  createLoginLink(org: OrgId, subject: string): Promise<string>;
  /** Event streams and WebSockets that are open. */
  liveConnections(): number;
}
export const DEFAULT_ORG = orgId('default');

/** REST, SSE and WebSocket in front of the other services. */
export function composeGateway(deps: GatewayDeps): Gateway {
  const { config, logger, version } = deps;
  const limits = { ...DEFAULTS, ...config };
  const ownOrigin = createOwnOrigin({ host: config.host, allowedHosts: allowedHosts(config) });
  const apiKeys = createApiKeys(deps);
  const sessions = createSessions({ ...deps, apiKeys });
  const loginLinks = createLoginLinks(deps);
  const authenticate = createAuthenticate({ apiKeys, sessions, clock: deps.clock });
  const live = createLiveConnections({ apiKeys, sessions, limit: limits.maxLiveConnections, tickMs: limits.liveTickMs });
  const web = createWebFiles(deps.webRoot);
  let openapi: string | undefined;
  const figures = new Map(ALL_ROUTES.map((route) => [route, new RouteFigures(route.method.toUpperCase(), route.path)]));

  const { degradation = NORMAL_OPERATION, samples = NORMAL_OPERATION, breakers = { notClosed: () => [] } } = deps;
  const services: GatewayServices = {
    ...deps,
    // Wherever their parts run.
    executions: withDelegated(deps.executions),
    degradation,
    samples,
    breakers,
    apiKeys,
    sessions,
    loginFailures: createLoginFailures(deps),
    loginLinks,
    tickets: createTickets(deps),
    live,
    authenticate,
    underWay: new Map(),
    webPage: web.page,
    openapiText: () => (openapi ??= JSON.stringify(buildOpenApi(ALL_ROUTES, version))),
    metricsText: async () => {
      const own = figuresText([...figures.values()], { inFlight: () => inFlight, liveConnections: live.size });
      return `${await deps.metricsText()}\n${own}`;
    },
    mode: config.mode,
  };
  let inFlight = 0;
  let stopping = false;
  const admit = (req: IncomingMessage): AppError | null => {
    const foreign = ownOrigin.check(req);
    if (foreign) return foreign;
    if (stopping) return new AppError('UNAVAILABLE', 'the server is stopping', {}, { retryAfterSeconds: 2 });
    if (inFlight >= limits.maxInFlight) return new AppError('OVERLOADED', 'too many requests are under way', {}, { retryAfterSeconds: 1 });
    inFlight++;
    return null;
  };
  const release = (): void => void inFlight--;
  const edge: Edge = {
    services,
    authenticate,
    admit,
    release,
    limits: { document: limits.maxBodyBytes, value: limits.maxValueBytes, export: limits.maxExportBytes },
  };
  const { app, listener, serverOptions } = createApp(ALL_ROUTES, HOT_ROUTES, edge, web, (route) => figures.get(route) as RouteFigures);
  const upgrade = createUpgrade(services, (req) => {
    const refusal = admit(req);
    if (!refusal) release();
    return refusal ?? (degradation.level >= DEGRADED_FROM.maintenance ? degradationError(degradation.level) : null);
  });
  const http = createHttpServer({
    server: createServer(serverOptions, listener) as Server,
    host: config.host,
    port: config.port,
    upgrade,
    logger,
  });

  const address = (): { url: string; port: number } => {
    const port = http.port();
    const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
    return { url: config.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`, port };
  };
  const lifecycle: Service = {
    name: 'gateway',
    async start() {
      if (config.adminKey !== undefined) await adoptAdminKey(config.adminKey, { apiKeys, org: DEFAULT_ORG });
      else if (config.dataDir !== null) await ensureAdminKey(config.dataDir, { apiKeys, ids: deps.ids, org: DEFAULT_ORG });
      ownOrigin.listenOn(await http.listen());
      live.start();
    },
    async stop() {
      stopping = true;
      live.stop();
      await http.close();
    },
    ready: async () => ({ ready: http.listening() && !stopping, checks: { http: http.listening() ? 'ok' : 'not listening' } }),
  };
  return {
    lifecycle,
    app,
    address,
    liveConnections: live.size,
    async createLoginLink(org, subject) {
      return `${address().url}/login?token=${await loginLinks.issue(org, { subject, roles: ['admin'] })}`;
    },
  };
}

function allowedHosts({ publicUrl, allowedHosts = [] }: GatewayConfig): readonly string[] {
  return publicUrl === undefined ? allowedHosts : [...allowedHosts, new URL(publicUrl).host];
}
