import { AppError, type Json, type JsonSchema } from '@agentflow/core';
import type { ModelTool } from '@agentflow/ports';
import { z } from 'zod';
import { jsonSchemaOf } from './json-schema-of.js';
import type { PeerCall, PeerSettings } from './node-context.js';
import { problemsOf } from './problems-of.js';

/*
 * I1  An agent addresses those alone that its configuration allows; what it may not address is refused before anything is sent.
 */
const CAPABILITY = 'capability:';
const message = z
  .string()
  .min(1)
  .max(200_000)
  .meta({ title: 'Message', description: 'Everything the other agent needs to know: it sees nothing else' });
const seconds = z.number().positive().max(3_600).optional().meta({ title: 'Seconds', description: 'How long to wait for the answer' });
const agentKey = z.string().min(1).max(200).meta({ title: 'Agent', description: 'Key of the agent' });
const capability = z.string().min(1).max(100).meta({ title: 'Capability', description: 'What the agent has to be good at' });

interface PeerTool {
  readonly description: string;
  readonly arguments: z.ZodType;
  toCall(args: never): Omit<PeerCall, 'tool'>;
}
const PEER_TOOLS: { readonly [name: string]: PeerTool } = {
  ask_agent: {
    description: 'Asks another agent and waits for its answer.',
    arguments: z.strictObject({ agent: agentKey, message, seconds }),
    toCall: ({ agent, message: text, seconds: within }: { agent: string; message: string; seconds?: number }) => ({
      way: 'ask',
      to: { agent },
      message: text,
      ...(within !== undefined && { seconds: within }),
    }),
  },
  tell_agent: {
    description: 'Tells another agent something that it works on by itself. Its answer is not waited for.',
    arguments: z.strictObject({ agent: agentKey, message }),
    toCall: ({ agent, message: text }: { agent: string; message: string }) => ({ way: 'tell', to: { agent }, message: text }),
  },
  broadcast_agents: {
    description: 'Tells all agents that have a capability the same. Answers are not waited for.',
    arguments: z.strictObject({ capability, message }),
    toCall: ({ capability: word, message: text }: { capability: string; message: string }) => ({
      way: 'broadcast',
      to: { capability: word },
      message: text,
    }),
  },
  delegate: {
    description: 'Hands a task to an agent that has a capability, whichever is free, or to a named agent, and waits for the result.',
    arguments: z
      .strictObject({ capability: capability.optional(), agent: agentKey.optional(), task: message, seconds })
      .refine((given) => (given.agent === undefined) !== (given.capability === undefined), { message: 'give either capability or agent' }),
    toCall: ({
      capability: word,
      agent,
      task,
      seconds: within,
    }: {
      capability?: string;
      agent?: string;
      task: string;
      seconds?: number;
    }) => ({
      way: 'ask',
      to: agent === undefined ? { capability: word! } : { agent },
      message: task,
      ...(within !== undefined && { seconds: within }),
    }),
  },
};
export const isPeerTool = (name: string): boolean => Object.hasOwn(PEER_TOOLS, name);
export const PEER_TOOL_NAMES: readonly string[] = Object.keys(PEER_TOOLS);

/** The four tools as a model is offered them, with whom it may address. */
export function offeredPeerTools({ allow }: PeerSettings): readonly ModelTool[] {
  return Object.entries(PEER_TOOLS).map(([name, tool]) => ({
    name,
    description: `${tool.description} You may address: ${allow.join(', ')}.`,
    parameters: jsonSchemaOf(tool.arguments) as JsonSchema,
  }));
}
/** What a model has asked for. @throws AppError INVALID_INPUT with problems; FORBIDDEN when the agent may not be addressed */
export function peerCallOf(name: string, args: Json, settings: PeerSettings): PeerCall {
  const tool = PEER_TOOLS[name]!;
  const parsed = tool.arguments.safeParse(args);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error);
    throw new AppError(
      'INVALID_INPUT',
      `the arguments of ${name} are wrong: ${problems.map(({ pointer, message: what }) => `${pointer || '/'} ${what}`).join('; ')}`,
      { tool: name },
      { problems },
    );
  }
  const call: PeerCall = { tool: name, ...tool.toCall(parsed.data as never) };
  const wanted = 'agent' in call.to ? call.to.agent : `${CAPABILITY}${call.to.capability}`;
  if (!settings.allow.includes('*') && !settings.allow.includes(wanted))
    throw new AppError('FORBIDDEN', `${wanted} may not be addressed; you may address ${settings.allow.join(', ')}`, { sent: false });
  return call;
}
