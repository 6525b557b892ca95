import { body, driveExecution, node, seededRandom, workflow, type ExecutionDriver, type Random } from '@agentflow/testkit';
import { isAppError } from '../../errors/app-error.js';
import type { Json } from '../../json.js';
import type { BudgetDefinition } from '../../workflow/definition/definition.js';
import { accountOf } from './budget-state.js';
import type { BudgetExceeded } from './budget-events.js';

/*
 * Workers that crash, answer late or twice, against the decider: what they really called is written down by the test alone. Money is counted in whole 10^-4 USD here, so
 * that the test's sums owe nothing to the code under test.
 */
const BRANCHES = 20;
const SEEDS = 1_000;
const usd = (units: number): string => (units / 10_000).toFixed(4);

/** What was really called, and what it really used: one row per call that left. */
interface Made {
  readonly calls: number;
  readonly tokens: number;
  readonly cost: number;
}
/** A dispatch of one branch's task: it makes its calls one after the other. */
interface Worker {
  readonly path: string;
  readonly attempt: number;
  readonly token: string;
  /** Index of the call it is at. */
  index: number;
  stage: 'ready' | 'may call' | 'answered';
  /** What its last call used. */
  used?: Made;
}
interface Limits {
  readonly calls?: number;
  readonly tokens?: number;
  readonly cost?: number;
}
class Branches {
  readonly run: ExecutionDriver;
  readonly made: Made[] = [];
  readonly counts: Record<string, number> = {};
  readonly workers = new Map<string, Worker>();
  readonly lost: Worker[] = [];
  readonly limits: { calls: number; tokens: number; cost: number };
  #tokens = 0;

