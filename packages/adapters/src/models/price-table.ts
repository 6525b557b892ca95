/** What a model costs, in USD per million tokens, as decimal strings. */
export interface ModelPrice {
  readonly input: string;
  readonly output: string;
  /** Input the provider had in its cache; `input` when absent. */
  readonly cachedInput?: string;
  /** Input the provider wrote to its cache; `input` when absent. */
  readonly cacheWrite?: string;
  /** Rates of requests whose whole input is longer than `above` tokens. */
  readonly longPrompt?: {
    readonly above: number;
    readonly input: string;
    readonly output: string;
    readonly cachedInput?: string;
    readonly cacheWrite?: string;
  };
  /** Day of the provider's price page these figures come from. */
  readonly asOf: string;
}
/** Prices by `<provider>/<model>`, without the date suffix of snapshots. */
export type PriceTable = { readonly [model: string]: ModelPrice };

const openai = (input: string, cachedInput: string, output: string, longPrompt?: ModelPrice['longPrompt']): ModelPrice => ({
  input,
  cachedInput,
  output,
  asOf: '2026-11-05',
  ...(longPrompt === undefined ? {} : { longPrompt }),
});
const claude = (
  input: string,
  cachedInput: string,
  cacheWrite: string,
  output: string,
  longPrompt?: ModelPrice['longPrompt'],
): ModelPrice => ({
  input,
  cachedInput,
  cacheWrite,
  output,
  asOf: '2026-10-24',
  ...(longPrompt === undefined ? {} : { longPrompt }),
});
/** Standard tier, no batch, no priority. Sources: developers.openai.com/api/docs/pricing, platform.claude.com/docs/en/about-claude/pricing. */
export const PRICE_TABLE: PriceTable = {
  'openai/gpt-6-astra': openai('10', '1', '50', { above: 272_000, input: '20', cachedInput: '2', output: '75' }),
  'openai/gpt-6.1-sol': openai('2', '0.10', '10', { above: 272_000, input: '4', cachedInput: '0.20', output: '15' }),
  'openai/gpt-6.1-terra': openai('1', '0.05', '5', { above: 272_000, input: '2', cachedInput: '0.10', output: '7.50' }),
  'openai/gpt-6-sol': openai('2', '0.20', '10', { above: 272_000, input: '4', cachedInput: '0.40', output: '15' }),
  'openai/gpt-6-luna': openai('0.10', '0.01', '0.50', { above: 272_000, input: '0.20', cachedInput: '0.02', output: '0.75' }),
  'openai/gpt-5.6-sol': openai('4', '0.40', '20', { above: 272_000, input: '8', cachedInput: '0.80', output: '30' }),
  'openai/gpt-5.6-terra': openai('2', '0.20', '12', { above: 272_000, input: '4', cachedInput: '0.40', output: '18' }),
  'openai/gpt-5.6-luna': openai('0.20', '0.02', '1.20', { above: 272_000, input: '0.40', cachedInput: '0.04', output: '1.80' }),
  'openai/gpt-5.4': openai('2.50', '0.25', '15'),
  'openai/gpt-5.4-mini': openai('0.75', '0.075', '4.50'),
  'openai/gpt-5': openai('1.25', '0.125', '10'),
  'openai/gpt-5-mini': openai('0.25', '0.025', '2'),
  'openai/gpt-5-nano': openai('0.05', '0.005', '0.40'),
  'openai/gpt-4.1': openai('2', '0.50', '8'),
  'openai/gpt-4.1-mini': openai('0.40', '0.10', '1.60'),
  'openai/gpt-4o': openai('2.50', '1.25', '10'),
  'openai/gpt-4o-mini': openai('0.15', '0.075', '0.60'),
  'anthropic/claude-fable-5-1': claude('10', '0.25', '12.50', '50'),
  'anthropic/claude-opus-5-5': claude('4', '0.20', '5', '20'),
  'anthropic/claude-opus-5': claude('5', '0.50', '6.25', '25'),
  'anthropic/claude-opus-4-5': claude('5', '0.50', '6.25', '25'),
  'anthropic/claude-sonnet-5-5': claude('2', '0.10', '2.50', '10'),
  'anthropic/claude-sonnet-5': claude('2', '0.20', '2.50', '10'),
  'anthropic/claude-sonnet-4-6': claude('3', '0.30', '3.75', '15'),
  'anthropic/claude-sonnet-4-5': claude('3', '0.30', '3.75', '15'),
  'anthropic/claude-haiku-5-5': claude('0.10', '0.01', '0.125', '0.50', {
    above: 100_000,
    input: '0.50',
    cachedInput: '0.05',
    cacheWrite: '0.625',
    output: '2.50',
  }),
  'anthropic/claude-haiku-4-5': claude('1', '0.10', '1.25', '5'),
};
