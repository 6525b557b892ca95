import type { Json } from '@agentflow/core';
import { z } from 'zod';
import { defineNodeType } from '../define-node-type.js';
import { credentialKey } from '../model-config.js';
import type { HttpCall } from '../node-context.js';

export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const method = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.enum(HTTP_METHODS, { error: `must be one of ${HTTP_METHODS.join(', ')}` }));
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const status = z.union([
  z.number().int().min(400).max(599),
  z.string().regex(/^([45]xx|[45]\d\d)$/, 'must be a status of 400 and above, 4xx or 5xx'),
]);

export const http = defineNodeType({
  type: 'http',
  version: 1,
  title: 'HTTP request',
  description:
    'Calls an http or https address and answers status, headers and body, JSON parsed. A status of 400 and above is an error unless it is accepted.',
  category: 'tool',
  icon: 'GlobalOutlined',
  config: z.strictObject({
    method: method.default('GET').meta({ title: 'Method', default: 'GET', enum: [...HTTP_METHODS] }),
    url: z
      .string()
      .min(1)
      .max(8_192)
      .meta({ title: 'Address', examples: ['https://api.example.org/items'] }),
    headers: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .meta({ title: 'Headers' }),
    query: z
      .record(z.string(), z.union([scalar, z.array(scalar)]))
      .optional()
      .meta({ title: 'Query' }),
    body: z.unknown().optional().meta({ title: 'Body', description: 'Text is sent as it is, anything else as JSON' }),
    acceptStatus: z
      .union([z.array(status), ...status.options])
      .optional()
      .meta({ title: 'Accepted statuses', description: 'Statuses of 400 and above that are answers: 404, or 4xx' }),
    credential: credentialKey('Credential'),
  }),
  output: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  effect: ({ method: written }) =>
    written === undefined || (typeof written === 'string' && /^(get|head)$/i.test(written)) ? 'read' : 'at_least_once',
  defaultEffect: 'read',
  egress: true,
  literals: ['credential'],
  example: { method: 'GET', url: 'https://api.example.org/items/{{ input.id }}' },
  async execute({ config: { headers, body, query, acceptStatus, credential, ...call }, context }) {
    const request: HttpCall = {
      ...call,
      ...(headers && { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])) }),
      ...(query && { query: query as NonNullable<HttpCall['query']> }),
      ...(body !== undefined && { body: body as Json }),
      ...(acceptStatus !== undefined && { acceptStatus: Array.isArray(acceptStatus) ? acceptStatus : [acceptStatus] }),
      ...(credential !== undefined && { credential }),
    };
    return (await context.http(request)) as unknown as Json;
  },
});
