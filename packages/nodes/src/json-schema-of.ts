import type { JsonSchema } from '@agentflow/core';
import { z } from 'zod';

/** JSON Schema 2020-12 of a zod type: titles, descriptions, defaults and examples included. `input`: defaults may be left out. */
export function jsonSchemaOf(type: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', reused: 'inline' });
  return schema as JsonSchema;
}
