import { createPrices } from './prices.js';

describe('prices', () => {
  it('costs exactly what the tokens cost, without a float', () => {
    const prices = createPrices({ 'x/a': { input: '0.1', output: '0.2', asOf: '2026-01-01' } });
    expect(prices.cost('x/a', { inputTokens: 1, outputTokens: 1 })).toBe('0.0000003');
    expect(prices.cost('x/a', { inputTokens: 9_007_199_254_740_991, outputTokens: 3 })).toBe('900719925.4740997');
    expect(prices.cost('x/a', { inputTokens: 10_000_000, outputTokens: 0 })).toBe('1');
    expect(prices.cost('x/a', { inputTokens: 0, outputTokens: 0 })).toBe('0');
  });
  it('bills cached and cache-written input at their own rates, each token once', () => {
    const prices = createPrices({ 'x/a': { input: '10', cachedInput: '1', cacheWrite: '12.5', output: '0', asOf: '2026-01-01' } });
    expect(prices.cost('x/a', { inputTokens: 1_000_000, outputTokens: 0, cachedInputTokens: 400_000, cacheWriteTokens: 200_000 })).toBe(
      '6.9',
    );
  });
  it('bills a long prompt at the long rates, output included', () => {
    const prices = createPrices();
    expect(prices.cost('anthropic/claude-haiku-5-5', { inputTokens: 100_000, outputTokens: 1_000 })).toBe('0.0105');
    expect(prices.cost('anthropic/claude-haiku-5-5', { inputTokens: 100_001, outputTokens: 1_000 })).toBe('0.0525005');
  });
  it('prices a snapshot as its model', () => {
    const prices = createPrices();
    for (const model of ['openai/gpt-5-mini-2025-08-07', 'openai/gpt-5-mini-latest', 'openai/gpt-5-mini'])
      expect(prices.find(model)?.input).toBe('0.25');
    expect(prices.find('anthropic/claude-haiku-4-5-20251001')?.output).toBe('5');
  });
  it('lets the override win, and costs nothing where no price is known', () => {
    const prices = createPrices({ 'openai/gpt-5-mini': { input: '1', output: '1', asOf: '2026-11-01' } });
    expect(prices.find('openai/gpt-5-mini')?.asOf).toBe('2026-11-01');
    expect(prices.find('ollama/qwen3')).toBeUndefined();
    expect(prices.cost('ollama/qwen3', { inputTokens: 5, outputTokens: 5 })).toBe('0');
    expect(prices.find('__proto__')).toBeUndefined();
  });
  it('refuses an override that is no decimal', () => {
    const prices = createPrices({ 'x/a': { input: '1e3', output: '1', asOf: '2026-01-01' } });
    expect(() => prices.cost('x/a', { inputTokens: 1, outputTokens: 1 })).toThrow('"1e3" is no price');
  });
});
