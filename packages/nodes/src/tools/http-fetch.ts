import type { Json } from '@agentflow/core';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';

export const httpFetch = defineTool({
  name: 'http_fetch',
  title: 'Fetch a web address',
  description:
    'Reads an http or https address with GET and answers status, headers and body (JSON parsed). Private and local addresses are refused.',
  effect: 'read',
  arguments: z.strictObject({
    url: z
      .string()
      .max(8_192)
      .meta({ title: 'Address', examples: ['https://example.org/data.json'] }),
    headers: z.record(z.string(), z.string()).optional().meta({ title: 'Headers' }),
    acceptStatus: z
      .array(z.number().int().min(400).max(599))
      .optional()
      .meta({ title: 'Accepted statuses', description: 'Statuses of 400 and above that are answers, not errors' }),
  }),
  output: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  execute: async ({ arguments: { url, headers, acceptStatus }, context }) =>
    (await context.http({ method: 'GET', url, ...(headers && { headers }), ...(acceptStatus && { acceptStatus }) })) as unknown as Json,
});
