import { chooseRevision, ENDED, startSample, type Json, type JsonObject } from '@agentflow/core';
import type { FrozenRevision, StartRequest } from '@agentflow/ports';
import { checkInput } from '../../../application/check-input.js';
import { executionUrl, presentStarted } from '../../../application/present-execution.js';
import { bodyHashOf, checkIdempotencyKey } from '../replay-answers.js';
import { defineRoute, type Answer, type Route } from '../route.js';
import { idText, intText } from '../schemas/common.js';
import { executeRequest, execution, testNodeRequest } from '../schemas/executions.js';
import { z } from '../schemas/zod.js';

const NOTHING: z.output<typeof executeRequest> & JsonObject = {};
const NO_TAGS: readonly string[] = [];

/** `{ input }` and nothing else: what nearly everybody sends. */
function isOnlyInput(body: Json): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  for (const name in body) if (name !== 'input') return false;
  return true;
}

/** The hot path of the API. */
export const executeRoute: Route = defineRoute({
  method: 'post',
  path: '/api/v1/workflows/{id}/execute',
  auth: 'execution:start',
  tag: 'Executions',
  id: 'executeWorkflow',
  summary: 'Start an execution',
  description:
    'Answers 202 at once, or with `?wait=<seconds>` 200 once it ended in time, failed or not. Both answers omit `nodes`. ' +
    'Under the same `Idempotency-Key` and body it is the same execution, also while it runs.',
  params: z.strictObject({ id: idText }),
  query: z.strictObject({ wait: intText({ min: 0, max: 60, description: 'Seconds to wait for its end.' }).optional() }),
  headers: ['Idempotency-Key'],
  body: { schema: executeRequest, limit: 'value', optional: true, surely: isOnlyInput },
  responses: {
    200: { description: 'It ended within `wait`.', schema: execution, headers: ['Location'] },
    202: { description: 'It is durable and on its way.', schema: execution, headers: ['Location'] },
  },
  problems: [404, 409, 503],
  handle: (request, { designer, executions, clock, ids }) => {
    const { org, params, query, principal } = request;
    const body = request.body ?? NOTHING;
    const key = request.header('idempotency-key');
    const startKey = key === undefined ? undefined : checkIdempotencyKey(key);
    const waitMs = query.wait === undefined || query.wait === 0 ? undefined : query.wait * 1000;

    const start = async (released: FrozenRevision): Promise<Answer> => {
      // Who is to run a canary is drawn by what names the start: its key, else the id that it is given here.
      const drawn = released.canary !== undefined && body.revision === undefined;
      const freshId = drawn && startKey === undefined ? ids.next() : undefined;
      const source = `workflow:${released.workflowId}`;
      const frozen = drawn ? chooseRevision(released, freshId ?? startSample({ source, key: startKey as string })) : released;
      const input = body.input === undefined ? {} : body.input;
      checkInput(frozen, input);
      const { workflowId, revision } = frozen;
      // assigned one by one where they are given: spreading `{}` into a literal would cost more than all the rest
      const startRequest: Mutable<StartRequest> = {
        org,
        workflowId,
        workflowName: frozen.workflowName,
        revision,
        digest: frozen.digest,
        input,
        variables: body.variables ?? NOTHING,
        trigger: { type: 'api', id: null, at: new Date(clock.now()).toISOString() },
        priority: body.priority ?? 0,
        tags: body.tags ?? NO_TAGS,
        trial: body.trial === true || revision === 'draft',
        by: principal.subject,
      };
      if (freshId !== undefined) startRequest.executionId = freshId;
      if (waitMs !== undefined) startRequest.waitMs = waitMs;
      if (startKey !== undefined) {
        startRequest.startKey = { source, key: startKey };
        startRequest.bodyHash = bodyHashOf(request);
      }
      const { execution: view, created } = await executions.start(startRequest);
      const location = executionUrl(view.id);
      return {
        status: waitMs !== undefined && ENDED.has(view.status) ? 200 : 202,
        json: presentStarted(view),
        headers: created ? { location } : { location, 'idempotent-replayed': 'true' },
      };
    };
    const { revision } = body;
    return designer.freeze(revision === undefined ? { org, workflow: params.id } : { org, workflow: params.id, revision }).then(start);
  },
});

/** One node of the draft, run alone with what one gives it: a trial like any other. */
export const testNodeRoute: Route = defineRoute({
  method: 'post',
  path: '/api/v1/workflows/{id}/test-node',
  auth: 'execution:start',
  tag: 'Executions',
  id: 'testNode',
  summary: 'Run one node of the draft',
  description:
    'Starts a trial execution of this node alone; what it reads of other nodes comes from `pins`. Calls that it makes are real. ' +
    'Answers as `execute` does: 202 at once, or with `?wait=<seconds>` 200 once it ended in time.',
  params: z.strictObject({ id: idText }),
  query: z.strictObject({ wait: intText({ min: 0, max: 60, description: 'Seconds to wait for its end.' }).optional() }),
  body: { schema: testNodeRequest, limit: 'value' },
  responses: {
    200: { description: 'It ended within `wait`.', schema: execution, headers: ['Location'] },
    202: { description: 'It is durable and on its way.', schema: execution, headers: ['Location'] },
  },
  problems: [404, 409, 503],
  async handle({ org, params, query, body, principal }, { designer, executions, clock }) {
    const { path, pins = {}, input = {}, variables = {} } = body;
    const frozen = await designer.freeze({ org, workflow: params.id, test: { path, pins } });
    checkInput(frozen, input);
    const waitMs = (query.wait ?? 0) * 1000;
    const { execution: view } = await executions.start({
      org,
      workflowId: frozen.workflowId,
      workflowName: frozen.workflowName,
      revision: 'draft',
      digest: frozen.digest,
      input,
      variables,
      trigger: { type: 'test-node', id: null, at: new Date(clock.now()).toISOString() },
      priority: 0,
      tags: [`test-node:${path}`.slice(0, 100)],
      trial: true,
      by: principal.subject,
      ...(waitMs > 0 ? { waitMs } : {}),
    });
    return {
      status: waitMs > 0 && ENDED.has(view.status) ? 200 : 202,
      json: presentStarted(view),
      headers: { location: executionUrl(view.id) },
    };
  },
});
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
