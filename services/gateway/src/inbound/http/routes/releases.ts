import type { OrgId } from '@agentflow/core';
import type { ReleaseView, StatsRow } from '@agentflow/ports';
import type { GatewayServices } from '../../../application/gateway-services.js';
import { defined } from '../defined.js';
import { defineRoute, ok, type Route } from '../route.js';
import { idText, numberedPage, pageQuery, timeText } from '../schemas/common.js';
import { canaryRequest, canaryWanted, release, releaseChange, releaseFigures } from '../schemas/releases.js';
import { z } from '../schemas/zod.js';

const TAG = 'Workflows';
const params = z.strictObject({ id: idText });
const RELEASE = { 200: { description: 'What new executions run now.', schema: release } } as const;
const MONTH_MS = 30 * 24 * 3600 * 1000;

export const releaseRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}/release',
    auth: 'workflow:read',
    tag: TAG,
    id: 'getRelease',
    summary: 'What new executions run: the released revision, and a canary beside it',
    params,
    responses: RELEASE,
    problems: [404],
    handle: async ({ org, params }, { designer }) => ok(await designer.getRelease({ org, workflow: params.id })),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/workflows/{id}/release/canary',
    auth: 'workflow:publish',
    tag: TAG,
    id: 'setCanary',
    summary: 'Let a revision run a share of the new executions, or change that share',
    description:
      'The share is drawn by the start: the same `Idempotency-Key`, event or instant gets the same revision, and those that have the canary keep it when the share grows. ' +
      'Executions that name a revision, and subflows that were pinned at publish, are not drawn.',
    params,
    body: { schema: canaryRequest, limit: 'document' },
    responses: RELEASE,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { designer }) =>
      ok(await designer.setCanary({ org, workflow: params.id, revision: body.revision, percent: body.percent, by: principal.subject })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows/{id}/release/canary/promote',
    auth: 'workflow:publish',
    tag: TAG,
    id: 'promoteCanary',
    summary: 'Release the canary to all, triggers included',
    params,
    body: { schema: canaryWanted, limit: 'document', optional: true },
    responses: RELEASE,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { designer }) =>
      ok(await designer.promoteCanary({ org, workflow: params.id, ...defined({ revision: body?.revision }), by: principal.subject })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows/{id}/release/canary/end',
    auth: 'workflow:publish',
    tag: TAG,
    id: 'endCanary',
    summary: 'End the canary: new executions run what is released, those of the canary go on',
    params,
    body: { schema: canaryWanted, limit: 'document', optional: true },
    responses: RELEASE,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { designer }) =>
      ok(await designer.endCanary({ org, workflow: params.id, ...defined({ revision: body?.revision }), by: principal.subject })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}/release/figures',
    auth: 'stats:read',
    tag: TAG,
    id: 'getReleaseFigures',
    summary: 'How the released revision and the canary fare, by the executions that ended',
    params,
    query: z.strictObject({
      from: timeText.optional().openapi({ description: 'Default: when the canary started, else 30 days ago.' }),
    }),
    responses: { 200: { description: 'A row for each of the two.', schema: releaseFigures } },
    problems: [404],
    handle: async ({ org, params, query }, services) => {
      const found = await services.designer.getRelease({ org, workflow: params.id });
      return ok(await figuresOf(services, org, found, query.from));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}/release/changes',
    auth: 'workflow:read',
    tag: TAG,
    id: 'listReleaseChanges',
    summary: 'Who published, rolled back and changed the canary, newest first',
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of changes.', schema: numberedPage(releaseChange) } },
    problems: [404],
    handle: async ({ org, params, query }, { designer }) =>
      ok(await designer.listReleaseChanges({ org, workflow: params.id, page: query.page, pageSize: query.page_size })),
  }),
];

async function figuresOf({ stats, clock }: GatewayServices, org: OrgId, found: ReleaseView, since: number | undefined): Promise<object> {
  const { workflowId, revision, canary } = found;
  const to = clock.now() + 1;
  const from = Math.min(since ?? (canary ? Date.parse(canary.startedAt) : to - MONTH_MS), to - 1);
  const query = { kind: 'execution', from, to, groupBy: ['revision'], where: { workflowId }, limit: 1000 } as const;
  const [{ rows }, lag] = await Promise.all([stats.query({ org, query }), stats.lag({ org })]);
  const of = (number: number, role: 'released' | 'canary'): object =>
    figures(
      number,
      role,
      rows.find(({ group }) => group['revision'] === String(number)),
    );
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    items: [...(revision === null ? [] : [of(revision, 'released')]), ...(canary ? [of(canary.revision, 'canary')] : [])],
    lag,
  };
}
const NONE = { avg: 0, p50: 0, p95: 0, p99: 0 } as const;
const figures = (revision: number, role: 'released' | 'canary', row: StatsRow | undefined): object => ({
  revision,
  role,
  executions: row?.count ?? 0,
  failed: row?.failed ?? 0,
  durationMs: row?.durationMs ?? NONE,
  inputTokens: row?.inputTokens ?? 0,
  outputTokens: row?.outputTokens ?? 0,
  cost: row?.cost ?? '0',
});
