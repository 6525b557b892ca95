import type { Json } from '@agentflow/core';
import type { ModelRequest } from '@agentflow/ports';
import { createModelClients } from './create-model-clients.js';
import { createPrices } from './prices.js';
import { DEFAULT_ANSWER_TOKENS, mostInputTokens, quoteByPrice } from './quote.js';
import { readModelPrices } from './read-model-env.js';

const clock = { now: () => 0, monotonic: () => 0, after: () => () => undefined };
const user = (content: string): ModelRequest['messages'] => [{ role: 'user', content }];
const client = createModelClients({
  clock,
  env: {},
  prices: { 'scripted/priced': { input: '1000000', output: '2000000', asOf: '2026-11-01' } },
});
const quote = (model: string, more: Partial<ModelRequest> & { readonly script?: Json } = {}) =>
  client.quote({ model, messages: user('12345678'), ...more });

describe('what a call may use at most', () => {
  it.each(['plain words', 'ÄÖÜ ß', '日本語のテキスト', '🚀🚀🚀', '{"a":[1,2,3]}'])('is never less than one token per byte: %s', (text) => {
    expect(mostInputTokens({ messages: user(text) })).toBeGreaterThanOrEqual(Buffer.byteLength(text));
  });
  it('counts tools and the schema, with what providers add for them', () => {
    const tools = [{ name: 'calculator', description: 'Calculates', parameters: { type: 'object' } }];
    const plain = mostInputTokens({ messages: user('x') });
    expect(mostInputTokens({ messages: user('x'), tools })).toBeGreaterThan(plain + 1_000);
    expect(mostInputTokens({ messages: user('x'), schema: { type: 'object' } })).toBeGreaterThan(plain + 1_000);
  });
  it('is the price of the longest prompt and answer, at the dearest of all rates', () => {
    const prices = createPrices({
      'x/a': {
        input: '1',
        cachedInput: '0.1',
        cacheWrite: '2',
        output: '3',
        asOf: '2026-11-01',
        longPrompt: { above: 1_000, input: '10', output: '30' },
      },
    });
    expect(prices.most('x/a', 1_000, 100)).toBe('0.0023');
    expect(prices.most('x/a', 1_001, 100)).toBe('0.01301');
    expect(prices.most('x/unknown', 1, 1)).toBeUndefined();
    for (const [input, output, cached, written] of [
      [1_000, 100, 0, 0],
      [1_000, 100, 400, 600],
      [2_000, 50, 500, 1_500],
    ] as const) {
      const billed = prices.cost('x/a', { inputTokens: input, outputTokens: output, cachedInputTokens: cached, cacheWriteTokens: written });
      expect(Number(prices.most('x/a', input, output))).toBeGreaterThanOrEqual(Number(billed));
    }
  });
  it('says how long the answer may be where the request does not, and that a price is not known', () => {
    const known = quoteByPrice({ model: 'openai/gpt-5-mini', messages: user('hi') }, createPrices());
    expect(known).toMatchObject({ maxTokens: DEFAULT_ANSWER_TOKENS, cost: expect.stringMatching(/^0\.0164/) as string });
    expect(quoteByPrice({ model: 'openai/gpt-5-mini', messages: user('hi'), maxTokens: 10 }, createPrices()).tokens).toBeLessThan(200);
    expect(quoteByPrice({ model: 'azure/mine', messages: user('hi') }, createPrices()).cost).toBeNull();
  });
  it('of a scripted model is what its dearest row says, and no less than what the row that answers will use', async () => {
    const script: Json = [
      { when: "prompt == 'other'", reply: { text: 'a' }, usage: { inputTokens: 5, outputTokens: 500, cost: '0.2' } },
      { reply: { text: 'four words are here' }, usage: { cost: '0.03' } },
    ];
    expect(await quote('scripted/x', { script })).toEqual({ cost: '0.2', tokens: 505, maxTokens: 500 });
    expect(await quote('scripted/echo')).toEqual({ cost: '0', tokens: 4, maxTokens: 2 });
    expect(await quote('scripted/priced', { script: [{ reply: { text: 'abcd' } }] })).toMatchObject({ cost: '4' });
    expect(await quote('scripted/none', { script: [{ when: 'false', reply: { text: 'a' } }] })).toMatchObject({ cost: '0' });
    await expect(quote('scripted/wrong', { script: [{}] })).rejects.toThrow('is wrong');
    await expect(quote('nobody/x')).rejects.toThrow('names no model we can reach');
  });
  it('of a scripted model that has a price is what its tokens cost', async () => {
    const events = [];
    const request = {
      model: 'scripted/priced',
      messages: user('12345678'),
      script: [{ reply: { text: 'abcd' } }] as Json,
      signal: new AbortController().signal,
    };
    for await (const event of client.stream(request)) events.push(event);
    expect(events.at(-1)).toMatchObject({ usage: { inputTokens: 2, outputTokens: 1, cost: '4' } });
  });
});
describe('prices of the operator', () => {
  it('are read from the environment', () => {
    expect(readModelPrices({ AGENTFLOW_MODEL_PRICES: ' ollama/qwen3=0/0, azure/big=2.5/10 ' }, '2026-11-21')).toEqual({
      'ollama/qwen3': { input: '0', output: '0', asOf: '2026-11-21' },
      'azure/big': { input: '2.5', output: '10', asOf: '2026-11-21' },
    });
    expect(readModelPrices({}, '2026-11-21')).toEqual({});
  });
  it.each(['qwen3=0/0', 'ollama/qwen3=1', 'ollama/qwen3=-1/2', 'ollama/qwen3=1e3/2'])('are refused by name: %s', (entry) => {
    expect(() => readModelPrices({ AGENTFLOW_MODEL_PRICES: entry }, '2026-11-21')).toThrow(`"${entry}" is no price`);
  });
});
