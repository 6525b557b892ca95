import { PRICE_TABLE, type ModelPrice, type PriceTable } from './price-table.js';

/** Tokens of one call as the provider bills them. `inputTokens` counts everything read, cached and written to the cache included. */
export interface BilledTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number;
}
export interface Prices {
  /** `undefined` when the model's price is not known. Snapshots (`-2026-03-17`, `-20250929`, `-latest`) cost what their model costs. */
  find(model: string): ModelPrice | undefined;
  /** Exact USD as a decimal string; `0` where the price is not known (local models cost nothing). */
  cost(model: string, tokens: BilledTokens): string;
  /** The most that so many tokens can cost, whichever of them are cached or written to a cache; `undefined` when the model's price is not known. */
  most(model: string, inputTokens: number, outputTokens: number): string | undefined;
}
/** Price list with the operator's own rows laid over it, whole rows at a time. */
export function createPrices(override: PriceTable = {}): Prices {
  const find = (model: string): ModelPrice | undefined => {
    for (const name of [model, model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')]) {
      if (Object.hasOwn(override, name)) return override[name];
      if (Object.hasOwn(PRICE_TABLE, name)) return PRICE_TABLE[name];
    }
    return undefined;
  };
  return {
    find,
    most(model, inputTokens, outputTokens) {
      const price = find(model);
      if (!price) return undefined;
      const rates = price.longPrompt && inputTokens > price.longPrompt.above ? [price, price.longPrompt] : [price];
      const input = dearest(
        rates.flatMap(({ input: plain, cachedInput, cacheWrite }) => [plain, cachedInput ?? plain, cacheWrite ?? plain]),
      );
      const output = dearest(rates.map((rate) => rate.output));
      return formatPicos(BigInt(inputTokens) * input + BigInt(outputTokens) * output);
    },
    cost(model, tokens) {
      const price = find(model);
      if (!price) return '0';
      const rates = price.longPrompt && tokens.inputTokens > price.longPrompt.above ? price.longPrompt : price;
      const cached = Math.min(tokens.cachedInputTokens ?? 0, tokens.inputTokens);
      const written = Math.min(tokens.cacheWriteTokens ?? 0, tokens.inputTokens - cached);
      return formatPicos(
        BigInt(tokens.inputTokens - cached - written) * picosPerToken(rates.input) +
          BigInt(cached) * picosPerToken(rates.cachedInput ?? rates.input) +
          BigInt(written) * picosPerToken(rates.cacheWrite ?? rates.input) +
          BigInt(tokens.outputTokens) * picosPerToken(rates.output),
      );
    },
  };
}
const dearest = (prices: readonly string[]): bigint => prices.map(picosPerToken).reduce((most, price) => (price > most ? price : most));
const PICO_DIGITS = 12;
const DECIMAL = /^(\d+)(?:\.(\d{1,6}))?$/;
/** USD per million tokens, at most six decimals, as whole 1e-12 USD per token: exact. */
function picosPerToken(perMillion: string): bigint {
  const match = DECIMAL.exec(perMillion);
  if (!match) throw new RangeError(`"${perMillion}" is no price: write USD per million tokens with at most six decimals`);
  return BigInt(match[1]! + (match[2] ?? '').padEnd(6, '0'));
}
/** 1e-12 USD as a decimal string without trailing zeros. */
function formatPicos(picos: bigint): string {
  const digits = picos.toString().padStart(PICO_DIGITS + 1, '0');
  const fraction = digits.slice(-PICO_DIGITS).replace(/0+$/, '');
  return digits.slice(0, -PICO_DIGITS) + (fraction === '' ? '' : `.${fraction}`);
}
