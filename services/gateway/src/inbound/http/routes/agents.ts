import { AppError } from '@agentflow/core';
import type { AgentView } from '@agentflow/ports';
import { created, defineRoute, NO_CONTENT, ok, type Route } from '../route.js';
import { agent, agentDraft } from '../schemas/catalog.js';
import { idText, intText, numberedPage, pageQuery } from '../schemas/common.js';
import { defined } from '../defined.js';
import { z } from '../schemas/zod.js';

const TAG = 'Agents';
const params = z.strictObject({ id: idText });
const etag = (view: AgentView): { etag: string } => ({ etag: `"${view.version}"` });

/** The version an `If-Match` names; `undefined` without one, or with `*`. */
function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const found = /^"(\d{1,9})"$/.exec(ifMatch);
  if (!found) throw new AppError('VERSION_CONFLICT', 'If-Match does not name a version of this agent: its ETag is the version in quotes');
  return Number(found[1]);
}

export const agentRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/agents',
    auth: 'agent:read',
    tag: TAG,
    id: 'listAgents',
    summary: 'List agents',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of agents.', schema: numberedPage(agent) } },
    handle: async ({ org, query }, { designer }) => ok(await designer.listAgents({ org, page: query.page, pageSize: query.page_size })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/agents',
    auth: 'agent:write',
    tag: TAG,
    id: 'createAgent',
    summary: 'Register an agent',
    body: { schema: agentDraft, limit: 'document' },
    idempotent: true,
    responses: { 201: { description: 'Registered, version 1.', schema: agent, headers: ['Location', 'ETag'] } },
    problems: [409],
    handle: async ({ org, body, principal }, { designer }) => {
      const { key, model, instructions, ...rest } = body;
      const view = await designer.createAgent({ org, agent: { key, model, instructions, ...defined(rest) }, by: principal.subject });
      return created(view, { location: `/api/v1/agents/${encodeURIComponent(view.id)}`, ...etag(view) });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/agents/{id}',
    auth: 'agent:read',
    tag: TAG,
    id: 'getAgent',
    summary: 'Get an agent',
    params,
    query: z.strictObject({ version: intText({ min: 1, max: 999_999_999, description: 'Default: the latest.' }).optional() }),
    responses: { 200: { description: 'The agent.', schema: agent, headers: ['ETag'] } },
    problems: [404],
    handle: async ({ org, params, query }, { designer }) => {
      const view = await designer.getAgent({ org, agent: params.id, ...defined(query) });
      return ok(view, etag(view));
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/agents/{id}',
    auth: 'agent:write',
    tag: TAG,
    id: 'updateAgent',
    summary: 'Write a new version of an agent',
    params,
    headers: ['If-Match?'],
    body: { schema: agentDraft, limit: 'document' },
    responses: { 200: { description: 'The new version.', schema: agent, headers: ['ETag'] } },
    problems: [404, 409, 412],
    handle: async (request, { designer }) => {
      const { key, model, instructions, ...rest } = request.body;
      const draft = { key, model, instructions, ...defined(rest) };
      const ifMatch = versionOf(request.header('if-match'));
      const by = request.principal.subject;
      const view = await designer.updateAgent({ org: request.org, agent: request.params.id, draft, ...defined({ ifMatch }), by });
      return ok(view, etag(view));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/agents/{id}',
    auth: 'agent:write',
    tag: TAG,
    id: 'deleteAgent',
    summary: 'Delete an agent',
    params,
    responses: { 204: { description: 'Deleted.' } },
    problems: [404, 409],
    handle: async ({ org, params, principal }, { designer }) => {
      await designer.deleteAgent({ org, agent: params.id, by: principal.subject });
      return NO_CONTENT;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/agents/{id}/versions',
    auth: 'agent:read',
    tag: TAG,
    id: 'listAgentVersions',
    summary: 'List the versions of an agent, newest first',
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of versions.', schema: numberedPage(agent) } },
    problems: [404],
    handle: async ({ org, params, query }, { designer }) =>
      ok(await designer.agentVersions({ org, agent: params.id, page: query.page, pageSize: query.page_size })),
  }),
];
