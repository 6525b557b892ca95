import type { IncomingHttpHeaders } from 'node:http';
import { executionUrl } from '../../../application/present-execution.js';
import { workflowIdOf } from '../../../application/workflow-id.js';
import { defined } from '../defined.js';
import { defineRoute, ok, type Route } from '../route.js';
import { deadLetter, fireRequest, hookAnswer, started, trigger, triggerSwitch } from '../schemas/catalog.js';
import { idText, json, numberedPage, pageQuery } from '../schemas/common.js';
import { z } from '../schemas/zod.js';

const TAG = 'Triggers';
const params = z.strictObject({ id: idText });

export const triggerRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/triggers',
    auth: 'trigger:read',
    tag: TAG,
    id: 'listTriggers',
    summary: 'List the triggers of released revisions',
    query: z.strictObject({ workflow: idText.optional().openapi({ description: 'Id or key.' }), ...pageQuery }),
    responses: { 200: { description: 'A page of triggers.', schema: numberedPage(trigger) } },
    handle: async ({ org, query }, { triggers, designer }) => {
      const workflowId = query.workflow === undefined ? undefined : await workflowIdOf(designer, org, query.workflow);
      return ok(await triggers.list({ org, page: query.page, pageSize: query.page_size, ...defined({ workflowId }) }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/triggers/{id}',
    auth: 'trigger:read',
    tag: TAG,
    id: 'getTrigger',
    summary: 'Get a trigger',
    params,
    responses: { 200: { description: 'The trigger.', schema: trigger } },
    problems: [404],
    handle: async ({ org, params }, { triggers }) => ok(await triggers.get({ org, trigger: params.id })),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/triggers/{id}',
    auth: 'trigger:write',
    tag: TAG,
    id: 'switchTrigger',
    summary: 'Switch a trigger on or off',
    params,
    body: { schema: triggerSwitch, limit: 'document' },
    responses: { 200: { description: 'Switched.', schema: trigger } },
    problems: [404],
    handle: async ({ org, params, body, principal }, { triggers }) =>
      ok(await triggers.setEnabled({ org, trigger: params.id, enabled: body.enabled, by: principal.subject })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/triggers/{id}/fire',
    auth: 'trigger:write',
    tag: TAG,
    id: 'fireTrigger',
    summary: 'Fire a trigger by hand, now',
    params,
    body: { schema: fireRequest, limit: 'document', optional: true },
    idempotent: true,
    responses: { 202: { description: 'An execution is on its way.', schema: started, headers: ['Location'] } },
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { triggers }) => {
      const { executionId } = await triggers.fire({ org, trigger: params.id, by: principal.subject, ...defined({ event: body?.event }) });
      return { status: 202, json: { executionId }, headers: { location: executionUrl(executionId) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/dead-letters',
    auth: 'trigger:read',
    tag: TAG,
    id: 'listDeadLetters',
    summary: 'List events that started nothing, newest first',
    description: 'Events of topics that no execution could be started with, and why. They lie on `<topic>.dlq.agentflow`, too.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of dead letters.', schema: numberedPage(deadLetter) } },
    handle: async ({ org, query }, { triggers }) => ok(await triggers.deadLetters({ org, page: query.page, pageSize: query.page_size })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/dead-letters/{id}/redrive',
    auth: 'trigger:write',
    tag: TAG,
    id: 'redriveDeadLetter',
    summary: 'Let the trigger have an event again',
    description: 'The trigger as it is released now. However often it is sent, an event starts one execution of a trigger.',
    params,
    responses: { 200: { description: 'What became of it is in `redriven`.', schema: deadLetter } },
    problems: [404, 409],
    handle: async ({ org, params, principal }, { triggers }) =>
      ok(await triggers.redrive({ org, deadLetter: params.id, by: principal.subject })),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/dead-letters/{id}',
    auth: 'trigger:write',
    tag: TAG,
    id: 'dropDeadLetter',
    summary: 'Forget an event that started nothing',
    params,
    responses: { 204: { description: 'Gone.' } },
    problems: [404],
    async handle({ org, params, principal }, { triggers }) {
      await triggers.dropDeadLetter({ org, deadLetter: params.id, by: principal.subject });
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/hooks/{hookId}',
    auth: 'open', // the trigger's own credential decides; `auth: none` must be written in the definition
    tag: TAG,
    id: 'receiveHook',
    summary: 'Receive a webhook',
    description: "Checked against the trigger's own credential: a Standard Webhooks signature or a bearer token.",
    params: z.strictObject({ hookId: idText }),
    query: z.record(z.string().max(200), z.union([z.string(), z.array(z.string())])).openapi({ type: 'object' }),
    body: { schema: json, limit: 'document', optional: true, raw: true },
    responses: {
      200: { description: '`respond: result`, and the execution has ended.', schema: hookAnswer },
      202: { description: 'An execution is on its way, or was already.', schema: hookAnswer },
    },
    problems: [401, 404],
    handle: async (request, { triggers }) => {
      const answer = await triggers.webhook({
        hookId: request.params.hookId,
        method: request.req.method ?? 'POST',
        headers: flat(request.req.headers),
        query: Object.fromEntries(
          Object.entries(request.query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
        ),
        rawBody: request.raw.toString('base64'),
        contentType: request.header('content-type') ?? '',
        by: 'webhook',
      });
      return { status: answer.status === 'completed' || answer.status === 'failed' ? 200 : 202, json: answer };
    },
  }),
];

/** Repeated headers joined as HTTP would. Cookies are nobody's business there. */
function flat(headers: IncomingHttpHeaders): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'cookie') result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
