import type { Json } from '@agentflow/core';
import type { ModelMessage, ModelRequest } from '@agentflow/ports';

/** What `when` and the templates of a script see: `{ messages, last, prompt, system, tools, turn }`, as core's ModelScriptRow describes. */
export function scriptScope(request: ModelRequest): { readonly [root: string]: Json } {
  const messages = request.messages.map(toSeen);
  return {
    messages,
    last: messages.at(-1) ?? toSeen({ role: 'user', content: '' }),
    prompt: lastPrompt(request.messages),
    system: request.messages
      .filter((message) => message.role === 'system')
      .map((message) => message.content)
      .join('\n\n'),
    tools: (request.tools ?? []).map((tool) => tool.name),
    turn: request.messages.filter((message) => message.role === 'assistant').length,
  };
}
/** The content of the last user message; empty without one. */
export const lastPrompt = (messages: readonly ModelMessage[]): string =>
  messages.findLast((message) => message.role === 'user')?.content ?? '';

/** Every field is there for every role, so that a script may ask without checking first. */
const toSeen = (message: ModelMessage): Json => ({
  role: message.role,
  content: message.content,
  json: parsed(message.content),
  name: message.role === 'tool' ? message.name : '',
  toolCallId: message.role === 'tool' ? message.toolCallId : '',
  toolCalls:
    message.role === 'assistant' ? (message.toolCalls ?? []).map(({ id, name, arguments: given }) => ({ id, name, arguments: given })) : [],
});
function parsed(text: string): Json {
  if (!/^\s*[[{"\d\-tfn]/.test(text)) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
