import { AppError, isAppError, type Json } from '@agentflow/core';
import type { DefinitionSource, WorkflowView } from '@agentflow/ports';
import { defined } from '../defined.js';
import { created, defineRoute, NO_CONTENT, ok, type Answer, type Route, type RouteRequest } from '../route.js';
import { cursorPage, cursorQuery, idText, intText, numberedPage, pageQuery } from '../schemas/common.js';
import {
  movedWorkflow,
  definitionOnly,
  newWorkflow,
  publishRequest,
  publishedRevision,
  revision,
  revisionName,
  revisionWithDefinition,
  rollbackRequest,
  savedWorkflow,
  semanticDiff,
  validation,
  workflow,
  workflowSummary,
} from '../schemas/workflows.js';
import { z } from '../schemas/zod.js';

const TAG = 'Workflows';
const params = z.strictObject({ id: idText });
const YAML = 'application/yaml';
const WORKFLOW_OR_YAML = {
  description: 'The workflow; its text with `Accept: application/yaml`.',
  schema: workflow,
  types: [YAML],
  headers: ['ETag'],
} as const;

/** Whether the caller would rather have YAML than JSON. */
const wantsYaml = (request: RouteRequest): boolean => /\b(application|text)\/(x-)?yaml\b/.test(request.header('accept') ?? '');
const sourceOf = ({
  body,
  yaml,
}: {
  readonly body?: { readonly definition?: Json } | undefined;
  readonly yaml: string | undefined;
}): DefinitionSource => (yaml === undefined ? { definition: body?.definition ?? null } : { yaml });
const answer = (status: 200 | 201, view: WorkflowView): Answer => ({
  status,
  json: view,
  headers: { etag: view.etag, ...(status === 201 ? { location: `/api/v1/workflows/${encodeURIComponent(view.id)}` } : {}) },
});

