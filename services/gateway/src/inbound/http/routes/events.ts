import { AppError } from '@agentflow/core';
import { streamEvents } from '../../live/event-stream.js';
import { defineRoute, type Route } from '../route.js';
import { idText, intText } from '../schemas/common.js';
import { z } from '../schemas/zod.js';

const MAX_SEQ = 999_999_999;

export const eventsRoute: Route = defineRoute({
  method: 'get',
  path: '/api/v1/executions/{id}/events',
  auth: 'execution:read',
  tag: 'Executions',
  id: 'followExecution',
  summary: 'Follow an execution by Server-Sent Events',
  description:
    "From the first event, also after the end; `id` is the event's `seq`, `Last-Event-ID` resumes after it. Token deltas carry no id: after a resume the text so far comes first. " +
    'A comment every 15 s keeps the line open. The stream ends when all is told; then a resume answers 204.',
  params: z.strictObject({ id: idText }),
  query: z.strictObject({
    last_event_id: intText({ min: 0, max: MAX_SEQ, description: 'For clients that cannot send the header.' }).optional(),
  }),
  headers: ['Last-Event-ID'],
  responses: {
    200: { description: 'The stream.', types: ['text/event-stream'] },
    204: { description: 'The execution has ended and all of it was told.' },
  },
  problems: [404, 503],
  handle: async (request, services) => {
    const { req, principal, org, params, query } = request;
    const header = request.header('last-event-id');
    if (header !== undefined && header !== '' && !/^\d{1,9}$/.test(header))
      throw new AppError('BAD_REQUEST', 'Last-Event-ID must be the id of an event: a whole number');
    const last = header ? Number(header) : (query.last_event_id ?? 0);
    const ref = { org, executionId: params.id };
    const execution = await services.executions.get(ref);
    return { stream: (res) => streamEvents({ req, principal, ref, execution, fromSeq: last + 1 }, services, res) };
  },
});
