import { z } from 'zod';
import { defineTool } from '../define-tool.js';

export const memoryList = defineTool({
  name: 'memory_list',
  title: 'List what is remembered',
  description: 'Lists the keys that memory_set has kept for this workflow, those that begin with a prefix or all.',
  effect: 'read',
  arguments: z.strictObject({
    prefix: z.string().max(256).default('').meta({ title: 'Prefix' }),
    limit: z.number().int().min(1).max(1_000).default(100).meta({ title: 'At most' }),
  }),
  output: z.object({ keys: z.array(z.string()) }),
  execute: async ({ arguments: { prefix, limit }, context }) => ({ keys: [...(await context.memory.list(prefix, limit))] }),
});
