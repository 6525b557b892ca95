import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { Route } from '../inbound/http/route.js';
import { httpProblem } from '../inbound/http/schemas/common.js';
import { z } from '../inbound/http/schemas/zod.js';

const PROBLEMS: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ['BadRequest', 'The request cannot be read: malformed JSON, an unknown parameter, a page out of range.'],
  401: ['Unauthenticated', 'No valid key or session.'],
  403: ['Forbidden', 'Not allowed, or from a foreign Host or Origin.'],
  404: ['NotFound', 'There is no such thing.'],
  409: ['Conflict', 'Not possible as things are.'],
  412: ['PreconditionFailed', 'If-Match names an older state.'],
  413: ['TooLarge', 'The body is too large.'],
  415: ['UnsupportedMediaType', 'The content type is not one of those accepted.'],
  422: ['Invalid', 'The content is not right: every problem is in `errors`.'],
  428: ['PreconditionRequired', 'If-Match is missing.'],
  429: ['RateLimited', 'Too many: see Retry-After.'],
  500: ['Internal', 'Something went wrong on our side.'],
  503: ['Unavailable', 'Overloaded or not ready: see Retry-After.'],
};
const HEADER_TEXT = {
  'If-Match': z.string().openapi({ description: 'The ETag of what is replaced; `*` replaces whatever there is.' }),
  'If-Match?': z.string().optional().openapi({ description: 'The ETag of what is meant.' }),
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .openapi({ description: 'Repeats under the same key, within 24 h, are one request.' }),
  'Last-Event-ID': z.string().optional().openapi({ description: 'Goes on after this event.' }),
} as const;

/** The OpenAPI 3.1 document of these routes. */
export function buildOpenApi(routes: readonly Route[], version: string): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearerKey', { type: 'http', scheme: 'bearer', description: 'An API key.' });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'af_session',
    description: "The web's session. Anything but GET also needs the header X-CSRF-Token with the value of the cookie af_csrf.",
  });
  registry.register('HttpProblem', httpProblem);
  for (const [status, [name, description]] of Object.entries(PROBLEMS)) {
    registry.registerComponent('responses', name, {
      description,
      headers:
        Number(status) === 429 || Number(status) === 503 ? { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } : {},
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/HttpProblem' } } },
    });
  }
  for (const route of routes) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'AgentFlow',
      version,
      description: 'Workflows of AI agents: drawn, published, run durably. Errors are `application/problem+json` (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This server.' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].sort().map((name) => ({ name, description: TAGS[name] ?? name })),
  });
}
const TAGS: Readonly<Record<string, string>> = {
  Access: 'Keys, sessions and tickets.',
  Agents: 'Agents and their versions.',
  Catalog: 'What workflows are made of: node types, tools, models, templates.',
  Credentials: 'Secrets, written and never read.',
  Executions: 'Executions: start, follow, steer.',
  Metrics: 'Tokens, cost, latency.',
  Outbox: 'Mails of embedded mode.',
  Platform: 'Health, metrics and this document.',
  Triggers: 'Schedules and webhooks.',
  Workflows: 'Drafts, revisions, releases.',
};

function pathOf(route: Route): RouteConfig {
  const headers = [...(route.headers ?? []), ...(route.idempotent ? (['Idempotency-Key'] as const) : [])];
  return {
    method: route.method,
    path: route.path,
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.auth === 'open' ? [] : [{ bearerKey: [] }, { session: [] }],
    request: {
      ...(route.params instanceof z.ZodObject ? { params: route.params } : {}),
      ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
      ...(headers.length > 0
        ? { headers: z.object(Object.fromEntries(headers.map((name) => [name.replace('?', ''), HEADER_TEXT[name]]))) }
        : {}),
      ...(route.body ? { body: bodyOf(route.body) } : {}),
    },
    responses: responsesOf(route),
  };
}
type Body = NonNullable<Route['body']>;
function bodyOf(body: Body): NonNullable<NonNullable<RouteConfig['request']>['body']> {
  const text = { schema: z.string() };
  return {
    required: body.optional !== true,
    content: {
      ...(body.lines ? { 'application/x-ndjson': text } : { 'application/json': { schema: body.schema } }),
      ...(body.yaml ? { 'application/yaml': text } : {}),
      ...(body.raw ? { 'text/plain': text, 'application/x-www-form-urlencoded': { schema: z.record(z.string(), z.string()) } } : {}),
    },
  };
}
function responsesOf(route: Route): RouteConfig['responses'] {
  const responses: RouteConfig['responses'] = {};
  for (const [status, { description, schema, types = [], headers = [] }] of Object.entries(route.responses)) {
    const content = Object.fromEntries([
      ...(schema ? [['application/json', { schema }]] : []),
      ...types.map((type) => [type, { schema: z.string() }]),
    ]) as object;
    responses[status] = {
      description,
      ...(headers.length > 0 ? { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])) } : {}),
      ...(Object.keys(content).length > 0 ? { content } : {}),
    };
  }
  const always = [400, 403, 429, 500, 503];
  const problems = [
    ...always,
    ...(route.auth === 'open' ? [] : [401]),
    ...(route.body ? [413, 415, 422] : []),
    ...(route.idempotent ? [409, 422] : []),
    ...(route.problems ?? []),
  ];
  for (const status of [...new Set(problems)].sort()) {
    if (!(status in responses)) responses[status] = { $ref: `#/components/responses/${PROBLEMS[status]?.[0]}` };
  }
  return responses;
}
