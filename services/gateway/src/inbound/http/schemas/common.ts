import type { Json, JsonObject } from '@agentflow/core';
import { z } from './zod.js';

/** Any JSON value. Checked by the parser already, so that nothing is left to check here. */
export const json = z.unknown().openapi('Json', { description: 'Any JSON value.' }) as unknown as z.ZodType<Json>;
export const jsonObject = z
  .record(z.string(), z.unknown())
  .openapi({ description: 'Any JSON object.' }) as unknown as z.ZodType<JsonObject>;
export const jsonSchema = z
  .union([z.record(z.string(), z.unknown()), z.boolean()])
  .openapi('JsonSchema', { description: 'A JSON Schema 2020-12 document.' }) as unknown as z.ZodType<JsonObject | boolean>;

export const time = z.string().openapi({ format: 'date-time', description: 'RFC 3339, UTC.' });
export const decimal = z.string().openapi({ pattern: '^-?\\d+(\\.\\d+)?$', description: 'A decimal number as text, in USD.' });
/** Ids and keys in paths: opaque, but bounded. */
export const idText = z.string().min(1).max(200);
export const nodePath = z
  .string()
  .min(1)
  .max(1000)
  .openapi({ description: "A node's path, URL-encoded, e.g. `each%5B3%5D%2Fapprove`.", example: 'approve' });

export const problem = z
  .object({
    pointer: z.string(),
    nodeId: z.string().optional(),
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    message: z.string(),
    line: z.number().int().optional(),
    column: z.number().int().optional(),
    trace: z
      .array(
        z
          .object({
            nodeId: z.string().openapi({ description: "Within the body that the problem's pointer lies in." }),
            handle: z.string().optional().openapi({ description: 'By which the node goes on; absent where tokens stand.' }),
            edges: z.array(z.string()).openapi({ description: 'JSON Pointers of the edges that tokens take here, or stand on.' }),
            stands: z.enum(['waiting', 'late', 'never']).optional().openapi({ description: 'Where the way ends, and how.' }),
          })
          .openapi('TraceStep', { description: 'One step on the way to a problem, in the order of events.' }),
      )
      .optional()
      .openapi({ description: 'How an execution comes to it: of deadlocks, dead nodes and tokens of no use.' }),
  })
  .openapi('Problem', { description: 'One thing that is wrong with a definition or a request, and where.' });
export const httpProblem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    traceId: z.string(),
    errors: z.array(problem),
    details: jsonObject
      .optional()
      .openapi({ description: 'What the error is about, for machines, e.g. the `paths` that a bare node id fits.' }),
  })
  .openapi('HttpProblem', { description: 'RFC 9457.' });

export const usage = z
  .object({ inputTokens: z.number(), outputTokens: z.number(), cost: decimal })
  .openapi('Usage', { description: 'Tokens and money of model calls.' });

/** A whole number in a query or path: digits only, within its range. */
export const intText = (range: { readonly min: number; readonly max: number; readonly description?: string }) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(range.min).max(range.max))
    .openapi({ type: 'integer', minimum: range.min, maximum: range.max, ...(range.description ? { description: range.description } : {}) });
const withDefault = (range: { readonly min: number; readonly max: number }, value: number, description: string) =>
  intText(range)
    .optional()
    .transform((given) => given ?? value)
    .openapi({ type: 'integer', minimum: range.min, maximum: range.max, default: value, description });

export const pageSize = withDefault({ min: 1, max: 200 }, 50, 'How many at most.');
/** Query of lists that may be long. */
export const cursorQuery = {
  cursor: z.string().min(1).max(2000).optional().openapi({ description: 'The `nextCursor` of the page before.' }),
  page_size: pageSize,
};
/** Query of lists that are small. */
export const pageQuery = { page: withDefault({ min: 1, max: 1_000_000 }, 1, 'Which page, from 1.'), page_size: pageSize };

/** An RFC 3339 time in a query; epoch milliseconds for the handler. */
export const timeText = z
  .string()
  .max(40)
  .refine(
    (text) => /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(Date.parse(text)),
    'must be an RFC 3339 time or a date',
  )
  .transform((text) => Date.parse(text))
  .openapi({ type: 'string', format: 'date-time' });

export const cursorPage = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export const numberedPage = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), page: z.number().int(), pageSize: z.number().int(), total: z.number().int() });
export const itemsOnly = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
