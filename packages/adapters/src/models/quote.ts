import type { ModelQuote, ModelRequest } from '@agentflow/ports';
import type { Prices } from './prices.js';

/** How long an answer may be where the request does not say. */
export const DEFAULT_ANSWER_TOKENS = 8_192;
/** What providers add to a request by themselves: for each message its role and borders, for tools and schemas their instructions. */
const PER_MESSAGE = 16;
const PER_REQUEST = 64;
const FOR_TOOLS = 1_024;

/**
 * Tokens that a request weighs at most. Tokenizers in use are byte-level: no token is shorter than a byte, so the bytes of the text are a bound that holds for every language
 * (about four times what English prose weighs).
 */
export function mostInputTokens({ messages, tools, schema }: Pick<ModelRequest, 'messages' | 'tools' | 'schema'>): number {
  const weigh = (value: unknown): number => (value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value)));
  const extras = tools?.length || schema !== undefined ? FOR_TOOLS + weigh(tools) + weigh(schema) : 0;
  return messages.reduce((sum, message) => sum + weigh(message) + PER_MESSAGE, PER_REQUEST + extras);
}
/** What a call of a model with a price list may use at most. */
export function quoteByPrice(request: Omit<ModelRequest, 'signal'>, prices: Prices): ModelQuote {
  const input = mostInputTokens(request);
  const maxTokens = request.maxTokens ?? DEFAULT_ANSWER_TOKENS;
  return { cost: prices.most(request.model, input, maxTokens) ?? null, tokens: input + maxTokens, maxTokens };
}
