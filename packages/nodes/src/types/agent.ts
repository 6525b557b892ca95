import { AppError, type Json, type JsonSchema } from '@agentflow/core';
import { z } from 'zod';
import { converse, type Conversation, type ConversationLimits } from '../converse.js';
import { defineNodeType } from '../define-node-type.js';
import {
  answerSchema,
  cheaperModel,
  compensations,
  credentialKey,
  fallbackModel,
  modelName,
  peers,
  toolNames,
  usage,
} from '../model-config.js';
import type { NodeContext, PeerSettings, StoredAgent } from '../node-context.js';
import { problemsOf } from '../problems-of.js';
import { textOf } from './llm.js';

const limits = z
  .strictObject({
    maxIterations: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ title: 'Rounds', description: 'Model calls at most; 10 where left out' }),
    maxSeconds: z
      .number()
      .positive()
      .max(86_400)
      .optional()
      .meta({ title: 'Seconds', description: 'Time of all calls together; 300 where left out' }),
    maxCost: z
      .union([z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal amount in USD such as "0.25"'), z.number().nonnegative()])
      .optional()
      .meta({ title: 'Cost', description: 'USD' }),
    maxTokens: z.number().int().min(1).max(1_000_000_000).optional().meta({ title: 'Tokens', description: 'Read and written together' }),
  })
  .meta({ title: 'Limits', description: 'Reaching one fails the node with AGENT_LIMIT' });
const config = z
  .strictObject({
    agent: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ title: 'Agent', description: 'Key of a stored agent; or give model, instructions and tools here', format: 'agent' }),
    model: modelName.optional(),
    instructions: z.string().optional().meta({ title: 'Instructions', format: 'template-text' }),
    tools: toolNames.optional(),
    input: z.unknown().optional().meta({ title: 'Input', description: 'The task; anything but text is sent as JSON' }),
    schema: answerSchema,
    limits: limits.optional(),
    credential: credentialKey('Model credential'),
    fallbackModel,
    cheaperModel,
    compensations,
    peers,
  })
  .refine((given) => (given.agent === undefined) !== (given.model === undefined), { message: 'give either agent or model' });

export const agent = defineNodeType({
  type: 'agent',
  version: 1,
  title: 'Agent',
  description:
    'Lets a model work on a task in rounds: it thinks, calls the tools it was given, reads their results and answers at last. Every call is recorded.',
  category: 'model',
  icon: 'RobotOutlined',
  config,
  output: z.object({
    text: z.string(),
    json: z.unknown(),
    usage,
    steps: z.array(z.unknown()).meta({ description: 'The model and tool calls in order' }),
  }),
  effect: 'at_least_once',
  egress: true,
  literals: ['agent', 'model', 'tools', 'schema', 'credential', 'fallbackModel', 'cheaperModel', 'compensations', 'peers'],
  example: {
    model: 'scripted/echo',
    instructions: 'You are a careful assistant.',
    tools: ['calculator'],
    input: '{{ input.task }}',
    limits: { maxIterations: 8 },
  },
  async execute({
    config: {
      agent: name,
      input,
      schema,
      credential,
      fallbackModel: fallback,
      cheaperModel: cheaper,
      compensations: undo,
      peers: own,
      ...inline
    },
    context,
  }) {
    const who =
      name === undefined
        ? { model: inline.model!, instructions: inline.instructions ?? '', tools: inline.tools ?? [], limits: {}, peers: undefined }
        : await stored(context, name);
    const standIn = fallback ?? who.fallbackModel;
    const addressed = own ?? who.peers;
    const answer = await converse(context, {
      model: who.model,
      messages: [
        ...(who.instructions === '' ? [] : [{ role: 'system' as const, content: who.instructions }]),
        { role: 'user', content: textOf(input) },
      ],
      tools: inline.tools ?? who.tools,
      limits: { maxIterations: 10, maxSeconds: 300, ...limitsOf(who.limits), ...limitsOf(inline.limits) },
      ...(schema !== undefined && { schema: schema as JsonSchema }),
      ...(credential !== undefined && { credential }),
      ...(standIn !== undefined && { fallbackModel: standIn }),
      ...(cheaper !== undefined && { cheaperModel: cheaper }),
      ...(undo !== undefined && { compensations: undo as Conversation['compensations'] & object }),
      ...(addressed !== undefined && { peers: { settings: addressed as PeerSettings, ...(name !== undefined && { from: name }) } }),
    });
    return { text: answer.text, json: answer.json, usage: answer.usage as unknown as Json, steps: answer.steps as Json };
  },
});

async function stored(
  context: NodeContext,
  name: string,
): Promise<Pick<StoredAgent, 'model' | 'fallbackModel' | 'instructions' | 'tools' | 'limits' | 'peers'>> {
  const found = await context.agent(name);
  const checked = limits.safeParse(found.limits);
  if (!checked.success)
    throw new AppError('CONFIG_INVALID', `the limits of agent ${name} are wrong`, { agent: name }, { problems: problemsOf(checked.error) });
  return found;
}
function limitsOf(given: z.output<typeof limits> | StoredAgent['limits'] | undefined): Partial<ConversationLimits> {
  return Object.fromEntries(
    Object.entries(given ?? {})
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, key === 'maxCost' ? String(value) : value]),
  );
}
