import { body, driveExecution, node, seededRandom, workflow, type ExecutionDriver, type Random } from '@agentflow/testkit';
import { executionId } from '../../ids.js';
import { NOTHING } from './budget-amount.js';
import { accountOf } from './budget-state.js';
import type { ExecutionMessage } from '../events/commit.js';
import { driveShared, type SharedDriver } from '../../shared/testing/drive-shared.js';
import type { PoolState } from '../../shared/budget-pool.js';
import { poolKey, type PoolLimits } from '../../shared/shared-commands.js';

const KEY = poolKey('w1');
const SEEDS = 1_000;
const ask = node('ask', 'llm', { model: 'scripted/echo', prompt: '?' }, { onError: 'continue' });
const sharing = (limits: PoolLimits | undefined, id = 'X1', branches = 1): ExecutionDriver =>
  driveExecution(
    workflow(
      [
        node(
          'each',
          'map',
          { items: JSON.stringify([...Array(branches).keys()]), concurrency: branches },
          { body: body([ask], ['start -> ask -> end']) },
        ),
      ],
      ['start -> each -> end'],
      limits && { settings: { workflowBudget: limits } },
    ),
    undefined,
    undefined,
    { id: executionId(id) },
  );
const reserve = (run: ExecutionDriver, path: string, index: number, token = 't1', more: object = {}) =>
  run.send({
    type: 'ReserveCall',
    path,
    attempt: run.node(path).attempt,
    index,
    token,
    name: 'm',
    route: 'only',
    cost: '0',
    tokens: 0,
    calls: 1,
    ...more,
  });
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const calls = (count: number) => ({ ...NOTHING, calls: count });
const PATH = 'each[0]/ask';

