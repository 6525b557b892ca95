import { body, driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import type { BudgetDefinition, NodeDefinition, WorkflowSettings } from '../../workflow/definition/definition.js';
import type { ReserveCall } from './budget-commands.js';
import { accountOf, reservationOf } from './budget-state.js';
import { presentWaiting } from '../views/present.js';

const llm = (id: string, rest: Partial<NodeDefinition> = {}) => node(id, 'llm', { model: 'scripted/echo', prompt: '?' }, rest);
const one = (budget: BudgetDefinition | undefined, settings: WorkflowSettings = {}, rest: Partial<NodeDefinition> = {}) =>
  driveExecution(workflow([llm('ask', { ...(budget && { budget }), ...rest })], ['start -> ask -> end'], { settings }));
const reserve = (run: ExecutionDriver, path: string, index: number, more: Partial<ReserveCall> = {}) =>
  run.send({
    type: 'ReserveCall',
    path,
    attempt: run.node(path).attempt,
    index,
    token: 't1',
    name: 'scripted/echo',
    route: 'only',
    cost: '0.10',
    tokens: 100,
    calls: 1,
    ...more,
  });
const record = (run: ExecutionDriver, path: string, index: number, cost = '0.04', tokens = 40) =>
  run.step(path, index, { kind: 'model', effect: 'read', usage: { inputTokens: tokens, outputTokens: 0, cost } });
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const started = (run: ExecutionDriver): ExecutionDriver => {
  run.start();
  return run;
};

describe('a budget', () => {
  it('holds the maximum of a call until its step says what it used', () => {
    const run = started(one({ cost: '0.25' }, { budget: { calls: 5, tokens: 1_000 } }));
    expect(reserve(run, 'ask', 0)).toMatchObject([{ type: 'CallReserved', accounts: ['ask', ''], cost: '0.10', tokens: 100, calls: 1 }]);
    expect(accountOf(run.state, 'ask')).toMatchObject({ spent: { cost: '0' }, reserved: { cost: '0.10', tokens: 100, calls: 1 } });
    record(run, 'ask', 0);
    for (const account of ['ask', ''])
      expect(accountOf(run.state, account)).toMatchObject({
        spent: { cost: '0.04', tokens: 40, calls: 1 },
        reserved: { cost: '0', tokens: 0, calls: 0 },
      });
    run.complete('ask', 'done');
    expect(run.state.status).toBe('completed');
    run.checkReplay();
  });
  it('counts in exact decimals: three times 0.1 is 0.3', () => {
    const run = started(one({ cost: '0.3' }));
    for (const index of [0, 1, 2]) {
      expect(types(reserve(run, 'ask', index, { cost: '0.1' }))).toEqual(['CallReserved']);
      record(run, 'ask', index, '0.1');
    }
    expect(accountOf(run.state, 'ask').spent.cost).toBe('0.3');
    expect(types(reserve(run, 'ask', 3, { cost: '0.000000000001' }))).toEqual(['BudgetExceeded', 'NodeFailed', 'ExecutionFailed']);
  });
  it('fails the node that would break it, with figures that say why, and obeys onError', () => {
    const run = started(one({ calls: 1 }));
    reserve(run, 'ask', 0);
    reserve(run, 'ask', 1);
    expect(run.state.error).toMatchObject({ code: 'BUDGET_EXCEEDED', path: 'ask' });
    expect(run.state.error?.message).toBe(
      'the budget of ask is 1 call: 0 calls spent, 1 call held for calls under way, and the next call, scripted/echo, may need 1 call',
    );
    run.checkReplay();
    const goes = started(one({ calls: 0 }, {}, { onError: 'fallback', fallback: 'no model' }));
    reserve(goes, 'ask', 0);
    expect(goes.node('ask')).toMatchObject({ status: 'failed', output: { value: 'no model' } });
    expect(goes.state.status).toBe('completed');
    goes.checkReplay();
  });
  it('says nothing twice to the dispatch that asked, and counts the call of a lost dispatch at its maximum', () => {
    const run = started(one({ calls: 3, cost: '1' }));
    reserve(run, 'ask', 0);
    expect(reserve(run, 'ask', 0)).toEqual([]);
    expect(run.send({ type: 'LoseTask', path: 'ask', attempt: 1, reason: 'worker-lost' })).toEqual([]);
    expect(types(reserve(run, 'ask', 0, { token: 't2' }))).toEqual(['CallReserved']);
    expect(accountOf(run.state, 'ask')).toMatchObject({ spent: { calls: 1, cost: '0.10', tokens: 100 }, reserved: { calls: 1 } });
    record(run, 'ask', 0);
    expect(accountOf(run.state, 'ask').spent).toEqual({ calls: 2, cost: '0.14', tokens: 140 });
    run.checkReplay();
  });
  it('counts what nobody will settle any more when the node ends, and when its steps are dropped', () => {
    const run = started(one({ calls: 9 }, {}, { retry: { maxAttempts: 3, initialDelaySeconds: 0, backoff: 'fixed' } }));
    reserve(run, 'ask', 0);
    reserve(run, 'ask', 1);
    run.fail('ask', { code: 'OUTPUT_INVALID' }, 1);
    expect(run.node('ask').attempt).toBe(2);
    expect(accountOf(run.state, 'ask')).toMatchObject({ spent: { calls: 1 }, reserved: { calls: 1 } });
    run.complete('ask');
    expect(accountOf(run.state, 'ask')).toMatchObject({
      spent: { calls: 2, cost: '0.2', tokens: 200 },
      reserved: { calls: 0, cost: '0', tokens: 0 },
    });
    expect(run.state.budget?.reservations.size).toBe(0);
    run.checkReplay();
  });
  it('counts more than was held where a call used more', () => {
    const run = started(one({ cost: '0.15' }));
    reserve(run, 'ask', 0);
    record(run, 'ask', 0, '0.2');
    expect(accountOf(run.state, 'ask').spent.cost).toBe('0.2');
    reserve(run, 'ask', 1, { cost: '0' });
    expect(run.state.error).toMatchObject({ code: 'BUDGET_EXCEEDED' });
  });
  it.each([
    ['a time-out', { code: 'TIMED_OUT', message: 'late', retryable: true }, '0.10'],
    ['a stream that broke off', { code: 'MODEL_UNAVAILABLE', message: 'broke off', retryable: true, details: { model: 'm' } }, '0.10'],
    ['an error status of the provider', { code: 'MODEL_UNAVAILABLE', message: '429', retryable: true, details: { status: 429 } }, '0'],
    ['a call that was not sent', { code: 'HTTP_UNAVAILABLE', message: 'no', retryable: true, details: { sent: false } }, '0'],
    ['a model that is not there', { code: 'MODEL_NOT_FOUND', message: 'no', retryable: false }, '0'],
  ])('charges a failed call by what may have been paid: %s', (_what, error, cost) => {
    const run = started(one({ cost: '1', calls: 2 }));
    reserve(run, 'ask', 0);
    run.step('ask', 0, { kind: 'model', effect: 'read', response: undefined as never, error });
    expect(accountOf(run.state, 'ask').spent).toMatchObject({ cost, calls: 1 });
  });
  it('covers everything inside a container', () => {
    const inner = body([llm('ask', { onError: 'continue' })], ['start -> ask -> end']);
    const run = driveExecution(
      workflow([node('each', 'map', { items: '[1, 2, 3]' }, { body: inner, budget: { calls: 2 } })], ['start -> each -> end']),
    );
    run.start();
    for (const index of [0, 1, 2]) reserve(run, `each[${index}]/ask`, 0);
    expect(accountOf(run.state, 'each').reserved.calls).toBe(2);
    expect(run.node('each[2]/ask')).toMatchObject({ status: 'failed', error: { code: 'BUDGET_EXCEEDED' } });
    run.checkReplay();
  });
  it('refuses a model without a known price where money is limited, and only there', () => {
    const money = started(one({ cost: '5' }));
    reserve(money, 'ask', 0, { cost: null });
    expect(money.state.error).toMatchObject({
      code: 'PRICE_UNKNOWN',
      message: expect.stringContaining('limits what may be spent') as string,
    });
    const asks = started(one({ cost: '5', onExceeded: 'ask' }));
    reserve(asks, 'ask', 0, { cost: null });
    expect(asks.state.error).toMatchObject({ code: 'PRICE_UNKNOWN' });
    const calls = started(one({ calls: 5 }));
    expect(reserve(calls, 'ask', 0, { cost: null })).toMatchObject([{ type: 'CallReserved', cost: null }]);
    calls.checkReplay();
  });
  it('refuses amounts that are none, and attempts that are void, and says nothing', () => {
    const run = started(one({ calls: 5 }));
    const before = run.events.length;
    for (const wrong of [{ cost: '-1' }, { cost: 'x' }, { tokens: -1 }, { calls: 0.5 }])
      expect(() => reserve(run, 'ask', 0, wrong)).toThrow('is no amount');
    expect(() => reserve(run, 'ask', 0, { attempt: 2 })).toThrow('no longer open');
    expect(run.events.length).toBe(before);
  });
  it('charges nothing where there is none', () => {
    const run = started(one(undefined));
    expect(reserve(run, 'ask', 0)).toMatchObject([{ accounts: [] }]);
    expect(run.state.budget?.accounts.size).toBe(0);
    record(run, 'ask', 0);
    run.checkReplay();
  });
  it('lets nothing begin while the execution stops', () => {
    const run = started(one({ calls: 5 }, {}, { effect: 'at_least_once' }));
    run.send({ type: 'Stop', by: 'p', reason: 'enough' });
    expect(run.state.phase).toBe('stopping');
    expect(() => reserve(run, 'ask', 0)).toThrow('stopping');
  });
  it('lets the outcome of an at_most_once call be known first', () => {
    const run = started(one({ calls: 1 }, {}, { effect: 'at_most_once' }));
    reserve(run, 'ask', 0);
    run.send({ type: 'StartEffect', path: 'ask', attempt: 1, index: 0, name: 'm', key: 'k', requestHash: 'h0' });
    expect(types(reserve(run, 'ask', 1))).toEqual(['BudgetExceeded']);
    expect(run.node('ask').status).toBe('running');
    run.fail('ask', { code: 'BUDGET_EXCEEDED', retryable: false });
    expect(run.node('ask').status).toBe('uncertain');
    run.send({ type: 'ResolveUncertain', path: 'ask', resolution: 'done', output: { value: 'it answered' }, by: 'p' });
    expect(accountOf(run.state, 'ask').spent).toEqual({ calls: 1, cost: '0.10', tokens: 100 });
    run.checkReplay();
  });
});

describe('a budget that sends calls the cheaper way', () => {
  it('does so once per call, and fails where that does not fit either', () => {
    const run = started(one({ cost: '0.12', onExceeded: 'cheaper' }));
    reserve(run, 'ask', 0, { route: 'asked' });
    record(run, 'ask', 0, '0.1');
    expect(reserve(run, 'ask', 1, { route: 'asked' })).toMatchObject([{ type: 'BudgetExceeded', action: 'cheaper', account: 'ask' }]);
    expect(run.state.budget?.rerouted.get('ask')).toEqual({ index: 1, token: 't1' });
    expect(run.node('ask').status).toBe('running');
    expect(types(reserve(run, 'ask', 1, { route: 'cheaper', name: 'scripted/small', cost: '0.02' }))).toEqual(['CallReserved']);
    expect(run.state.budget?.rerouted.size).toBe(0);
    record(run, 'ask', 1, '0.01');
    run.checkReplay();
    reserve(run, 'ask', 2, { route: 'asked' });
    reserve(run, 'ask', 2, { route: 'cheaper', cost: '0.02' });
    expect(run.state.error).toMatchObject({ code: 'BUDGET_EXCEEDED' });
    run.checkReplay();
  });
  it('fails where there is no cheaper way, and where another budget says fail', () => {
    const none = started(one({ calls: 0, onExceeded: 'cheaper' }));
    reserve(none, 'ask', 0);
    expect(none.state.error).toMatchObject({ code: 'BUDGET_EXCEEDED' });
    const both = started(one({ calls: 0, onExceeded: 'cheaper' }, { budget: { calls: 0 } }));
    expect(reserve(both, 'ask', 0, { route: 'asked' })).toMatchObject([{ action: 'fail', account: '' }, {}, {}]);
  });
  it('takes it for a model without a price, and asks a person only after it', () => {
    const run = started(one({ cost: '0.1', onExceeded: 'cheaper' }, { budget: { cost: '0.1', onExceeded: 'ask' } }));
    expect(reserve(run, 'ask', 0, { route: 'asked', cost: null })).toMatchObject([{ action: 'cheaper' }]);
    expect(types(reserve(run, 'ask', 0, { route: 'cheaper', cost: '0.2' }))).toEqual(['InputRequested', 'BudgetExceeded']);
  });
});

describe('a budget that asks', () => {
  const asking = (more: Partial<BudgetDefinition> = {}) => started(one({ calls: 1, onExceeded: 'ask', ...more }));
  const answer = (run: ExecutionDriver, value: object, path = 'ask') =>
    run.send({ type: 'AnswerInput', path, value: { value: value as never }, by: 'ann' });
  const parked = (more: Partial<BudgetDefinition> = {}) => {
    const run = asking(more);
    reserve(run, 'ask', 0);
    record(run, 'ask', 0);
    reserve(run, 'ask', 1);
    return run;
  };

  it('parks the node with its steps, tells what was spent, and lets no late message of the attempt in', () => {
    const run = parked();
    expect(run.state.status).toBe('waiting');
    expect(presentWaiting(run.state)).toMatchObject([
      {
        path: 'ask',
        kind: 'human',
        prompt: expect.stringMatching(/1 call spent.*may need 1 call\. Go on\?/) as string,
        schema: { required: ['approve'] },
      },
    ]);
    expect(run.state.openTasks.size).toBe(0);
    expect(record(run, 'ask', 1)).toEqual([]);
    expect(() => reserve(run, 'ask', 1)).toThrow('no longer open');
    expect(run.node('ask').task?.steps.size).toBe(1);
    run.checkReplay();
  });
  it('goes on with the recorded steps when a person adds to it, by what is given', () => {
    const run = parked();
    expect(types(answer(run, { approve: true, calls: 2 }))).toEqual(['BudgetRaised', 'TaskScheduled']);
    expect(run.node('ask')).toMatchObject({ status: 'running', attempt: 2, human: null });
    expect(run.node('ask').task?.steps.size).toBe(1);
    run.checkReplay();
    reserve(run, 'ask', 1);
    reserve(run, 'ask', 2);
    expect(types(reserve(run, 'ask', 3))).toEqual(['InputRequested', 'BudgetExceeded']);
    run.checkReplay();
  });
  it('adds just what the call needs where no amount is given', () => {
    const run = parked({ cost: '0.1', tokens: 5_000 });
    expect(answer(run, { approve: true })).toMatchObject([
      { type: 'BudgetRaised', path: 'ask', added: { cost: '0.04', tokens: 0, calls: 1 }, by: 'ann' },
      {},
    ]);
    expect(types(reserve(run, 'ask', 1))).toEqual(['CallReserved']);
  });
  it('fails the node where the person says no', () => {
    const run = parked();
    answer(run, { approve: false });
    expect(run.state.error).toMatchObject({ code: 'BUDGET_EXCEEDED', message: expect.stringContaining('ann') as string });
    expect(() => answer(run, { approve: true })).toThrow('already failed');
    run.checkReplay();
  });
  it.each([[{}], [{ approve: 'yes' }], [{ approve: true, calls: -1 }], [{ approve: true, cost: 'much' }], [{ approve: true, more: 1 }]])(
    'refuses an answer that does not fit: %j',
    (value) => {
      const run = parked();
      const before = run.events.length;
      expect(() => answer(run, value)).toThrow('does not fit');
      expect(run.events.length).toBe(before);
    },
  );
  it('refuses an answer that is too large to be one', () => {
    const run = parked();
    expect(() => run.send({ type: 'AnswerInput', path: 'ask', value: { ref: 'sha256:00', size: 40_000 }, by: 'ann' })).toThrow(
      'does not fit',
    );
  });
  it('waits for the resume where the execution is paused, and goes on then', () => {
    const run = parked();
    run.send({ type: 'Pause', by: 'p', reason: 'r' });
    answer(run, { approve: true, calls: 5 });
    expect(run.state.openTasks.size).toBe(0);
    expect(run.node('ask').human).toBeNull();
    run.checkReplay();
    run.send({ type: 'Resume', by: 'p' });
    run.send({ type: 'Wake' });
    expect(run.node('ask').status).toBe('running');
    run.checkReplay();
  });
  it('asks once for the whole execution: those who fit into what was added go on as well', () => {
    const inner = body([llm('ask', { onError: 'continue' })], ['start -> ask -> end']);
    const run = driveExecution(
      workflow([node('each', 'map', { items: '[1, 2, 3, 4, 5]' }, { body: inner })], ['start -> each -> end'], {
        settings: { budget: { calls: 0, onExceeded: 'ask' } },
      }),
    );
    run.start();
    for (let index = 0; index < 5; index++) reserve(run, `each[${index}]/ask`, 0);
    expect(run.state.waiting.size).toBe(5);
    answer(run, { approve: true, calls: 3 }, 'each[2]/ask');
    expect([...run.state.openTasks]).toEqual(['each[2]/ask', 'each[0]/ask', 'each[1]/ask']);
    answer(run, { approve: false }, 'each[3]/ask');
    expect([...run.state.waiting]).toEqual(['each[4]/ask']);
    run.checkReplay();
    run.send({ type: 'Stop', by: 'p', reason: 'enough' });
    expect(run.state.status).toBe('stopped');
    expect(run.state.budget?.questions.size).toBe(0);
    run.checkReplay();
  });
  it('knows the reservation of a call by its index', () => {
    const run = asking();
    reserve(run, 'ask', 4);
    expect(reservationOf(run.state, 'ask', 4)?.token).toBe('t1');
    expect(reservationOf(run.state, 'ask', 3)).toBeUndefined();
  });
});
