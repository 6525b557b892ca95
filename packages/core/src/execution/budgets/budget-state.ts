import type { StepRecord, TaskError } from '../../task/task.js';
import { addAmount, amountOf, NOTHING, subtractAmount, type Amount } from './budget-amount.js';
import type { PoolLimits } from '../../shared/shared-commands.js';
import type { CallAsked } from './budget-commands.js';
import type { AllowanceEvent, BudgetEvent, BudgetExceeded, CallQueued, CallReserved } from './budget-events.js';
import type { ExecutionState } from '../state/state.js';
import { NO_USAGE } from '../views/views.js';

/*
 * I1  A reservation is held in every account it names, from `CallReserved` until it is settled, exactly once.
 * I2  What may have been paid is counted as paid: a reservation that no step settles counts at its maximum, be it that another dispatch asks for the same call, that
 *     recorded steps are dropped, or that its node ends.
 */

/** What an execution has spent and reserved under its budgets. */
export interface BudgetBook {
  /** By path of the node or container whose budget it is; '' the execution's own. */
  readonly accounts: Map<string, BudgetAccount>;
  /** Calls that may be under way, by path of the task and call index. */
  readonly reservations: Map<string, Map<number, Reservation>>;
  /** Calls that a person is asked about, by path of the task. */
  readonly questions: Map<string, BudgetQuestion>;
  /** Calls that wait for an allowance, by path of the task and call index, in order of arrival. */
  readonly queue: Map<string, Map<number, CallAsked>>;
  /** What the execution has of budgets that it shares, by account. */
  readonly allowances: Map<string, Allowance>;
  /** Calls that were sent the cheaper way, by path of the task. */
  readonly rerouted: Map<string, { readonly index: number; readonly token: string }>;
}
export interface BudgetAccount {
  spent: Amount;
  reserved: Amount;
  /** Added by people to the limit that the definition sets. */
  raised: Amount;
}
/** A share in a budget over executions: `raised` of its account is what was granted and not given back. */
export interface Allowance {
  readonly key: string;
  limits: PoolLimits;
  /** Number of the last draw. */
  n: number;
  /** The call that the draw under way is for. */
  asking: { readonly path: string; readonly index: number } | null;
  /** Everything that was given back, ever. */
  returned: Amount;
}
export interface Reservation extends Amount {
  readonly token: string;
  readonly name: string;
  readonly accounts: readonly string[];
}
export type BudgetQuestion = Pick<BudgetExceeded, 'account' | 'name' | 'asked'>;

const createBook = (): BudgetBook => ({
  accounts: new Map(),
  reservations: new Map(),
  questions: new Map(),
  queue: new Map(),
  allowances: new Map(),
  rerouted: new Map(),
});
const bookOf = (state: ExecutionState): BudgetBook => (state.budget ??= createBook());
function accountIn({ accounts }: BudgetBook, path: string): BudgetAccount {
  let account = accounts.get(path);
  if (!account) accounts.set(path, (account = { spent: NOTHING, reserved: NOTHING, raised: NOTHING }));
  return account;
}

export function applyBudgetEvent(state: ExecutionState, event: BudgetEvent): void {
  // A fork has spent nothing, and was given nothing, of what its origin had: only what people added to limits is its own.
  if (state.copying && event.type !== 'BudgetExceeded' && event.type !== 'BudgetRaised') return;
  switch (event.type) {
    case 'CallReserved':
      return callReserved(bookOf(state), event);
    case 'BudgetExceeded': {
      const book = bookOf(state);
      const { path, index, token, account, name, asked } = event;
      accountIn(book, account);
      if (event.action === 'ask') book.questions.set(path, { account, name, asked });
      if (event.action === 'cheaper') book.rerouted.set(path, { index, token });
      unqueue(book, path, index);
      return;
    }
    case 'CallQueued': {
      const { type: _, seq: _seq, at: _at, ...call } = event as CallQueued & { readonly seq?: number; readonly at?: number };
      return enqueue(bookOf(state), call);
    }
    case 'AllowanceAsked':
    case 'AllowanceGranted':
    case 'AllowanceRefused':
    case 'AllowanceReturned':
      return applyAllowance(bookOf(state), event);
    case 'BudgetRaised': {
      const account = accountIn(bookOf(state), event.path);
      account.raised = addAmount(account.raised, event.added);
      return;
    }
  }
}
function applyAllowance(book: BudgetBook, event: AllowanceEvent): void {
  const account = accountIn(book, event.account);
  if (event.type === 'AllowanceAsked') {
    const { key, n, path, index, limits } = event;
    const allowance = book.allowances.get(event.account);
    if (allowance) Object.assign(allowance, { n, limits, asking: { path, index } });
    else book.allowances.set(event.account, { key, n, limits, asking: { path, index }, returned: NOTHING });
    return;
  }
  const allowance = book.allowances.get(event.account) as Allowance;
  if (event.type === 'AllowanceReturned') {
    account.raised = subtractAmount(account.raised, event.amount);
    allowance.returned = addAmount(allowance.returned, event.amount);
    return;
  }
  allowance.asking = null;
  if (event.type === 'AllowanceGranted') account.raised = addAmount(account.raised, event.amount);
}
function enqueue({ queue }: BudgetBook, call: CallAsked): void {
  const own = queue.get(call.path);
  if (own) own.set(call.index, call);
  else queue.set(call.path, new Map([[call.index, call]]));
}
function unqueue({ queue }: BudgetBook, path: string, index: number): void {
  const own = queue.get(path);
  if (own?.delete(index) && own.size === 0) queue.delete(path);
}
function callReserved(book: BudgetBook, { path, index, token, name, cost, tokens, calls, accounts }: CallReserved): void {
  let own = book.reservations.get(path);
  if (!own) book.reservations.set(path, (own = new Map()));
  const before = own.get(index);
  if (before) settle(book, before, before);
  const reservation: Reservation = { token, name, cost: cost ?? '0', tokens, calls, accounts };
  own.set(index, reservation);
  for (const key of accounts) {
    const account = accountIn(book, key);
    account.reserved = addAmount(account.reserved, reservation);
  }
  book.rerouted.delete(path);
  unqueue(book, path, index);
}
function settle(book: BudgetBook, reservation: Reservation, actual: Amount): void {
  for (const key of reservation.accounts) {
    const account = accountIn(book, key);
    account.reserved = subtractAmount(account.reserved, reservation);
    account.spent = addAmount(account.spent, actual);
  }
}