  constructor(
    limits: Limits,
    readonly random: Random,
    private readonly rule: BudgetDefinition['onExceeded'] & string,
    private readonly callsPerBranch: number,
    private readonly where: 'execution' | 'container',
    private readonly most: { readonly tokens: number; readonly cost: number },
    private readonly faults: boolean,
  ) {
    this.limits = { calls: limits.calls ?? Infinity, tokens: limits.tokens ?? Infinity, cost: limits.cost ?? Infinity };
    const budget: BudgetDefinition = {
      ...(limits.calls !== undefined && { calls: limits.calls }),
      ...(limits.tokens !== undefined && { tokens: limits.tokens }),
      ...(limits.cost !== undefined && { cost: usd(limits.cost) }),
      onExceeded: rule,
    };
    const ask = node('ask', 'llm', { model: 'scripted/echo', prompt: '?' }, { onError: 'continue' });
    const each = node(
      'each',
      'map',
      { items: JSON.stringify([...Array(BRANCHES).keys()]), concurrency: BRANCHES },
      { body: body([ask], ['start -> ask -> end']), ...(where === 'container' && { budget }) },
    );
    const settings = where === 'execution' ? { settings: { budget } } : {};
    this.run = driveExecution(workflow([each], ['start -> each -> end'], settings));
    this.run.start();
  }
  get account(): string {
    return this.where === 'execution' ? '' : 'each';
  }
  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
  /** A command that may be refused, but then by a typed error. */
  try(command: Parameters<ExecutionDriver['send']>[0]): readonly { readonly type: string }[] | null {
    try {
      return this.run.send(command);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return null;
    }
  }
  get open(): readonly string[] {
    return [...this.run.state.openTasks];
  }
  worker(path: string): Worker {
    let worker = this.workers.get(path);
    const { attempt, task } = this.run.node(path);
    if (!worker || worker.attempt !== attempt) {
      const recorded = task?.steps.size ?? 0;
      this.workers.set(path, (worker = { path, attempt, token: `t${++this.#tokens}`, index: recorded, stage: 'ready' }));
    }
    return worker;
  }
  /** The worker does the next thing, or something goes wrong. */
  move(): void {
    const { random, run } = this;
    const { waiting } = run.state;
    if (waiting.size > 0 && (this.open.length === 0 || random(4) === 0)) return this.answer([...waiting][random(waiting.size)] as string);
    const path = this.open[random(this.open.length)] as string;
    const worker = this.worker(path);
    if (this.faults && random(12) === 0) return this.lose(worker);
    if (this.faults && this.lost.length > 0 && random(8) === 0) return this.late(this.lost[random(this.lost.length)] as Worker);
    switch (worker.stage) {
      case 'ready':
        if (worker.index === this.callsPerBranch) {
          this.workers.delete(path);
          return void run.complete(path, 'done');
        }
        return this.reserve(worker);
      case 'may call':
        return this.call(worker);
      case 'answered':
        return this.record(worker);
    }
  }
  reserve(worker: Worker): void {
    const { path, attempt, token, index } = worker;
    const command = {
      type: 'ReserveCall',
      path,
      attempt,
      index,
      token,
      name: 'm',
      route: 'only',
      cost: usd(this.most.cost),
      tokens: this.most.tokens,
      calls: 1,
    } as const;
    const said = this.try(command);
    if (said?.[0]?.type === 'CallReserved') worker.stage = 'may call';
    if (this.faults && this.random(10) === 0 && worker.stage === 'may call') {
      this.count('repeated questions');
      expect(this.try(command)).toEqual([]);
    }
    const exceeded = said?.find(({ type }) => type === 'BudgetExceeded') as BudgetExceeded | undefined;
    if (exceeded) this.checkRefusal();
    this.checkLedger();
  }
  /** The call leaves: from here on it is paid for, whoever hears of its answer. */
  call(worker: Worker): void {
    worker.used = { calls: 1, tokens: this.random(this.most.tokens + 1), cost: this.random(this.most.cost + 1) };
    this.made.push(worker.used);
    worker.stage = 'answered';
    this.checkLedger();
  }
  record(worker: Worker): void {
    const used = worker.used as Made;
    this.run.send({
      type: 'RecordStep',
      path: worker.path,
      attempt: worker.attempt,
      step: {
        index: worker.index,
        generation: 0,
        kind: 'model',
        name: 'm',
        effect: 'read',
        requestHash: 'h',
        request: { value: null },
        response: { value: 1 },
        usage: { inputTokens: used.tokens, outputTokens: 0, cost: usd(used.cost) },
        attempt: worker.attempt,
        startedAt: 0,
        endedAt: 0,
      },
    });
    worker.index++;
    worker.stage = 'ready';
  }
  /** The worker is gone; a call that was let go may be under way, and is made all the same half of the time. */
  lose(worker: Worker): void {
    this.count(`lost while ${worker.stage}`);
    if (worker.stage === 'may call' && this.random(2) === 0) this.call(worker);
    this.workers.delete(worker.path);
    if (worker.stage === 'answered') this.lost.push({ ...worker });
    this.run.send({ type: 'LoseTask', path: worker.path, attempt: worker.attempt, reason: 'worker-lost' });
  }
  /** A worker given up for lost delivers what it had. The coordinator's tokens keep this out; the books hold without them. */
  late(worker: Worker): void {
    if (!this.run.state.openTasks.has(worker.path)) return;
    const { steps } = this.run.node(worker.path).task as { readonly steps: ReadonlyMap<number, unknown> };
    if (steps.has(worker.index)) return;
    this.count('late records');
    this.record({ ...worker });
    this.workers.delete(worker.path);
  }
  answer(path: string): void {
    const approve = this.random(3) === 0;
    this.count(approve ? 'approved' : 'refused');
    const more = approve ? { calls: this.random(3), tokens: this.random(500) } : {};
    const before = accountOf(this.run.state, this.account).raised;
    this.run.send({ type: 'AnswerInput', path, value: { value: { approve, ...more } as unknown as Json }, by: 'ann' });
    const after = accountOf(this.run.state, this.account).raised;
    this.limits.calls += after.calls - before.calls;
    this.limits.tokens += after.tokens - before.tokens;
    this.limits.cost += Math.round((Number(after.cost) - Number(before.cost)) * 10_000);
  }
  get sum(): Made {
    return this.made.reduce((a, b) => ({ calls: a.calls + b.calls, tokens: a.tokens + b.tokens, cost: a.cost + b.cost }), {
      calls: 0,
      tokens: 0,
      cost: 0,
    });
  }
  /** What the books say in the test's own units. */
  get booked(): Made {
    const { spent, reserved } = accountOf(this.run.state, this.account);
    return {
      calls: spent.calls + reserved.calls,
      tokens: spent.tokens + reserved.tokens,
      cost: Math.round((Number(spent.cost) + Number(reserved.cost)) * 10_000),
    };
  }
  checkLedger(): void {
    const { sum, booked: books } = this;
    for (const what of ['calls', 'tokens', 'cost'] as const) {
      const [made, booked, limit] = [sum[what], books[what], this.limits[what]];
      if (made > booked || booked > limit) throw new Error(`${what}: ${made} made, ${booked} in the books, the limit is ${limit}`);
    }
  }
  /** A call that was not let go would really have broken a limit. */
  checkRefusal(): void {
    const { booked, limits, most } = this;
    const breaks = booked.calls + 1 > limits.calls || booked.tokens + most.tokens > limits.tokens || booked.cost + most.cost > limits.cost;
    if (!breaks) throw new Error('a call that fits was not let go');
  }
  finish(): void {
    for (let moves = 0; this.run.state.endedAt === null; moves++) {
      if (moves > 5_000) throw new Error('it does not end');
      this.move();
    }
    this.checkLedger();
    expect(accountOf(this.run.state, this.account).reserved).toMatchObject({ tokens: 0, calls: 0 });
  }
}
function all(name: string, of: (random: Random, seed: number) => Branches, then: (branches: Branches) => void): Record<string, number> {
  const counts: Record<string, number> = { seeds: 0, calls: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      const branches = of(seededRandom(seed), seed);
      branches.finish();
      then(branches);
      if (seed % 20 === 0) branches.run.checkReplay();
      counts['seeds'] = (counts['seeds'] ?? 0) + 1;
      counts['calls'] = (counts['calls'] ?? 0) + branches.sum.calls;
      for (const [what, count] of Object.entries(branches.counts)) counts[what] = (counts[what] ?? 0) + count;
    } catch (error) {
      throw new Error(`${name}, seed ${seed}: ${(error as Error).stack}`);
    }
  }
  console.info(`${name}: ${JSON.stringify(counts)}`);
  return counts;
}
const ONE_CALL = { tokens: 100, cost: 10 };

