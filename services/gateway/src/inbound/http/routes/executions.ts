import { AppError, type ExecutionStatus } from '@agentflow/core';
import { presentExecution } from '../../../application/present-execution.js';
import { workflowIdOf } from '../../../application/workflow-id.js';
import { defined } from '../defined.js';
import { defineRoute, ok, type Route } from '../route.js';
import { cursorPage, cursorQuery, idText, json, nodePath, timeText } from '../schemas/common.js';
import {
  EXECUTION_STATUSES,
  addItemsRequest,
  answerRequest,
  effect,
  executedDefinition,
  execution,
  executionSummary,
  historyItem,
  keyedSignalAnswer,
  keyedSignalRequest,
  node,
  nodeDetail,
  resolveRequest,
  resumeRequest,
  signalAnswer,
  signalName,
  signalRequest,
  steerRequest,
} from '../schemas/executions.js';
import { z } from '../schemas/zod.js';

const TAG = 'Executions';
const params = z.strictObject({ id: idText });
const nodeParams = z.strictObject({ id: idText, path: nodePath });
const EXECUTION = { 200: { description: 'The execution.', schema: execution } } as const;

const isStatus = (text: string): text is ExecutionStatus => (EXECUTION_STATUSES as readonly string[]).includes(text);
const statusList = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : [given]).flatMap((text) => text.split(',')))
  .refine((list) => list.every(isStatus), `must be of ${EXECUTION_STATUSES.join(', ')}`)
  .transform((list) => list.filter(isStatus))
  .openapi({ type: 'string', description: 'One status, or several with commas.', example: 'running,waiting' });

export const getExecutionRoute: Route = defineRoute({
  method: 'get',
  path: '/api/v1/executions/{id}',
  auth: 'execution:read',
  tag: TAG,
  id: 'getExecution',
  summary: 'Get an execution',
  params,
  responses: EXECUTION,
  problems: [404],
  handle: async ({ org, params }, { executions }) => ok(presentExecution(await executions.get({ org, executionId: params.id }))),
});

