import type { JsonSchema } from '@agentflow/core';
import type { ModelMessage, ModelRequest } from '@agentflow/ports';
import type { ContentBlockParam, MessageCreateParamsStreaming, MessageParam, Tool } from '@anthropic-ai/sdk/resources/messages';
import type { ToolNames } from './tool-names.js';

/** Taken when the request names no limit: the protocol demands one. */
const DEFAULT_MAX_TOKENS = 8192;
/** The tool through which an answer of a given schema comes back. */
export const ANSWER_TOOL = 'give_answer';

/** Models that always think refuse sampling settings and forced tools. */
const alwaysThinks = (name: string): boolean => /^claude-[a-z]+-([5-9]|\d\d)(-|$)/.test(name);
const ANSWER_RULE = `Give your final answer by calling the tool ${ANSWER_TOOL}, and in no other way.`;

/** A request as the messages API takes it: system text apart, tool results as user content, a schema as a tool through which the answer comes. */
export function toMessagesRequest(request: ModelRequest, name: string, names: ToolNames): MessageCreateParamsStreaming {
  const system = request.messages.filter((message) => message.role === 'system').map((message) => message.content);
  const tools: Tool[] = (request.tools ?? []).map((tool) => ({
    name: names.toWire(tool.name),
    description: tool.description,
    input_schema: asInputSchema(tool.parameters),
  }));
  const body: MessageCreateParamsStreaming & { temperature?: number } = {
    model: name,
    max_tokens: request.maxTokens ?? DEFAULT_MAX_TOKENS,
    messages: toTurns(request.messages, names),
    stream: true,
  };
  if (request.temperature !== undefined && !alwaysThinks(name)) body.temperature = request.temperature;
  if (request.schema !== undefined) {
    // Beside real tools the model chooses between calling one and answering; alone, it must answer; where nothing may be forced, it is asked to.
    if (alwaysThinks(name)) system.push(ANSWER_RULE);
    else body.tool_choice = tools.length > 0 ? { type: 'any' } : { type: 'tool', name: ANSWER_TOOL };
    tools.push({
      name: ANSWER_TOOL,
      description: 'Gives the final answer, in the form that was asked for.',
      input_schema: asInputSchema(wrapSchema(request.schema)),
    });
  }
  if (system.length > 0) body.system = system.join('\n\n');
  if (tools.length > 0) body.tools = tools;
  return body;
}
/** A tool's input is an object: a schema of anything else travels as its property `answer`. */
export const isWrapped = (schema: JsonSchema): boolean => typeof schema === 'boolean' || schema['type'] !== 'object';
const wrapSchema = (schema: JsonSchema): JsonSchema =>
  isWrapped(schema) ? { type: 'object', required: ['answer'], properties: { answer: schema } } : schema;
const asInputSchema = (schema: JsonSchema): Tool.InputSchema => ({ ...(typeof schema === 'boolean' ? {} : schema), type: 'object' });

/** User and assistant turns; neighbours of one role become one turn, as the API wants it after parallel tool calls. */
function toTurns(messages: readonly ModelMessage[], names: ToolNames): MessageParam[] {
  const turns: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
  for (const message of messages) {
    if (message.role === 'system') continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const content = toBlocks(message, names);
    if (content.length === 0) continue;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns;
}
function toBlocks(message: ModelMessage, names: ToolNames): ContentBlockParam[] {
  if (message.role === 'tool') return [{ type: 'tool_result', tool_use_id: message.toolCallId, content: message.content }];
  const text: ContentBlockParam[] = message.content === '' ? [] : [{ type: 'text', text: message.content }];
  if (message.role !== 'assistant') return text;
  return [
    ...text,
    ...(message.toolCalls ?? []).map((call): ContentBlockParam => ({
      type: 'tool_use',
      id: call.id,
      name: names.toWire(call.name),
      input: call.arguments,
    })),
  ];
}