/** The step of a reserved call is recorded: what it used takes the place of what was held for it. */
export function settleStep(state: ExecutionState, path: string, step: StepRecord): void {
  const reservation = reservationOf(state, path, step.index);
  if (reservation) settleCall(state, path, step.index, usedBy(step, reservation));
}
export function settleCall({ budget: book }: ExecutionState, path: string, index: number, actual: Amount): void {
  const own = book?.reservations.get(path);
  const reservation = own?.get(index);
  if (!book || !own || !reservation) return;
  own.delete(index);
  if (own.size === 0) book.reservations.delete(path);
  settle(book, reservation, actual);
}
/** A call that failed without saying what it used may have used everything, unless it is known that nobody worked on it. */
function usedBy({ usage, error }: StepRecord, { calls, cost, tokens }: Reservation): Amount {
  if (usage) return amountOf(usage, calls);
  return error && wasRefused(error) ? amountOf(NO_USAGE, calls) : { cost, tokens, calls };
}
const NEVER_SENT: ReadonlySet<string> = new Set([
  'MODEL_NOT_FOUND',
  'CREDENTIAL_NOT_FOUND',
  'CREDENTIAL_HOST',
  'EGRESS_REFUSED',
  'CIRCUIT_OPEN',
  'CONFIG_INVALID',
]);
/** The call never left, or the provider answered it with an error status: neither is billed. */
const wasRefused = ({ code, details }: TaskError): boolean =>
  NEVER_SENT.has(code) || details?.['sent'] === false || typeof details?.['status'] === 'number';

/** Calls from index `from` on that nothing will settle any more count at their maximum. */
export function settleLost({ budget: book }: ExecutionState, path: string, from = 0): void {
  const own = book?.reservations.get(path);
  if (!book || !own) return;
  for (const [index, reservation] of own) {
    if (index < from) continue;
    own.delete(index);
    settle(book, reservation, reservation);
  }
  if (own.size === 0) book.reservations.delete(path);
}
/** The node goes on: what was asked about it, or which way its call was sent, is past. */
export function forgetQuestion({ budget: book, nodes }: ExecutionState, path: string): void {
  if (!book) return;
  const node = book.questions.delete(path) ? nodes.get(path) : undefined;
  if (node) node.human = null;
  book.rerouted.delete(path);
  book.queue.delete(path);
}

/** The books as a snapshot holds them; `undefined` where there are none. */
export function budgetToJson({ budget: book }: ExecutionState) {
  if (!book) return undefined;
  return {
    accounts: [...book.accounts].map(([path, account]) => ({ path, ...account })),
    reservations: [...book.reservations].map(([path, calls]) => ({ path, calls: [...calls].map(([index, call]) => ({ index, ...call })) })),
    questions: [...book.questions].map(([path, question]) => ({ path, ...question })),
    queue: [...book.queue.values()].flatMap((calls) => [...calls.values()]),
    allowances: [...book.allowances].map(([account, allowance]) => ({ account, ...allowance })),
    rerouted: [...book.rerouted].map(([path, call]) => ({ path, ...call })),
  };
}
export type BudgetJson = NonNullable<ReturnType<typeof budgetToJson>>;
export function restoreBudget(state: ExecutionState, json: BudgetJson | undefined): void {
  if (!json) return;
  const book = bookOf(state);
  for (const { path, ...account } of json.accounts) book.accounts.set(path, account);
  for (const { path, calls } of json.reservations) book.reservations.set(path, new Map(calls.map(({ index, ...call }) => [index, call])));
  for (const { path, ...question } of json.questions) book.questions.set(path, question);
  for (const call of json.queue) enqueue(book, call);
  for (const { account, ...allowance } of json.allowances) book.allowances.set(account, allowance);
  for (const { path, ...call } of json.rerouted) book.rerouted.set(path, call);
}

/** The reservation of call `index` of a task, if it is not settled. */
export const reservationOf = ({ budget }: ExecutionState, path: string, index: number): Reservation | undefined =>
  budget?.reservations.get(path)?.get(index);
export const accountOf = ({ budget }: ExecutionState, path: string): Readonly<BudgetAccount> =>
  budget?.accounts.get(path) ?? { spent: NOTHING, reserved: NOTHING, raised: NOTHING };
