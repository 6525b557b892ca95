import type { Json, JsonSchema } from '@agentflow/core';
import type { ModelMessage } from '@agentflow/ports';
import { z } from 'zod';
import { converse, type Conversation } from '../converse.js';
import { defineNodeType } from '../define-node-type.js';
import { answerSchema, cheaperModel, compensations, credentialKey, fallbackModel, modelName, toolNames, usage } from '../model-config.js';

const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']).meta({ title: 'Role' }),
  content: z.unknown().meta({ title: 'Content', description: 'Text; anything else is sent as JSON' }),
});
const config = z
  .strictObject({
    model: modelName,
    system: z.string().optional().meta({ title: 'System prompt', format: 'template-text' }),
    prompt: z.unknown().optional().meta({ title: 'Prompt', description: 'What the user says; or give messages', format: 'template-text' }),
    messages: z
      .array(message)
      .min(1)
      .max(1_000)
      .optional()
      .meta({ title: 'Messages', description: 'A whole conversation instead of a prompt' }),
    schema: answerSchema,
    tools: toolNames.optional(),
    temperature: z.number().min(0).max(2).optional().meta({ title: 'Temperature' }),
    maxTokens: z.number().int().min(1).max(1_000_000).optional().meta({ title: 'Longest answer', description: 'In tokens' }),
    credential: credentialKey('Model credential'),
    fallbackModel,
    cheaperModel,
    compensations,
  })
  .refine((given) => (given.prompt === undefined) !== (given.messages === undefined), { message: 'give either prompt or messages' });

export const llm = defineNodeType({
  type: 'llm',
  version: 1,
  title: 'Language model',
  description: 'Asks a language model once and answers its text, or JSON that fits a schema. The text streams while it comes.',
  category: 'model',
  icon: 'MessageOutlined',
  config,
  output: z.object({ text: z.string(), json: z.unknown(), usage }),
  effect: 'read',
  egress: true,
  literals: ['model', 'messages/*/role', 'schema', 'tools', 'credential', 'fallbackModel', 'cheaperModel', 'compensations'],
  example: { model: 'scripted/echo', prompt: 'Summarise: {{ input.text }}' },
  async execute({
    config: {
      model,
      system,
      prompt,
      messages,
      schema,
      tools,
      temperature,
      maxTokens,
      credential,
      fallbackModel: fallback,
      cheaperModel: cheaper,
      compensations: undo,
    },
    context,
  }) {
    const opening: ModelMessage[] = system === undefined ? [] : [{ role: 'system', content: system }];
    for (const { role, content } of messages ?? [{ role: 'user' as const, content: prompt }])
      opening.push({ role, content: textOf(content) });
    const answer = await converse(context, {
      model,
      messages: opening,
      tools: tools ?? [],
      limits: { maxIterations: 10 },
      ...(schema !== undefined && { schema: schema as JsonSchema }),
      ...(temperature !== undefined && { temperature }),
      ...(maxTokens !== undefined && { maxTokens }),
      ...(credential !== undefined && { credential }),
      ...(fallback !== undefined && { fallbackModel: fallback }),
      ...(cheaper !== undefined && { cheaperModel: cheaper }),
      ...(undo !== undefined && { compensations: undo as Conversation['compensations'] & object }),
    });
    return { text: answer.text, json: answer.json, usage: answer.usage as unknown as Json };
  },
});
/** What a template gave, as a model reads it. */
export const textOf = (content: unknown): string => (typeof content === 'string' ? content : JSON.stringify(content ?? null));
