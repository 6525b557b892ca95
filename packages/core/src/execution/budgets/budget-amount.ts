import { addMoney, compareMoney, subtractMoney } from './money.js';
import type { Usage } from '../views/views.js';

/** What a call may use, or has used: money in USD, tokens read and written, and calls. */
export interface Amount {
  /** Decimal string. */
  readonly cost: string;
  readonly tokens: number;
  readonly calls: number;
}
export const NOTHING: Amount = { cost: '0', tokens: 0, calls: 0 };
/** What may be used; a dimension that is left out is not limited. */
export type Limit = { readonly [D in keyof Amount]?: Amount[D] };
export const DIMENSIONS = ['cost', 'tokens', 'calls'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const addAmount = (a: Amount, b: Amount): Amount => ({
  cost: addMoney(a.cost, b.cost),
  tokens: a.tokens + b.tokens,
  calls: a.calls + b.calls,
});
export const subtractAmount = (a: Amount, b: Amount): Amount => ({
  cost: subtractMoney(a.cost, b.cost),
  tokens: a.tokens - b.tokens,
  calls: a.calls - b.calls,
});
export const sameAmount = (a: Amount, b: Amount): boolean =>
  compareMoney(a.cost, b.cost) === 0 && a.tokens === b.tokens && a.calls === b.calls;
export const isNothing = (amount: Amount): boolean => sameAmount(amount, NOTHING);
/** What model calls used, as an amount of `calls` calls. */
export const amountOf = ({ cost, inputTokens, outputTokens }: Usage, calls: number): Amount => ({
  cost,
  tokens: inputTokens + outputTokens,
  calls,
});
/** Whether `amount` is within the limit, to the last 10^-12 USD. */
export const fits = (amount: Amount, limit: Limit): boolean => exceeded(amount, limit).length === 0;
/** The dimensions in which `amount` is above the limit. */
export function exceeded(amount: Amount, limit: Limit): readonly Dimension[] {
  return DIMENSIONS.filter((dimension) => {
    const most = limit[dimension];
    if (most === undefined) return false;
    return dimension === 'cost' ? compareMoney(amount.cost, most as string) > 0 : amount[dimension] > (most as number);
  });
}
/** The limit, raised by what was added to it; what was not limited stays so. */
export function raisedBy(limit: Limit, added: Amount): Limit {
  return {
    ...(limit.cost !== undefined && { cost: addMoney(limit.cost, added.cost) }),
    ...(limit.tokens !== undefined && { tokens: limit.tokens + added.tokens }),
    ...(limit.calls !== undefined && { calls: limit.calls + added.calls }),
  };
}
/** By how much `amount` is above the limit: nothing in the dimensions that it keeps to. */
export function excess(amount: Amount, limit: Limit): Amount {
  const over = new Set(exceeded(amount, limit));
  return {
    cost: over.has('cost') ? subtractMoney(amount.cost, limit.cost as string) : '0',
    tokens: over.has('tokens') ? amount.tokens - (limit.tokens as number) : 0,
    calls: over.has('calls') ? amount.calls - (limit.calls as number) : 0,
  };
}
/** For people: `0.25 USD, 3000 tokens, 1 call`, of the dimensions named (all that are not zero, where none are). */
export function amountText(amount: Amount, dimensions?: readonly Dimension[]): string {
  const shown =
    dimensions ?? DIMENSIONS.filter((dimension) => (dimension === 'cost' ? compareMoney(amount.cost, '0') : amount[dimension]) !== 0);
  const texts = shown.map((dimension) => {
    if (dimension === 'cost') return `${amount.cost} USD`;
    if (dimension === 'tokens') return `${amount.tokens} tokens`;
    return amount.calls === 1 ? '1 call' : `${amount.calls} calls`;
  });
  return texts.length > 0 ? texts.join(', ') : 'nothing';
}