export const workflowRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows',
    auth: 'workflow:read',
    tag: TAG,
    id: 'listWorkflows',
    summary: 'List workflows',
    query: z.strictObject({ search: z.string().max(200).optional(), folder: z.string().max(500).optional(), ...cursorQuery }),
    responses: { 200: { description: 'A page of workflows.', schema: cursorPage(workflowSummary) } },
    handle: async ({ org, query }, { designer }) => {
      const { page_size, ...rest } = query;
      return ok(await designer.listWorkflows({ org, ...defined(rest), limit: page_size }));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows',
    auth: 'workflow:write',
    tag: TAG,
    id: 'createWorkflow',
    summary: 'Create a workflow',
    description: 'Takes a definition, or its YAML text whose comments are kept. A draft may have problems: they are in the answer.',
    body: { schema: newWorkflow, limit: 'document', yaml: true },
    idempotent: true,
    responses: { 201: { description: 'Created.', schema: workflow, headers: ['Location', 'ETag'] } },
    problems: [409],
    handle: async (request, { designer }) => {
      const { key, folder } = request.body ?? {};
      const by = request.principal.subject;
      return answer(201, await designer.createWorkflow({ org: request.org, source: sourceOf(request), ...defined({ key, folder }), by }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}',
    auth: 'workflow:read',
    tag: TAG,
    id: 'getWorkflow',
    summary: 'Get a workflow',
    params,
    responses: { 200: WORKFLOW_OR_YAML },
    problems: [404],
    handle: async (request, { designer }) => {
      const ref = { org: request.org, workflow: request.params.id };
      if (!wantsYaml(request)) return answer(200, await designer.getWorkflow(ref));
      const { yaml, etag } = await designer.getWorkflowYaml(ref);
      return { status: 200, text: yaml, type: `${YAML}; charset=utf-8`, headers: { etag } };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/workflows/{id}',
    auth: 'workflow:write',
    tag: TAG,
    id: 'saveWorkflow',
    summary: 'Save the draft',
    params,
    headers: ['If-Match'],
    body: { schema: savedWorkflow, limit: 'document', yaml: true },
    responses: { 200: { description: 'Saved.', schema: workflow, headers: ['ETag'] } },
    problems: [404, 412, 428],
    handle: async (request, { designer }) => {
      const ref = { org: request.org, workflow: request.params.id };
      let ifMatch = request.header('if-match');
      if (ifMatch === undefined) {
        throw new AppError(
          'PRECONDITION_REQUIRED',
          'saving needs If-Match with the ETag of the draft it replaces, so that nobody overwrites what they have not seen',
        );
      }
      if (ifMatch === '*') ifMatch = (await designer.getWorkflow(ref)).etag;
      const folder = request.body?.folder;
      const by = request.principal.subject;
      return answer(200, await designer.saveWorkflow({ ...ref, source: sourceOf(request), ifMatch, ...defined({ folder }), by }));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows/{id}/move',
    auth: 'workflow:write',
    tag: TAG,
    id: 'moveWorkflow',
    summary: 'Move a workflow to another folder, or rename it',
    description: 'Whatever else its draft says stays, comments included. With `If-Match` only if the draft is still the one meant.',
    params,
    headers: ['If-Match?'],
    body: { schema: movedWorkflow, limit: 'document' },
    responses: { 200: { description: 'Changed.', schema: workflow, headers: ['ETag'] } },
    problems: [404, 412],
    handle: async (request, { designer }) => {
      const { folder, name } = request.body;
      const given = request.header('if-match');
      const ifMatch = given === '*' ? undefined : given;
      const by = request.principal.subject;
      const change = { org: request.org, workflow: request.params.id, ...defined({ folder, name, ifMatch }), by };
      return answer(200, await designer.updateWorkflow(change));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/workflows/{id}',
    auth: 'workflow:write',
    tag: TAG,
    id: 'deleteWorkflow',
    summary: 'Delete a workflow',
    description: 'Refused while executions of it are open. Past executions stay readable.',
    params,
    headers: ['If-Match?'],
    responses: { 204: { description: 'Deleted.' } },
    problems: [404, 409, 412],
    handle: async (request, { designer, executions }) => {
      const { org } = request;
      const { id } = await designer.getWorkflow({ org, workflow: request.params.id });
      const { open } = await executions.countOpen({ org, workflowId: id });
      if (open > 0) throw new AppError('CONFLICT', `${open} of its executions are open: stop them or wait for their end`, { open });
      const ifMatch = request.header('if-match');
      await designer.deleteWorkflow({
        org,
        workflow: id,
        ...(ifMatch === undefined || ifMatch === '*' ? {} : { ifMatch }),
        by: request.principal.subject,
      });
      return NO_CONTENT;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows/{id}/validate',
    auth: 'workflow:read',
    tag: TAG,
    id: 'validateWorkflow',
    summary: 'List the problems of the draft, or of the definition sent',
    params,
    body: { schema: definitionOnly, limit: 'document', yaml: true, optional: true },
    responses: { 200: { description: 'The problems, all at once.', schema: validation } },
    problems: [404],
    handle: async (request, { designer }) => {
      const sent = request.yaml !== undefined || request.body?.definition !== undefined;
      const ref = { org: request.org, workflow: request.params.id };
      const { problems } = await designer.validate(sent ? { ...ref, source: sourceOf(request) } : ref).catch((error: unknown) => {
        if (isAppError(error) && error.problems.length > 0) return { problems: error.problems };
        throw error;
      });
      return ok({ valid: !problems.some(({ severity }) => severity === 'error'), problems });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows/{id}/publish',
    auth: 'workflow:publish',
    tag: TAG,
    id: 'publishWorkflow',
    summary: 'Publish the draft as a new revision and release it',
    description: 'With `canary` it runs that share of the new executions, and what is released stays. Without, a canary that runs ends.',
    params,
    body: { schema: publishRequest, limit: 'document', optional: true },
    idempotent: true,
    responses: { 201: { description: 'Published.', schema: publishedRevision, headers: ['Location'] } },
    problems: [404, 409],
    handle: async (request, { designer }) => {
      const { org, params, principal } = request;
      const published = await designer.publish({
        org,
        workflow: params.id,
        ...defined({ comment: request.body?.comment, canary: request.body?.canary }),
        by: principal.subject,
      });
      return created(published, { location: `/api/v1/workflows/${encodeURIComponent(params.id)}/revisions/${published.revision}` });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/workflows/{id}/rollback',
    auth: 'workflow:publish',
    tag: TAG,
    id: 'rollbackWorkflow',
    summary: 'Release an earlier revision',
    params,
    body: { schema: rollbackRequest, limit: 'document' },
    responses: { 200: { description: 'Released.', schema: revision } },
    problems: [404],
    handle: async ({ org, params, body, principal }, { designer }) =>
      ok(await designer.rollback({ org, workflow: params.id, revision: body.revision, by: principal.subject })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}/revisions',
    auth: 'workflow:read',
    tag: TAG,
    id: 'listRevisions',
    summary: 'List revisions, newest first',
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of revisions.', schema: numberedPage(revision) } },
    problems: [404],
    handle: async ({ org, params, query }, { designer }) =>
      ok(await designer.listRevisions({ org, workflow: params.id, page: query.page, pageSize: query.page_size })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}/revisions/{n}',
    auth: 'workflow:read',
    tag: TAG,
    id: 'getRevision',
    summary: 'Get a revision with its definition',
    params: z.strictObject({ id: idText, n: intText({ min: 1, max: 999_999_999 }) }),
    responses: { 200: { description: 'The revision.', schema: revisionWithDefinition } },
    problems: [404],
    handle: async ({ org, params }, { designer }) => ok(await designer.getRevision({ org, workflow: params.id, revision: params.n })),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/workflows/{id}/diff',
    auth: 'workflow:read',
    tag: TAG,
    id: 'diffRevisions',
    summary: 'What changed in meaning between two revisions',
    params,
    query: z.strictObject({ from: revisionName, to: revisionName }),
    responses: { 200: { description: 'The changes; layout is none.', schema: semanticDiff } },
    problems: [404],
    handle: async ({ org, params, query }, { designer }) =>
      ok(await designer.diff({ org, workflow: params.id, from: query.from, to: query.to })),
  }),
];
