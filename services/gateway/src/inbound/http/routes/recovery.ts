import { AppError, type OrgId } from '@agentflow/core';
import type { RevisionChoice } from '@agentflow/ports';
import type { GatewayServices } from '../../../application/gateway-services.js';
import { executionUrl, presentExecution } from '../../../application/present-execution.js';
import { defined } from '../defined.js';
import { defineRoute, ok, type Route } from '../route.js';
import { cursorPage, cursorQuery, idText, intText, json } from '../schemas/common.js';
import { execution } from '../schemas/executions.js';
import { forkRequest, replayAnswer, restoreAnswer, retryAnswer, retryRequest, snapshot, snapshotRequest } from '../schemas/recovery.js';
import { z } from '../schemas/zod.js';
import { streamLines } from '../stream-lines.js';
import { utf8Text } from '../read-body.js';

const TAG = 'Recovery';
const params = z.strictObject({ id: idText });
const version = intText({ min: 1, max: 9_999_999_999 });

/** The revision an execution is to go over to, by number, of its own workflow. */
async function choose(
  services: GatewayServices,
  org: OrgId,
  id: string,
  revision: number | 'draft' | undefined,
): Promise<{ revision?: RevisionChoice }> {
  if (revision === undefined) return {};
  const { workflowId } = await services.executions.get({ org, executionId: id });
  const frozen = await services.designer.freeze({ org, workflow: workflowId, revision });
  return { revision: { revision: frozen.revision, digest: frozen.digest } };
}

