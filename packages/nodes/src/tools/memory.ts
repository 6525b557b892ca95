import { z } from 'zod';

export const MAX_MEMORY_VALUE_BYTES = 256 * 1024;
/** A key of the workflow's memory, as tools take it. */
export const memoryKey = z
  .string()
  .min(1)
  .max(256)
  .meta({ title: 'Key', examples: ['customer/4711/preferences'] });
