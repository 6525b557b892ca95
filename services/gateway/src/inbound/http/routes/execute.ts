import { ENDED, type Json } from '@agentflow/core';
import type { FrozenRevision } from '@agentflow/ports';
import { checkInput } from '../../../application/check-input.js';
import { executionUrl, presentStarted } from '../../../application/present-execution.js';
import { defined } from '../defined.js';
import { bodyHashOf, checkIdempotencyKey } from '../replay-answers.js';
import { defineRoute, type Answer, type Route } from '../route.js';
import { idText, intText } from '../schemas/common.js';
import { executeRequest, execution } from '../schemas/executions.js';
import { z } from '../schemas/zod.js';

const NO_VARIABLES = {};
const NO_TAGS: readonly string[] = [];

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
  body: { schema: executeRequest, limit: 'value', optional: true },
  responses: {
    200: { description: 'It ended within `wait`.', schema: execution, headers: ['Location'] },
    202: { description: 'It is durable and on its way.', schema: execution, headers: ['Location'] },
  },
  problems: [404, 409, 503],
  handle: (request, { designer, executions, clock }) => {
    const { org, params, query, principal } = request;
    const body = request.body ?? {};
    const key = request.header('idempotency-key');
    const startKey = key === undefined ? undefined : checkIdempotencyKey(key);
    const waitMs = query.wait === undefined || query.wait === 0 ? undefined : query.wait * 1000;

    const start = async (frozen: FrozenRevision): Promise<Answer> => {
      const input = body.input === undefined ? {} : body.input;
      checkInput(frozen, input);
      const { execution: view, created } = await executions.start({
        org,
        workflowId: frozen.workflowId,
        workflowName: frozen.workflowName,
        revision: frozen.revision,
        digest: frozen.digest,
        input,
        variables: body.variables ?? NO_VARIABLES,
        trigger: { type: 'api', id: null, at: new Date(clock.now()).toISOString() } satisfies Json,
        priority: body.priority ?? 0,
        tags: body.tags ?? NO_TAGS,
        trial: body.trial === true || frozen.revision === 'draft',
        by: principal.subject,
        ...(startKey === undefined
          ? {}
          : { startKey: { source: `workflow:${frozen.workflowId}`, key: startKey }, bodyHash: bodyHashOf(request) }),
        ...(waitMs === undefined ? {} : { waitMs }),
      });
      const location = executionUrl(view.id);
      return {
        status: waitMs !== undefined && ENDED.has(view.status) ? 200 : 202,
        json: presentStarted(view),
        headers: created ? { location } : { location, 'idempotent-replayed': 'true' },
      };
    };
    return designer.freeze({ org, workflow: params.id, ...defined({ revision: body.revision }) }).then(start);
  },
});