describe('an execution under a budget that it shares', () => {
  it('asks for an allowance, and lets the call go when it has it', () => {
    const run = sharing({ calls: 9 });
    run.start();
    expect(types(reserve(run, PATH, 0))).toEqual(['CallQueued', 'AllowanceAsked']);
    expect(run.messages.at(-1)?.command).toMatchObject({
      type: 'SharedDraw',
      key: KEY,
      n: 1,
      need: calls(1),
      want: calls(4),
      limits: { calls: 9 },
    });
    const grant = { type: 'GrantAllowance', key: KEY, n: 1, amount: calls(2) } as const;
    expect(types(run.send(grant))).toEqual(['AllowanceGranted', 'CallReserved']);
    expect(run.send(grant)).toEqual([]);
    run.checkReplay();
    run.step(PATH, 0, { kind: 'model' });
    expect(types(reserve(run, PATH, 1))).toEqual(['CallReserved']);
    run.step(PATH, 1, { kind: 'model' });
    expect(types(reserve(run, PATH, 2))).toEqual(['CallQueued', 'AllowanceAsked']);
    run.send({ type: 'GrantAllowance', key: KEY, n: 2, amount: calls(4) });
    run.step(PATH, 2, { kind: 'model' });
    run.complete(PATH, 'done');
    expect(run.state.status).toBe('completed');
    expect(run.messages.at(-1)?.command).toMatchObject({ type: 'SharedSettle', spent: calls(3), returned: calls(3), final: true });
    run.checkReplay();
  });
  it('asks once for all that wait, and goes on asking while they lack it', () => {
    const run = sharing({ calls: 9 }, 'X1', 3);
    run.start();
    for (const index of [0, 1, 2]) reserve(run, `each[${index}]/ask`, 0);
    expect(run.messages).toHaveLength(1);
    expect(types(run.send({ type: 'GrantAllowance', key: KEY, n: 1, amount: calls(2) }))).toEqual([
      'AllowanceGranted',
      'CallReserved',
      'CallReserved',
      'AllowanceAsked',
    ]);
    run.checkReplay();
  });
  it('fails the call that is refused, tries the others, and says whose budget it was', () => {
    const run = sharing({ calls: 9 }, 'X1', 2);
    run.start();
    for (const index of [0, 1]) reserve(run, `each[${index}]/ask`, 0);
    expect(types(run.send({ type: 'RefuseAllowance', key: KEY, n: 1 }))).toEqual([
      'AllowanceRefused',
      'BudgetExceeded',
      'NodeFailed',
      'AllowanceAsked',
      'NodeCompleted',
      'BodyCompleted',
    ]);
    expect(run.node(PATH).error).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      message: expect.stringContaining('the budget of the workflow is 9 calls') as string,
    });
    expect(run.send({ type: 'RefuseAllowance', key: KEY, n: 1 })).toEqual([]);
    run.checkReplay();
  });
  it('takes the cheaper way where the shared budget says so', () => {
    const run = sharing({ cost: '1', onExceeded: 'cheaper' });
    run.start();
    reserve(run, PATH, 0, 't1', { route: 'asked', cost: '0.9' });
    expect(types(run.send({ type: 'RefuseAllowance', key: KEY, n: 1 }))).toEqual(['AllowanceRefused', 'BudgetExceeded']);
    expect(types(reserve(run, PATH, 0, 't1', { route: 'cheaper', cost: '0.1' }))).toEqual(['CallQueued', 'AllowanceAsked']);
    expect(types(run.send({ type: 'GrantAllowance', key: KEY, n: 2, amount: { ...NOTHING, cost: '0.1' } }))).toEqual([
      'AllowanceGranted',
      'CallReserved',
    ]);
    run.checkReplay();
  });
  it('gives back what it does not use when another needs it, and goes on asking later', () => {
    const run = sharing({ calls: 9 });
    run.start();
    reserve(run, PATH, 0);
    run.send({ type: 'GrantAllowance', key: KEY, n: 1, amount: calls(4) });
    expect(run.send({ type: 'RecallAllowance', key: KEY })).toMatchObject([{ type: 'AllowanceReturned', amount: calls(3) }]);
    expect(run.messages.at(-1)?.command).toMatchObject({ type: 'SharedSettle', spent: NOTHING, returned: calls(3), final: false });
    expect(run.send({ type: 'RecallAllowance', key: KEY })).toEqual([]);
    expect(run.messages).toHaveLength(3);
    expect(accountOf(run.state, '@workflow')).toMatchObject({ raised: calls(1), reserved: calls(1) });
    run.checkReplay();
  });
  it('gives a grant back that comes when nobody waits for it any more, and answers a recall after its end', () => {
    const run = sharing({ calls: 9 });
    run.start();
    reserve(run, PATH, 0);
    run.send({ type: 'Stop', by: 'p', reason: 'r' });
    expect(run.state.status).toBe('stopped');
    run.send({ type: 'GrantAllowance', key: KEY, n: 1, amount: calls(4) });
    expect(run.messages.at(-1)?.command).toMatchObject({ type: 'SharedDecline', n: 1 });
    run.send({ type: 'RecallAllowance', key: KEY });
    expect(run.messages.at(-1)?.command).toMatchObject({ type: 'SharedSettle', spent: NOTHING, final: true });
    run.checkReplay();
  });
  it('knows the budget of its org by the command, and draws from it with the limits that are set there', () => {
    const run = sharing(undefined);
    run.start();
    reserve(run, PATH, 0, 't1', { org: { calls: 5 } });
    expect(run.messages.at(-1)).toMatchObject({ command: { type: 'SharedDraw', key: 'org', limits: null } });
    expect(types(run.send({ type: 'GrantAllowance', key: 'org', n: 1, amount: calls(1) }))).toEqual(['AllowanceGranted', 'CallReserved']);
    run.checkReplay();
    const money = sharing(undefined);
    money.start();
    reserve(money, PATH, 0, 't1', { cost: null, org: { cost: '1' } });
    expect(money.node(PATH).error?.code).toBe('PRICE_UNKNOWN');
  });
});

/** Executions of one workflow and the budget they share, with messages on their way. */
class Sharers {
  readonly pool: SharedDriver = driveShared('budget', KEY);
  readonly runs: readonly ExecutionDriver[];
  /** Messages not delivered yet, by receiver, in order. */
  readonly mail = new Map<string, ExecutionMessage[]>();
  readonly posted: number[];
  made = 0;
  repeated = 0;
  #tokens = 0;
  readonly may = new Map<string, number>();

