import type { DegradationReport, ModelFallbacksDocument } from '@agentflow/ports';
import { MODEL_SETTINGS } from '@agentflow/ports';
import { WORKING } from '../../../application/degraded-access.js';
import type { GatewayServices } from '../../../application/gateway-services.js';
import { defineRoute, ok, type Route } from '../route.js';
import { degradation, degradationOrder, modelFallbacks } from '../schemas/degradation.js';

const time = (ms: number): string => new Date(ms).toISOString();

function view({ level, name, reasons, since, override, history }: DegradationReport, org: string, { breakers }: GatewayServices): object {
  return {
    level,
    name,
    reasons,
    since: time(since),
    ...WORKING[level],
    override: override && { ...override, at: time(override.at) },
    breakers: breakers.notClosed(org).map((breaker) => ({ ...breaker, openedAt: time(breaker.openedAt), retryAt: time(breaker.retryAt) })),
    history: history.map((transition) => ({ ...transition, at: time(transition.at) })),
  };
}

export const degradationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/degradation',
    auth: 'degradation:read',
    tag: 'Platform',
    id: 'getDegradation',
    summary: 'How far the platform has stepped back, and why',
    responses: { 200: { description: 'The level, and the circuits of the organisation that are not closed.', schema: degradation } },
    handle: ({ org }, services) => ok(view(services.degradation.report(), org, services)),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/degradation',
    auth: 'degradation:write',
    tag: 'Platform',
    id: 'setDegradation',
    summary: 'Set the level by hand, or let the signals decide again',
    description:
      'Holds at once, for the whole platform and over restarts. `auto` goes on from the present level and comes down by one after each calm minute.',
    body: { schema: degradationOrder, limit: 'document' },
    responses: { 200: { description: 'What holds now.', schema: degradation } },
    problems: [503],
    handle: async ({ org, body, principal }, services) => {
      const { level, reason = 'no reason given' } = body;
      return ok(view(await services.degradation.set(level as 0 | 'auto', reason, principal.subject), org, services));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/models/fallbacks',
    auth: 'catalog:read',
    tag: 'Catalog',
    id: 'getModelFallbacks',
    summary: 'Which models stand in for which',
    responses: { 200: { description: 'The fallbacks of the organisation.', schema: modelFallbacks } },
    handle: async ({ org }, { documents }) => {
      const found = await documents.get<ModelFallbacksDocument>(org, MODEL_SETTINGS.collection, MODEL_SETTINGS.fallbacks);
      return ok({ fallbacks: found?.value.fallbacks ?? {} });
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/models/fallbacks',
    auth: 'model:write',
    tag: 'Catalog',
    id: 'putModelFallbacks',
    summary: 'Say which models stand in for which',
    description:
      'Used from degradation level 1 on, and while the circuit of a model is open, by calls whose node and workflow name no `fallbackModel`.',
    body: { schema: modelFallbacks, limit: 'document' },
    responses: { 200: { description: 'Written.', schema: modelFallbacks } },
    handle: async ({ org, body }, { documents }) => {
      await documents.put<ModelFallbacksDocument>(org, MODEL_SETTINGS.collection, MODEL_SETTINGS.fallbacks, body);
      return ok(body);
    },
  }),
];
