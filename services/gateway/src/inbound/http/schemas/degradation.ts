import { DEGRADATION_NAMES } from '@agentflow/core';
import { time } from './common.js';
import { z } from './zod.js';

const level = z
  .number()
  .int()
  .min(0)
  .max(4)
  .openapi({ description: '0 normal, 1 reduced, 2 read-only, 3 rules instead of models, 4 maintenance.' });
const reason = z
  .object({
    signal: z.string().openapi({
      description:
        '`errors:tasks`, `errors:requests`, `latency`, `models`, `model-latency`, `resource:<name>`, `dependency:<name>`, `operator` or `recovery`.',
    }),
    level,
    value: z.number(),
    threshold: z.number(),
    message: z.string(),
  })
  .openapi('DegradationReason');
export const degradation = z
  .object({
    level,
    name: z.enum(DEGRADATION_NAMES),
    reasons: z.array(reason),
    since: time,
    works: z.string(),
    stopped: z.string(),
    override: z
      .object({ level, reason: z.string(), by: z.string(), at: time })
      .nullable()
      .openapi({ description: 'What an operator set; `null`: the signals decide.' }),
    breakers: z
      .array(
        z
          .object({
            kind: z.enum(['http', 'model', 'mail', 'mcp']),
            target: z.string(),
            state: z.enum(['open', 'half_open']),
            failures: z.number().int(),
            openedAt: time,
            retryAt: time,
          })
          .openapi('CircuitBreaker'),
      )
      .openapi({ description: "The organisation's targets that are left alone for now, or just tried again." }),
    history: z
      .array(z.object({ at: time, from: level, to: level, reasons: z.array(reason) }).openapi('DegradationTransition'))
      .openapi({ description: 'Newest first, since the process started.' }),
  })
  .openapi('Degradation');
export const degradationOrder = z
  .strictObject({
    level: z
      .union([level, z.literal('auto')])
      .openapi({ description: '`auto`: the signals decide again, from the present level step by step.' }),
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ level: asked, reason: why }) => asked === 'auto' || why !== undefined, {
    path: ['reason'],
    message: 'say why: everyone who meets this level reads it',
  })
  .openapi('DegradationOrder');

const modelName = z.string().min(1).max(200);
export const modelFallbacks = z
  .strictObject({
    fallbacks: z
      .record(modelName, modelName)
      .refine((given) => Object.keys(given).length <= 200, 'at most 200 models')
      .openapi({
        description: 'By model, or `*` for all others, the model that stands in for it.',
        example: { 'openai/gpt-5': 'openai/gpt-5-mini', '*': 'ollama/qwen3' },
      }),
  })
  .openapi('ModelFallbacks');
