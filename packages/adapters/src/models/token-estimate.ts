import type { ModelMessage, ModelToolCall } from '@agentflow/ports';

/** About four characters to a token: for providers that do not count, so that budgets still bite. Never less than 1 for text. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 4);
/** What the messages of a request weigh. */
export const estimateInput = (messages: readonly ModelMessage[]): number =>
  messages.reduce(
    (sum, message) => sum + estimateTokens(message.content) + ('toolCalls' in message ? estimateCalls(message.toolCalls ?? []) : 0),
    0,
  );
/** What an answer weighs. */
export const estimateOutput = (text: string, toolCalls: readonly ModelToolCall[]): number =>
  estimateTokens(text) + estimateCalls(toolCalls);
const estimateCalls = (calls: readonly ModelToolCall[]): number =>
  calls.reduce((sum, call) => sum + estimateTokens(call.name + JSON.stringify(call.arguments)), 0);
