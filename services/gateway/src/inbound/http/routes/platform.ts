import { AppError } from '@agentflow/core';
import type { StatsQuery, StoredMail } from '@agentflow/ports';
import { defined } from '../defined.js';
import { created, defineRoute, NO_CONTENT, ok, type Route } from '../route.js';
import { idText, itemsOnly, numberedPage, pageQuery, timeText } from '../schemas/common.js';
import { apiKey, apiKeyDraft, GROUPS, mail, newApiKey, session, usageReport } from '../schemas/platform.js';
import { z } from '../schemas/zod.js';

type Group = (typeof GROUPS)[number];
const isGroup = (text: string): text is Group => (GROUPS as readonly string[]).includes(text);
const groupList = z
  .string()
  .max(200)
  .optional()
  .transform((text) => (text ?? 'day').split(','))
  .refine((list) => list.every(isGroup) && new Set(list).size === list.length, `must be of ${GROUPS.join(', ')}, each once`)
  .transform((list) => list.filter(isGroup))
  .openapi({ type: 'string', default: 'day', description: `Of ${GROUPS.join(', ')}, with commas.`, example: 'day,model' });
const MONTH_MS = 30 * 24 * 3600 * 1000;

const mailView = ({ idempotencyKey: _key, at, cc, html, ...rest }: StoredMail): object => ({
  ...rest,
  at: new Date(at).toISOString(),
  cc: cc ?? [],
  html: html ?? null,
});

export const platformRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/session',
    auth: 'session:own',
    tag: 'Access',
    id: 'getSession',
    summary: 'Who the key or session belongs to',
    responses: { 200: { description: 'The caller.', schema: session } },
    handle: ({ principal }, { mode, version }) => {
      const { org, subject, roles, csrfToken } = principal;
      return ok({ org, subject, roles, csrfToken: csrfToken ?? null, mode, version });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/api-keys',
    auth: 'key:manage',
    tag: 'Access',
    id: 'listApiKeys',
    summary: 'List API keys, without the keys themselves',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of API keys.', schema: numberedPage(apiKey) } },
    handle: async ({ org, query }, { apiKeys }) => ok(await apiKeys.list(org, query.page, query.page_size)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/api-keys',
    auth: 'key:manage',
    tag: 'Access',
    id: 'createApiKey',
    summary: 'Create an API key, shown this once',
    description: 'The only creating POST that takes no Idempotency-Key: its answer is never kept.',
    body: { schema: apiKeyDraft, limit: 'document' },
    responses: { 201: { description: 'Created.', schema: newApiKey } },
    handle: async ({ org, body, principal }, { apiKeys }) => {
      const { name, role, expiresAt } = body;
      const key = await apiKeys.create(org, { name, role, ...defined({ expiresAt }) }, principal.subject);
      return created(key, {});
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/api-keys/{id}',
    auth: 'key:manage',
    tag: 'Access',
    id: 'revokeApiKey',
    summary: 'Revoke an API key',
    params: z.strictObject({ id: idText }),
    responses: { 204: { description: 'Revoked; sessions and streams opened with it end within seconds.' } },
    problems: [404, 409],
    handle: async ({ org, params }, { apiKeys }) => {
      if (params.id === 'admin')
        throw new AppError('CONFLICT', 'this is the admin key of the data folder: delete admin.key and start again to replace it');
      await apiKeys.revoke(org, params.id);
      return NO_CONTENT;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/metrics/usage',
    auth: 'stats:read',
    tag: 'Metrics',
    id: 'getUsage',
    summary: 'Tokens, cost and latency',
    query: z.strictObject({
      group_by: groupList,
      kind: z.enum(['execution', 'node', 'model-call']).default('model-call'),
      from: timeText.optional().openapi({ description: 'Default: 30 days before `to`.' }),
      to: timeText.optional().openapi({ description: 'Default: now.' }),
      workflow: idText.optional(),
      execution: idText.optional(),
      model: idText.optional(),
    }),
    responses: { 200: { description: 'One row per group.', schema: usageReport } },
    handle: async ({ org, query }, { stats, clock }) => {
      const to = query.to ?? clock.now() + 1;
      const from = query.from ?? to - MONTH_MS;
      if (from > to) throw new AppError('BAD_REQUEST', 'from is after to');
      const where = defined({ workflowId: query.workflow, executionId: query.execution, model: query.model });
      const statsQuery: StatsQuery = { kind: query.kind, from, to, groupBy: query.group_by, where, limit: 1000 };
      const [{ rows }, lag] = await Promise.all([stats.query({ org, query: statsQuery }), stats.lag({ org })]);
      return ok({
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        kind: query.kind,
        groupBy: query.group_by,
        rows,
        lag,
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/outbox',
    auth: 'outbox:read',
    tag: 'Outbox',
    id: 'listOutbox',
    summary: 'The mails written by executions, newest first',
    responses: { 200: { description: 'At most 200 mails.', schema: itemsOnly(mail) } },
    handle: async ({ org }, { outbox }) => {
      const mails = await outbox.list(org, 200);
      return ok({ items: [...mails].sort((a, b) => b.at - a.at).map(mailView) });
    },
  }),
];