  constructor(
    readonly random: Random,
    readonly limit: number,
    executions: number,
    readonly branches: number,
  ) {
    this.runs = Array.from({ length: executions }, (_, index) => sharing({ calls: limit }, `X${index}`, branches));
    this.posted = this.runs.map(() => 0);
    for (const run of this.runs) run.start();
  }
  /** What was said leaves once it is durable. */
  collect(): void {
    this.runs.forEach((run, index) => {
      for (const message of run.messages.slice(this.posted[index])) this.put(message);
      this.posted[index] = run.messages.length;
    });
    for (const message of this.pool.state.outbox.splice(0)) this.put(message);
  }
  put(message: ExecutionMessage): void {
    const box = this.mail.get(message.to);
    if (box) box.push(message);
    else this.mail.set(message.to, [message]);
  }
  deliver(): void {
    const boxes = [...this.mail.values()].filter((box) => box.length > 0);
    const box = boxes[this.random(boxes.length)] as ExecutionMessage[];
    const [message] = this.random(5) === 0 ? box : [box.shift()];
    if (!message) return;
    if (box[0] === message) this.repeated++;
    const run = this.runs.find(({ state }) => state.id === message.to);
    if (run) run.send(message.command);
    else this.pool.send(message.command);
  }
  get mailWaits(): boolean {
    return [...this.mail.values()].some((box) => box.length > 0);
  }
  work(): void {
    const open = this.runs.flatMap((run) => [...run.state.openTasks].map((path) => ({ run, path })));
    const at = open[this.random(open.length)];
    if (!at) return;
    const { run, path } = at;
    const key = `${run.state.id} ${path}`;
    const reserved = [...(run.state.budget?.reservations.get(path) ?? [])].find(([, { token }]) => token === `t${this.may.get(key)}`);
    if (reserved) {
      this.made++;
      this.check();
      run.step(path, reserved[0], { kind: 'model', usage: undefined as never });
      run.complete(path, 'done');
      return;
    }
    const waits = run.state.budget?.queue.get(path)?.get(0)?.token === `t${this.may.get(key)}`;
    // A worker that is lost asks again under another token, whether or not it had been let go.
    if (waits && this.random(8) > 0) return;
    this.may.set(key, ++this.#tokens);
    reserve(run, path, 0, `t${this.#tokens}`);
  }
  check(): void {
    const { spent, held } = this.pool.state.shared?.value as PoolState;
    if (this.made > this.limit) throw new Error(`${this.made} calls made of ${this.limit}`);
    if (spent.calls + held.calls > this.limit) throw new Error(`${spent.calls} spent and ${held.calls} held of ${this.limit}`);
  }
  finish(): void {
    for (let moves = 0; ; moves++) {
      if (moves > 20_000) throw new Error('it does not end');
      this.collect();
      const ended = this.runs.every(({ state }) => state.endedAt !== null);
      if (ended && !this.mailWaits) return;
      if (this.mailWaits && (ended || this.random(2) === 0)) this.deliver();
      else this.work();
      if (this.pool.state.shared) this.check();
    }
  }
}
it(`executions that share a budget never make more calls than it allows, and all that could be made, in ${SEEDS} orders`, () => {
  const counts = { made: 0, limit: 0, repeated: 0, left: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed);
    try {
      const sharers = new Sharers(random, 1 + random(12), 2 + random(3), 1 + random(6));
      sharers.finish();
      const { spent, held } = sharers.pool.state.shared?.value as PoolState;
      const wanted = sharers.runs.length * sharers.branches;
      expect(held.calls).toBe(0);
      expect(spent.calls).toBeGreaterThanOrEqual(Math.min(wanted, sharers.limit));
      expect(spent.calls).toBeLessThanOrEqual(sharers.limit);
      if (seed % 25 === 0) {
        sharers.pool.check();
        for (const run of sharers.runs) run.checkReplay();
      }
      counts.made += sharers.made;
      counts.limit += sharers.limit;
      counts.repeated += sharers.repeated;
      counts.left += spent.calls - sharers.made;
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).stack}`);
    }
  }
  console.info(`${SEEDS} seeds: ${JSON.stringify(counts)}`);
  expect(counts.repeated).toBeGreaterThan(SEEDS);
}, 120_000);