export const recoveryRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/retry',
    auth: 'execution:steer',
    tag: TAG,
    id: 'retryExecution',
    summary: 'Go on with a failed or stopped execution where it stood',
    description:
      'The same execution: recorded calls of the failed node are kept and not made again. `dryRun` says what would happen, and whether another revision fits. ' +
      '409: not failed or stopped, compensated already, does not fit, or needs `confirm`.',
    params,
    body: { schema: retryRequest, limit: 'value', optional: true },
    responses: { 200: { description: 'What it does, or would do.', schema: retryAnswer } },
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, services) => {
      const { revision, input, dryRun = false, confirm = false } = body ?? {};
      const choice = await choose(services, org, params.id, revision);
      const answer = await services.recovery.retry({
        org,
        executionId: params.id,
        ...choice,
        ...defined({ input }),
        dryRun,
        confirm,
        by: principal.subject,
      });
      return ok({ ...answer, execution: answer.execution && presentExecution(answer.execution) });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/fork',
    auth: 'execution:start',
    tag: TAG,
    id: 'forkExecution',
    summary: 'Begin a new execution with the first part of this one',
    description:
      'What stands before the branch is copied, not run. Work of other branches that was under way there begins anew in the fork.',
    params,
    headers: ['Idempotency-Key'],
    idempotent: true,
    body: { schema: forkRequest, limit: 'value' },
    responses: { 201: { description: 'The fork.', schema: execution, headers: ['Location'] } },
    problems: [404, 409],
    handle: async ({ org, params, body, principal }, services) => {
      const { from, input, revision } = body;
      const choice = await choose(services, org, params.id, revision);
      const point = { path: from.path, ...defined({ step: from.step }) };
      const request = { org, executionId: params.id, from: point, ...choice, ...defined({ input }), by: principal.subject };
      const view = presentExecution(await services.recovery.fork(request));
      return { status: 201, json: view, headers: { location: executionUrl(view.id) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/replay',
    auth: 'execution:steer',
    tag: TAG,
    id: 'replayExecution',
    summary: 'Decide the recorded history again and compare',
    description: 'With the recorded times, values, model and tool answers: no network, no worker. Changes nothing.',
    params,
    responses: { 200: { description: 'Whether it came out the same.', schema: replayAnswer } },
    problems: [404, 409],
    handle: async ({ org, params }, { recovery }) => ok(await recovery.replay({ org, executionId: params.id })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/export',
    auth: 'execution:read',
    tag: TAG,
    id: 'exportExecution',
    summary: 'The execution as one file',
    description:
      'Lines of JSON: a header, the recorded commits, the revisions they ran, large values, and a last line with the sha256 of all before it. Another installation can import and replay it.',
    params,
    responses: { 200: { description: 'The file.', types: ['application/x-ndjson'] } },
    problems: [404, 409],
    handle: async ({ org, params, req }, services) => {
      const lines = services.recovery.export({ org, executionId: params.id })[Symbol.asyncIterator]();
      // What is wrong with the execution is told before anything is sent.
      const first = await lines.next();
      if (first.done === true) throw new AppError('EXECUTION_NOT_FOUND', 'no execution has this id');
      const name = params.id.replace(/[^A-Za-z0-9._-]/g, '_');
      return {
        stream: (res) => streamLines({ req, res, first: first.value.line, lines, fileName: `execution-${name}.ndjson` }, services.logger),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/import',
    auth: 'execution:start',
    tag: TAG,
    id: 'importExecution',
    summary: 'Take in an execution that was exported elsewhere',
    description:
      'Keeps its id and history; it can be read, replayed and forked, never run on: one that had not ended is `stopped`. 200 when it is here already, the same.',
    body: { schema: json, limit: 'export', lines: true },
    responses: {
      200: { description: 'It was here already.', schema: execution, headers: ['Location'] },
      201: { description: 'The execution.', schema: execution, headers: ['Location'] },
    },
    problems: [409, 503],
    handle: async ({ org, raw, principal }, { recovery }) => {
      const answer = await recovery.import({ org, text: utf8Text(raw), by: principal.subject });
      const view = presentExecution(answer.execution);
      return { status: answer.created ? 201 : 200, json: view, headers: { location: executionUrl(view.id) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/snapshots',
    auth: 'execution:read',
    tag: TAG,
    id: 'listSnapshots',
    summary: 'List snapshots, of one execution newest first',
    query: z.strictObject({ execution: idText.optional(), ...cursorQuery }),
    responses: { 200: { description: 'A page of snapshots, refused ones with their reason.', schema: cursorPage(snapshot) } },
    problems: [404],
    handle: async ({ org, query }, { recovery }) =>
      ok(await recovery.snapshots({ org, ...defined({ executionId: query.execution, cursor: query.cursor }), limit: query.page_size })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/executions/{id}/snapshots',
    auth: 'execution:read',
    tag: TAG,
    id: 'listExecutionSnapshots',
    summary: 'List the snapshots of an execution, newest first',
    params,
    query: z.strictObject(cursorQuery),
    responses: { 200: { description: 'Its snapshots, refused ones with their reason.', schema: cursorPage(snapshot) } },
    problems: [404],
    handle: async ({ org, params, query }, { recovery }) =>
      ok(await recovery.snapshots({ org, executionId: params.id, limit: query.page_size })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/snapshots',
    auth: 'execution:steer',
    tag: TAG,
    id: 'createSnapshot',
    summary: 'Write a snapshot of an execution now',
    body: { schema: snapshotRequest, limit: 'document' },
    responses: { 201: { description: 'The snapshot.', schema: snapshot } },
    problems: [404, 503],
    handle: async ({ org, body }, { recovery }) => ({
      status: 201,
      json: await recovery.createSnapshot({ org, executionId: body.execution }),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/snapshots',
    auth: 'execution:steer',
    tag: TAG,
    id: 'createExecutionSnapshot',
    summary: 'Write a snapshot of this execution now',
    params,
    responses: { 201: { description: 'The snapshot.', schema: snapshot } },
    problems: [404, 503],
    handle: async ({ org, params }, { recovery }) => ({
      status: 201,
      json: await recovery.createSnapshot({ org, executionId: params.id }),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/executions/{id}/snapshots/{version}/restore',
    auth: 'execution:steer',
    tag: TAG,
    id: 'restoreSnapshot',
    summary: 'Rebuild the state from a snapshot and what follows it in the log',
    description:
      'Drops the state in memory. `identical` says whether the whole log gives the same; if not, the log wins and the snapshot is deleted.',
    params: z.strictObject({ id: idText, version }),
    responses: { 200: { description: 'What was found.', schema: restoreAnswer } },
    problems: [404, 409, 503],
    handle: async ({ org, params }, { recovery }) =>
      ok(await recovery.restoreSnapshot({ org, executionId: params.id, version: params.version })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/snapshots/{id}/restore',
    auth: 'execution:steer',
    tag: TAG,
    id: 'restoreSnapshotById',
    summary: 'The same by the id of the snapshot',
    params,
    responses: { 200: { description: 'What was found.', schema: restoreAnswer } },
    problems: [404, 409, 503],
    handle: async ({ org, params }, { recovery }) => {
      const [, executionId, digits] = /^(.+)\.(\d{1,10})$/.exec(params.id) ?? [];
      if (executionId === undefined)
        throw new AppError('SNAPSHOT_NOT_FOUND', 'the id of a snapshot is <execution>.<version>', { id: params.id });
      return ok(await recovery.restoreSnapshot({ org, executionId, version: Number(digits) }));
    },
  }),
];