describe(`${BRANCHES} parallel branches`, () => {
  it(`make exactly the 7 calls of their budget, in ${SEEDS} orders`, () => {
    const counts = all(
      'no faults',
      (random, seed) =>
        new Branches({ calls: 7 }, random, 'fail', 1 + (seed % 3), seed % 2 === 0 ? 'execution' : 'container', ONE_CALL, false),
      (branches) => expect(branches.sum.calls).toBe(7),
    );
    expect(counts['calls']).toBe(7 * SEEDS);
  }, 120_000);
  it(`never make more than 7, whatever crashes or comes late, in ${SEEDS} orders; and all of them but those that may have been made`, () => {
    const counts = all(
      'faults',
      (random, seed) =>
        new Branches({ calls: 7 }, random, 'fail', 1 + (seed % 3), seed % 2 === 0 ? 'execution' : 'container', ONE_CALL, true),
      (branches) => {
        expect(branches.sum.calls).toBeLessThanOrEqual(7);
        expect(branches.booked.calls).toBe(7);
      },
    );
    for (const fault of ['lost while ready', 'lost while may call', 'lost while answered', 'late records', 'repeated questions'])
      expect(counts[fault]).toBeGreaterThan(100);
  }, 120_000);
  it(`never make more than people let them, in ${SEEDS} orders`, () => {
    const counts = all(
      'asking',
      (random, seed) =>
        new Branches({ calls: 7 }, random, 'ask', 1 + (seed % 2), seed % 2 === 0 ? 'execution' : 'container', ONE_CALL, true),
      (branches) => expect(branches.booked.calls).toBeLessThanOrEqual(branches.limits.calls),
    );
    expect(counts['approved']).toBeGreaterThan(SEEDS);
    expect(counts['refused']).toBeGreaterThan(SEEDS);
  }, 120_000);
  it(`never use more money or tokens than their budget, at ${SEEDS} random prices`, () => {
    const counts = all(
      'money and tokens',
      (random) =>
        new Branches(
          { cost: 1 + random(4_000), ...(random(2) === 0 && { tokens: random(20_000) }), ...(random(3) === 0 && { calls: random(40) }) },
          random,
          'fail',
          1 + random(3),
          random(2) === 0 ? 'execution' : 'container',
          { tokens: 1 + random(2_000), cost: 1 + random(700) },
          random(4) > 0,
        ),
      (branches) => branches.checkLedger(),
    );
    expect(counts['calls']).toBeGreaterThan(SEEDS);
  }, 120_000);
});
