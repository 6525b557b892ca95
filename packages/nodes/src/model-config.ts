import { z } from 'zod';

/** Fields that node types which speak to models share. */
export const modelName = z
  .string()
  .min(1)
  .max(200)
  .meta({
    title: 'Model',
    description: '<provider>/<name>, for example scripted/echo or openai/gpt-5-mini',
    format: 'model',
    examples: ['scripted/echo'],
  });
export const fallbackModel = modelName.optional().meta({
  title: 'Fallback model',
  description: 'Stands in while the platform is degraded or the model cannot be reached',
  format: 'model',
});
export const cheaperModel = modelName.optional().meta({
  title: 'Cheaper model',
  description: 'Answers where a budget that says "cheaper" does not allow for the model',
  format: 'model',
});
export const credentialKey = (title: string) =>
  z.string().min(1).max(200).optional().meta({ title, description: 'Key of a credential of this organisation', format: 'credential' });
export const toolNames = z
  .array(z.string().min(1))
  .max(64)
  .meta({ title: 'Tools', description: 'Names of the tools the model may call; it can call no others', items: { format: 'tool' } });
/** How the calls of an agent's tools are undone, by tool: another tool, with arguments that may read `compensated`. */
export const compensations = z
  .record(z.string().min(1), z.strictObject({ tool: z.string().min(1), arguments: z.unknown().optional() }))
  .optional()
  .meta({
    title: 'Undo',
    description:
      'By tool: { tool, arguments } called to undo each of its calls when the execution fails or is stopped; arguments may hold {{ compensated.output... }}',
  });
export const answerSchema = z
  .union([z.record(z.string(), z.unknown()), z.boolean()])
  .optional()
  .meta({
    title: 'Answer schema',
    description: 'JSON Schema that the answer must fit; output.json then holds the value',
    format: 'json-schema',
  });
export const usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cost: z.string().meta({ description: 'USD, decimal' }),
});
/** Whom an agent may address. */
export const peers = z
  .strictObject({
    allow: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(64)
      .meta({ title: 'May address', description: 'Keys of agents, capability:<word>, or * for every agent of the organisation' }),
    maxCalls: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ title: 'Messages', description: 'At most, with those that the asked agents send; 20 where left out' }),
    maxSeconds: z
      .number()
      .positive()
      .max(3_600)
      .optional()
      .meta({ title: 'Seconds', description: 'How long an answer is waited for; 60 where left out' }),
    maxCost: z
      .string()
      .regex(/^\d+(\.\d+)?$/, 'must be a decimal amount in USD such as "0.25"')
      .optional()
      .meta({ title: 'Cost', description: 'USD of one answer at most; needed under a budget of money' }),
    maxTokens: z
      .number()
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .meta({ title: 'Tokens', description: 'Of one answer at most; needed under a budget of tokens' }),
  })
  .optional()
  .meta({ title: 'Other agents', description: 'Whom the agent may ask, tell and hand tasks to' });
