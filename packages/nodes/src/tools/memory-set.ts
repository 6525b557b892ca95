import { AppError, type Json } from '@agentflow/core';
import { z } from 'zod';
import { defineTool } from '../define-tool.js';
import { MAX_MEMORY_VALUE_BYTES, memoryKey } from './memory.js';

export const memorySet = defineTool({
  name: 'memory_set',
  title: 'Remember',
  description: 'Keeps a value under a key for later executions of this workflow, replacing the former one.',
  effect: 'idempotent',
  arguments: z.strictObject({ key: memoryKey, value: z.unknown().meta({ title: 'Value', description: 'Any JSON value' }) }),
  output: z.object({ key: z.string() }),
  async execute({ arguments: { key, value = null }, context }) {
    const size = Buffer.byteLength(JSON.stringify(value));
    if (size > MAX_MEMORY_VALUE_BYTES)
      throw new AppError('VALUE_TOO_LARGE', `a remembered value may have ${MAX_MEMORY_VALUE_BYTES} bytes, this one has ${size}`, {
        key,
        size,
      });
    await context.memory.set(key, value as Json);
    return { key };
  },
});
