import {
  addAmount,
  DIMENSIONS,
  excess,
  fits,
  NOTHING,
  subtractAmount,
  type Amount,
  type Limit,
} from '../execution/budgets/budget-amount.js';
import { compareMoney, subtractMoney } from '../execution/budgets/money.js';
import type { ExecutionId } from '../ids.js';
import type { Json } from '../json.js';
import type { BudgetPeriod } from '../workflow/definition/definition.js';
import type { PoolCommand, PoolLimits } from './shared-commands.js';
import type { PoolEvent } from './shared-events.js';
import type { SharedDecision, SharedKindRules } from './shared-kind.js';

/*
 * I1  What is spent in the window and held by executions never rises above the limit by a grant.
 * I2  Nobody is refused while another execution sits on what it does not use: it is asked to give that back first.
 * I3  Reports are sums since the execution began, so one that comes twice, or out of turn, changes nothing the second time.
 */
export interface PoolState {
  readonly key: string;
  limits: PoolLimits;
  /** Number of the day or month (UTC) that `spent` belongs to; 0 for `total`. */
  window: number;
  spent: Amount;
  /** Handed out and not reported as spent or returned. */
  held: Amount;
  readonly holders: Map<ExecutionId, PoolHolder>;
  /** Executions whose draw waits until others have given back, in order of arrival. */
  readonly queue: Map<ExecutionId, PoolDraw>;
}
export interface PoolHolder {
  held: Amount;
  /** Sums that the execution has reported. */
  spent: Amount;
  returned: Amount;
  /** Its last draw, and what it was given: `null` for a refusal. */
  n: number;
  answer: Amount | null;
}
interface PoolDraw {
  readonly n: number;
  readonly need: Amount;
  readonly want: Amount;
  /** Who has yet to say what it does not use. */
  readonly awaited: Set<ExecutionId>;
}
const DAY_MS = 86_400_000;
/** Which window a time (epoch milliseconds) lies in. */
export function windowAt(per: BudgetPeriod | undefined, at: number): number {
  if (per === 'day') return Math.floor(at / DAY_MS);
  if (per !== 'month') return 0;
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
/** What is spent in the window that `at` lies in. */
export const spentAt = ({ limits, window, spent }: PoolState, at: number): Amount =>
  windowAt(limits.per, at) === window ? spent : NOTHING;

/** A budget that executions share: they draw allowances, and give back what they do not use. */
export const budgetPoolRules: SharedKindRules<PoolState, PoolCommand, PoolEvent> = {
  create: (key) => ({ key, limits: {}, window: 0, spent: NOTHING, held: NOTHING, holders: new Map(), queue: new Map() }),
  decide(command, state, decision) {
    switch (command.type) {
      case 'SharedLimit':
        if (!sameLimits(state.limits, command.limits)) decision.emit({ type: 'PoolLimited', limits: command.limits, by: command.by });
        return serve(state, decision);
      case 'SharedDraw':
        return draw(command, state, decision);
      case 'SharedSettle': {
        const { execution, spent, returned, final } = command;
        if (!state.holders.has(execution) && !awaits(state, execution)) return;
        decision.emit({ type: 'PoolSettled', execution, spent, returned, final });
        return serve(state, decision);
      }
      case 'SharedForfeit':
        if (!state.holders.has(command.execution) && !awaits(state, command.execution)) return;
        decision.emit({ type: 'PoolForfeited', execution: command.execution });
        return serve(state, decision);
      case 'SharedDecline': {
        const holder = state.holders.get(command.execution);
        if (holder?.n !== command.n || holder.answer === null) return;
        decision.emit({ type: 'PoolDeclined', execution: command.execution, n: command.n });
        return serve(state, decision);
      }
    }
  },
  wake: () => undefined,
  apply(state, event, at) {
    const window = windowAt(state.limits.per, at);
    if (window !== state.window) {
      state.window = window;
      state.spent = NOTHING;
    }
    applyEvent(state, event, at);
  },
  isIdle: ({ queue }) => queue.size === 0,
  wakeAt: () => null,
  toJson: ({ holders, queue, ...state }) =>
    ({
      ...state,
      holders: [...holders],
      queue: [...queue].map(([execution, { awaited, ...waiting }]) => [execution, { ...waiting, awaited: [...awaited] }]),
    }) as unknown as Json,
  fromJson(json) {
    const { holders, queue, ...state } = json as unknown as PoolJson;
    return {
      ...state,
      holders: new Map(holders),
      queue: new Map(queue.map(([execution, waiting]) => [execution, { ...waiting, awaited: new Set(waiting.awaited) }])),
    };
  },
};
interface PoolJson extends Omit<PoolState, 'holders' | 'queue'> {
  readonly holders: readonly (readonly [ExecutionId, PoolHolder])[];
  readonly queue: readonly (readonly [ExecutionId, Omit<PoolDraw, 'awaited'> & { readonly awaited: readonly ExecutionId[] }])[];
}
const sameLimits = (a: PoolLimits, b: PoolLimits): boolean =>
  (['cost', 'tokens', 'calls', 'per', 'onExceeded', 'cheaperModel'] as const).every((key) => a[key] === b[key]);
const awaits = ({ queue }: PoolState, execution: ExecutionId): boolean => [...queue.values()].some(({ awaited }) => awaited.has(execution));

/** An execution asks for more. A repeat is told again what the first was told; one that waits already goes on waiting. */
function draw(command: PoolCommand & { type: 'SharedDraw' }, state: PoolState, decision: SharedDecision): void {
  const { execution, n, need, want, spent, returned, limits } = command;
  const holder = state.holders.get(execution);
  if (state.queue.get(execution)?.n === n) return;
  if (holder && holder.n >= n) {
    if (holder.n === n) answer(state, execution, holder, decision);
    return;
  }
  if (limits !== null && !sameLimits(state.limits, limits)) decision.emit({ type: 'PoolLimited', limits, by: execution });
  const awaited = roomFor(state, decision.at, need)
    ? []
    : [...state.holders].filter(([id, { held }]) => id !== execution && isSome(held)).map(([id]) => id);
  decision.emit({ type: 'PoolAsked', execution, n, need, want, spent, returned, awaited });
  for (const id of awaited) decision.send(id, { type: 'RecallAllowance', key: state.key });
  serve(state, decision);
}
/** Grants, in order of arrival, what there is room for; refuses those for whom everybody has given back what they could. */
function serve(state: PoolState, decision: SharedDecision): void {
  for (const [execution, { n, need, want, awaited }] of [...state.queue]) {
    const room = roomFor(state, decision.at, need);
    if (!room && awaited.size > 0) continue;
    if (room) decision.emit({ type: 'PoolDrawn', execution, n, amount: within(want, need, room) });
    else decision.emit({ type: 'PoolRefused', execution, n });
    answer(state, execution, state.holders.get(execution) as PoolHolder, decision);
  }
}
function answer({ key }: PoolState, execution: ExecutionId, { n, answer: amount }: PoolHolder, decision: SharedDecision): void {
  decision.send(execution, amount === null ? { type: 'RefuseAllowance', key, n } : { type: 'GrantAllowance', key, n, amount });
}
/** What is left of the limit, if `need` fits into it. */
function roomFor(state: PoolState, at: number, need: Amount): Limit | null {
  const used = addAmount(spentAt(state, at), state.held);
  if (!fits(addAmount(used, need), state.limits)) return null;
  const { cost, tokens, calls } = state.limits;
  return {
    ...(cost !== undefined && { cost: subtractMoney(cost, used.cost) }),
    ...(tokens !== undefined && { tokens: tokens - used.tokens }),
    ...(calls !== undefined && { calls: calls - used.calls }),
  };
}
/** As much of what is wanted as there is room for, but no more than a quarter of the room beyond what is needed: others come, too. */
function within(want: Amount, need: Amount, room: Limit): Amount {
  const quarter: Limit = {
    ...(room.cost !== undefined && { cost: quarterOf(room.cost) }),
    ...(room.tokens !== undefined && { tokens: Math.floor(room.tokens / 4) }),
    ...(room.calls !== undefined && { calls: Math.floor(room.calls / 4) }),
  };
  const most = subtractAmount(want, excess(want, quarter));
  return {
    cost: compareMoney(most.cost, need.cost) > 0 ? most.cost : need.cost,
    tokens: Math.max(most.tokens, need.tokens),
    calls: Math.max(most.calls, need.calls),
  };
}
/** To 10^-9 USD, rounded down: exact enough for how much is handed out ahead. */
const quarterOf = (cost: string): string => {
  const quarter = Math.floor((Number(cost) / 4) * 1e9) / 1e9;
  return quarter > 0 ? quarter.toFixed(9) : '0';
};
const isSome = (amount: Amount): boolean => compareMoney(amount.cost, '0') > 0 || amount.tokens > 0 || amount.calls > 0;
/** What a holder holds, without the dimensions in which it has used more than it was given. */
const positive = (amount: Amount): Amount => ({
  cost: compareMoney(amount.cost, '0') > 0 ? amount.cost : '0',
  tokens: Math.max(0, amount.tokens),
  calls: Math.max(0, amount.calls),
});

function applyEvent(state: PoolState, event: PoolEvent, at: number): void {
  switch (event.type) {
    case 'PoolLimited':
      state.limits = event.limits;
      if (windowAt(state.limits.per, at) !== state.window) {
        // Another kind of window begins with what it is.
        state.window = windowAt(state.limits.per, at);
        state.spent = NOTHING;
      }
      return;
    case 'PoolAsked': {
      const { execution, n, need, want, spent, returned, awaited } = event;
      const holder = state.holders.get(execution);
      // One that is not known (any more) has said before what it had spent until now.
      if (!holder) state.holders.set(execution, { held: NOTHING, spent, returned, n: n - 1, answer: null });
      else report(state, holder, spent, returned);
      state.queue.set(execution, { n, need, want, awaited: new Set(awaited) });
      return;
    }
    case 'PoolDrawn': {
      const { execution, n, amount } = event;
      state.queue.delete(execution);
      const holder = state.holders.get(execution) as PoolHolder;
      Object.assign(holder, { n, answer: amount });
      return hold(state, holder, addAmount(holder.held, amount));
    }
    case 'PoolRefused':
      state.queue.delete(event.execution);
      Object.assign(state.holders.get(event.execution) as PoolHolder, { n: event.n, answer: null });
      return;
    case 'PoolSettled': {
      const { execution, spent, returned, final } = event;
      const holder = state.holders.get(execution);
      if (holder) report(state, holder, spent, returned);
      return answered(state, execution, final);
    }
    case 'PoolForfeited': {
      const holder = state.holders.get(event.execution);
      if (holder) report(state, holder, addAmount(holder.spent, positive(holder.held)), holder.returned);
      return answered(state, event.execution, true);
    }
    case 'PoolDeclined': {
      const holder = state.holders.get(event.execution) as PoolHolder;
      hold(state, holder, subtractAmount(holder.held, holder.answer as Amount));
      holder.answer = null;
    }
  }
}
/** What the execution says it has spent and given back since it began; what is new in it counts. */
function report(state: PoolState, holder: PoolHolder, spent: Amount, returned: Amount): void {
  const more = subtractAmount(spent, holder.spent);
  const back = subtractAmount(returned, holder.returned);
  // A report that is older than the last one has less in it.
  if (DIMENSIONS.some((dimension) => compareMoney(String(more[dimension]), '0') < 0 || compareMoney(String(back[dimension]), '0') < 0))
    return;
  holder.spent = spent;
  holder.returned = returned;
  state.spent = addAmount(state.spent, more);
  hold(state, holder, subtractAmount(subtractAmount(holder.held, more), back));
}
function hold(state: PoolState, holder: PoolHolder, held: Amount): void {
  state.held = addAmount(subtractAmount(state.held, positive(holder.held)), positive(held));
  holder.held = held;
}
function answered(state: PoolState, execution: ExecutionId, final: boolean): void {
  for (const { awaited } of state.queue.values()) awaited.delete(execution);
  if (!final) return;
  const holder = state.holders.get(execution);
  if (!holder) return;
  hold(state, holder, NOTHING);
  state.queue.delete(execution);
  state.holders.delete(execution);
}