export const executionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/executions',
    auth: 'execution:read',
    tag: TAG,
    id: 'listExecutions',
    summary: 'List executions, newest first',
    query: z.strictObject({
      workflow: idText.optional().openapi({ description: 'Id or key.' }),
      status: statusList.optional(),
      from: timeText.optional().openapi({ description: 'Created at or after.' }),
      to: timeText.optional().openapi({ description: 'Created before.' }),
      tag: z.string().min(1).max(100).optional(),
      ...cursorQuery,
    }),
    responses: { 200: { description: 'A page of executions, at most a second late.', schema: cursorPage(executionSummary) } },
    handle: async ({ org, query }, { executions, designer }) => {
      const { workflow, page_size, ...rest } = query;
      const workflowId = workflow === undefined ? undefined : await workflowIdOf(designer, org, workflow);
      return ok(await executions.list({ org, ...defined({ workflowId, ...rest }), limit: page_size }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/nodes',
    auth: 'execution:read',
    tag: TAG,
    id: 'listNodes',
    summary: 'List the nodes of an execution',
    params,
    query: z.strictObject(cursorQuery),
    responses: { 200: { description: 'A page of nodes, in path order.', schema: cursorPage(node) } },
    problems: [404],
    handle: async ({ org, params, query }, { executions }) =>
      ok(await executions.nodes({ org, executionId: params.id, ...defined({ cursor: query.cursor }), limit: query.page_size })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/nodes/{path}',
    auth: 'execution:read',
    tag: TAG,
    id: 'getNode',
    summary: 'Get one node with its attempts and steps',
    params: nodeParams,
    responses: { 200: { description: 'The node.', schema: nodeDetail } },
    problems: [404, 409],
    handle: async ({ org, params }, { executions }) => ok(await executions.node({ org, executionId: params.id, path: params.path })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/history',
    auth: 'execution:read',
    tag: TAG,
    id: 'listHistory',
    summary: 'List the events of an execution in the order recorded',
    params,
    query: z.strictObject(cursorQuery),
    responses: { 200: { description: 'A page of events.', schema: cursorPage(historyItem) } },
    problems: [404],
    handle: async ({ org, params, query }, { executions }) =>
      ok(await executions.history({ org, executionId: params.id, ...defined({ cursor: query.cursor }), limit: query.page_size })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/effects',
    auth: 'execution:read',
    tag: TAG,
    id: 'listEffects',
    summary: 'List the calls of an execution that changed, or may have changed, something outside',
    params,
    query: z.strictObject(cursorQuery),
    responses: { 200: { description: 'A page of the effect ledger, in the order in which the calls began.', schema: cursorPage(effect) } },
    problems: [404],
    handle: async ({ org, params, query }, { executions }) =>
      ok(await executions.effects({ org, executionId: params.id, ...defined({ cursor: query.cursor }), limit: query.page_size })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/definition',
    auth: 'execution:read',
    tag: TAG,
    id: 'getExecutedDefinition',
    summary: 'Get the definition that an execution runs',
    description:
      'As it was when the execution started, or took up another revision: also where the draft has gone on since, or the workflow is gone.',
    params,
    responses: { 200: { description: 'The definition, with a layout where its author gave it one.', schema: executedDefinition } },
    problems: [404],
    handle: async ({ org, params }, { executions, designer }) => {
      const { workflowId, revision, digest } = await executions.get({ org, executionId: params.id });
      const shownAs = revision === 'draft' ? {} : { workflow: workflowId, revision };
      const { definition, digest: whole, pins } = await designer.getFrozen({ org, digest, ...shownAs });
      return ok({ workflowId, revision, digest: whole, definition, pins });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/values/{digest}',
    auth: 'execution:read',
    tag: TAG,
    id: 'getValue',
    summary: 'Get a large value',
    params: z.strictObject({
      id: idText,
      digest: z
        .string()
        .max(100)
        .openapi({ example: `sha256:${'0'.repeat(64)}` }),
    }),
    responses: { 200: { description: 'The value.', schema: json, headers: ['ETag'] } },
    problems: [404],
    handle: async ({ org, params }, { executions }) => {
      if (!/^sha256:[0-9a-f]{64}$/.test(params.digest)) {
        throw new AppError('VALUE_NOT_FOUND', 'no value has this digest: it reads sha256: and 64 hexadecimal digits');
      }
      const { json: text } = await executions.value({ org, executionId: params.id, digest: params.digest });
      const headers = { etag: `"${params.digest}"`, 'cache-control': 'private, max-age=31536000, immutable' };
      return { status: 200, text, type: 'application/json', headers };
    },
  }),
  ...(['stop', 'pause'] as const).map((verb) =>
    defineRoute({
      method: 'post',
      path: `/api/v1/executions/{id}/${verb}`,
      auth: 'execution:steer',
      tag: TAG,
      id: `${verb}Execution`,
      summary: verb === 'stop' ? 'Stop an execution' : 'Pause an execution: attempts in flight finish, nothing new starts',
      params,
      body: { schema: steerRequest, limit: 'document', optional: true },
      responses: EXECUTION,
      problems: [404, 409],
      handle: async ({ org, params, body, principal }, { executions }) => {
        const reason = body?.reason;
        return ok(presentExecution(await executions[verb]({ org, executionId: params.id, ...defined({ reason }), by: principal.subject })));
      },
    }),
  ),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/compensate',
    auth: 'execution:steer',
    tag: TAG,
    id: 'compensateExecution',
    summary: 'Undo what an execution has done, latest first; an open one is stopped',
    params,
    body: { schema: steerRequest, limit: 'document', optional: true },
    responses: EXECUTION,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { executions }) => {
      const reason = body?.reason;
      return ok(
        presentExecution(await executions.compensate({ org, executionId: params.id, ...defined({ reason }), by: principal.subject })),
      );
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/signals/{name}',
    auth: 'execution:steer',
    tag: TAG,
    id: 'sendSignal',
    summary: 'Send a signal to an execution; it is kept until a node waits for it',
    params: z.strictObject({ id: idText, name: signalName }),
    body: { schema: signalRequest, limit: 'value', optional: true },
    responses: { 202: { description: 'Accepted and durable.', schema: signalAnswer } },
    problems: [404, 409, 429],
    handle: async ({ org, params, body, principal }, { executions }) => {
      const { id, payload = null } = body ?? {};
      const request = { org, executionId: params.id, name: params.name, payload, ...defined({ id }), by: principal.subject };
      const answer = await executions.signal(request);
      return { status: 202, json: { id: answer.id, execution: presentExecution(answer.execution) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/signals/{name}',
    auth: 'execution:steer',
    tag: TAG,
    id: 'sendKeyedSignal',
    summary: 'Send a signal to whichever execution waits for it under a key; it is kept until one does',
    params: z.strictObject({ name: signalName }),
    body: { schema: keyedSignalRequest, limit: 'value' },
    responses: { 202: { description: 'Accepted and durable.', schema: keyedSignalAnswer } },
    problems: [429],
    handle: async ({ org, params, body, principal }, { executions }) => {
      const { key, payload = null, id, ttlSeconds } = body;
      const request = { org, name: params.name, key, payload, ...defined({ id, ttlSeconds }), by: principal.subject };
      return { status: 202, json: await executions.signalByKey(request) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/resume',
    auth: 'execution:steer',
    tag: TAG,
    id: 'resumeExecution',
    summary: 'Resume a paused execution',
    params,
    body: { schema: resumeRequest, limit: 'document', optional: true },
    responses: EXECUTION,
    problems: [404, 409],
    handle: async ({ org, params, principal }, { executions }) =>
      ok(presentExecution(await executions.resume({ org, executionId: params.id, by: principal.subject }))),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/inputs/{path}',
    auth: 'execution:steer',
    tag: TAG,
    id: 'answerInput',
    summary: 'Answer a human node',
    params: nodeParams,
    body: { schema: answerRequest, limit: 'value' },
    responses: EXECUTION,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { executions }) =>
      ok(
        presentExecution(
          await executions.answer({ org, executionId: params.id, path: params.path, value: body.value, by: principal.subject }),
        ),
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/nodes/{path}/items',
    auth: 'execution:steer',
    tag: TAG,
    id: 'addItems',
    summary: 'Add items to a map that runs',
    params: nodeParams,
    body: { schema: addItemsRequest, limit: 'value' },
    responses: EXECUTION,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { executions }) => {
      const { items, id } = body;
      const request = { org, executionId: params.id, path: params.path, items, ...defined({ id }), by: principal.subject };
      return ok(presentExecution(await executions.addItems(request)));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/uncertain/{path}',
    auth: 'execution:steer',
    tag: TAG,
    id: 'resolveUncertain',
    summary: 'Say what became of a call whose outcome is unknown',
    params: nodeParams,
    body: { schema: resolveRequest, limit: 'value' },
    responses: EXECUTION,
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, { executions }) => {
      const { resolution, output } = body;
      const request = { org, executionId: params.id, path: params.path, resolution, ...defined({ output }), by: principal.subject };
      return ok(presentExecution(await executions.resolve(request)));
    },
  }),
];
