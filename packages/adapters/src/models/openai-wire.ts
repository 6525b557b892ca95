import type { JsonSchema } from '@agentflow/core';
import type { ModelMessage, ModelRequest } from '@agentflow/ports';
import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { ToolNames } from './tool-names.js';

/** A request as chat completions takes it. `modern`: OpenAI's own endpoint, which has renamed `max_tokens`. */
export function toChatRequest(request: ModelRequest, name: string, names: ToolNames, modern: boolean): ChatCompletionCreateParamsStreaming {
  const body: ChatCompletionCreateParamsStreaming = {
    model: name,
    messages: request.messages.map((message) => toChatMessage(message, names)),
    stream: true,
    stream_options: { include_usage: true },
  };
  if (request.tools && request.tools.length > 0) {
    body.tools = request.tools.map((tool) => ({
      type: 'function',
      function: { name: names.toWire(tool.name), description: tool.description, parameters: asObject(tool.parameters) },
    }));
  }
  if (request.schema !== undefined) {
    body.response_format = {
      type: 'json_schema',
      json_schema: { name: 'answer', schema: asObject(request.schema), strict: isStrict(request.schema) },
    };
  }
  if (request.temperature !== undefined) body.temperature = request.temperature;
  if (request.maxTokens !== undefined) body[modern ? 'max_completion_tokens' : 'max_tokens'] = request.maxTokens;
  return body;
}
function toChatMessage(message: ModelMessage, names: ToolNames): ChatCompletionMessageParam {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  if (message.role !== 'assistant') return { role: message.role, content: message.content };
  if (!message.toolCalls || message.toolCalls.length === 0) return { role: 'assistant', content: message.content };
  return {
    role: 'assistant',
    content: message.content === '' ? null : message.content,
    tool_calls: message.toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: names.toWire(call.name), arguments: JSON.stringify(call.arguments) },
    })),
  };
}
const asObject = (schema: JsonSchema): Record<string, unknown> => (typeof schema === 'boolean' ? {} : { ...schema });

/** Whether every object of the schema closes itself and requires all its properties, as the strict mode demands; if not, the answer is only guided and the caller's check decides. */
export function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  const node = schema as {
    readonly type?: unknown;
    readonly properties?: Record<string, unknown>;
    readonly required?: unknown;
    readonly additionalProperties?: unknown;
    readonly items?: unknown;
  };
  if (node.type === 'array') return isStrict(node.items);
  if (node.type !== 'object') return typeof node.type === 'string' || Array.isArray((schema as { enum?: unknown }).enum);
  const properties = node.properties ?? {};
  const required = new Set(Array.isArray(node.required) ? (node.required as unknown[]) : []);
  return node.additionalProperties === false && Object.entries(properties).every(([key, child]) => required.has(key) && isStrict(child));
}
