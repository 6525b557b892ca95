import { buildAsyncApi } from '../../../asyncapi/document.js';
import { docsRoutes } from '../docs-page.js';
import { defineRoute, type Route } from '../route.js';
import { jsonObject } from '../schemas/common.js';
import { accessRoutes } from './access.js';
import { agentRoutes } from './agents.js';
import { budgetRoutes } from './budgets.js';
import { catalogRoutes } from './catalog.js';
import { credentialRoutes } from './credentials.js';
import { degradationRoutes } from './degradation.js';
import { eventsRoute } from './events.js';
import { executeRoute, testNodeRoute } from './execute.js';
import { executionRoutes, getExecutionRoute } from './executions.js';
import { healthRoutes } from './health.js';
import { platformRoutes } from './platform.js';
import { recoveryRoutes } from './recovery.js';
import { releaseRoutes } from './releases.js';
import { clusterRoutes } from './cluster.js';
import { triggerRoutes } from './triggers.js';
import { workflowRoutes } from './workflows.js';

const openapiRoute: Route = defineRoute({
  method: 'get',
  path: '/openapi.json',
  auth: 'session:own',
  tag: 'Platform',
  id: 'getOpenApi',
  summary: 'This API as OpenAPI 3.1',
  responses: { 200: { description: 'The document.', schema: jsonObject } },
  handle: (_request, { openapiText }) => ({ status: 200, text: openapiText(), type: 'application/json' }),
});

const asyncapiRoute: Route = defineRoute({
  method: 'get',
  path: '/asyncapi.json',
  auth: 'session:own',
  tag: 'Platform',
  id: 'getAsyncApi',
  summary: 'What goes over topics, as AsyncAPI 3.0',
  responses: { 200: { description: 'The document.', schema: jsonObject } },
  handle: (_request, { version }) => ({ status: 200, json: buildAsyncApi(version) }),
});

/** Every route there is. The router tries them in this order, so the ones that are called most come first. */
export const ALL_ROUTES: readonly Route[] = [
  executeRoute,
  getExecutionRoute,
  eventsRoute,
  testNodeRoute,
  ...executionRoutes,
  ...recoveryRoutes,
  ...triggerRoutes,
  ...workflowRoutes,
  ...releaseRoutes,
  ...agentRoutes,
  ...credentialRoutes,
  ...degradationRoutes,
  ...budgetRoutes,
  ...catalogRoutes,
  ...platformRoutes,
  ...clusterRoutes,
  ...accessRoutes,
  ...healthRoutes,
  openapiRoute,
  asyncapiRoute,
  ...docsRoutes,
];

/** Those a busy client calls most: they do not wait for the router's search. */
export const HOT_ROUTES: readonly Route[] = [executeRoute, getExecutionRoute];

/** What is open without a key, and nothing else: a change here is a change of who may come in. */
export const OPEN_ROUTES: readonly string[] = ['GET /health', 'GET /ready', 'GET /login', 'POST /login', 'POST /hooks/{hookId}'];
