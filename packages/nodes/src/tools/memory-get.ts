import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { memoryKey } from './memory.js';

export const memoryGet = defineTool({
  name: 'memory_get',
  title: 'Recall',
  description: 'Reads a value that memory_set kept under this key, in this or an earlier execution of the workflow.',
  effect: 'read',
  arguments: z.strictObject({ key: memoryKey }),
  output: z.object({ key: z.string(), found: z.boolean(), value: z.unknown() }),
  async execute({ arguments: { key }, context }) {
    const value = await context.memory.get(key);
    return { key, found: value !== undefined, value: value ?? null };
  },
});
