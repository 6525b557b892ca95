import { body, driveExecution, node, workflow } from '@agentflow/testkit';
import { executionId, orgId } from '../../ids.js';
import { poolKey, type PoolLimits } from '../../shared/shared-commands.js';
import type { PoolState } from '../../shared/budget-pool.js';
import { sharedId } from '../../shared/shared-id.js';
import { sharedPlan } from '../../shared/shared-plan.js';
import { driveShared } from '../../shared/testing/drive-shared.js';
import type { BudgetDefinition, WorkflowSettings } from '../../workflow/definition/definition.js';
import { amountText, exceeded, excess, fits, isNothing, NOTHING, raisedBy, sameAmount } from './budget-amount.js';
import type { ReserveCall } from './budget-commands.js';
import { nameOf, taskBudget } from './budgets-over.js';
import { addMoney, compareMoney, isAmountOfMoney, subtractMoney } from './money.js';
import { nodeBudget, presentPool } from './present-budget.js';
import { presentExecution } from '../views/present.js';
import { readSnapshot, writeSnapshot } from '../state/snapshot.js';

const drive = (budget: BudgetDefinition | undefined, settings: WorkflowSettings = {}, outer?: BudgetDefinition) => {
  const ask = node('ask', 'llm', { model: 'm', prompt: '?' }, { ...(budget && { budget }) });
  const each = node('each', 'map', { items: '[1]' }, { body: body([ask], ['start -> ask -> end']), ...(outer && { budget: outer }) });
  const run = driveExecution(workflow([each], ['start -> each -> end'], { settings }));
  run.start();
  return run;
};
const PATH = 'each[0]/ask';
const call: ReserveCall = {
  type: 'ReserveCall',
  path: PATH,
  attempt: 1,
  index: 0,
  token: 't',
  name: 'm',
  route: 'only',
  cost: '0.5',
  tokens: 10,
  calls: 1,
};

describe('how budgets are shown', () => {
  it('with limit, spent and reserved, at the execution and at nodes that have one, and nowhere else', () => {
    const run = drive({ cost: '1' }, { budget: { calls: 4, tokens: 90 } });
    run.send(call);
    const reserved = { cost: '0.5', tokens: 10, calls: 1 };
    expect(presentExecution(run.state, 1, false).budget).toEqual({ limit: { calls: 4, tokens: 90 }, spent: NOTHING, reserved });
    expect(nodeBudget(run.state, run.node(PATH))).toEqual({ limit: { cost: '1' }, spent: NOTHING, reserved });
    expect(nodeBudget(run.state, run.node('each'))).toBeUndefined();
    expect(presentExecution(drive(undefined).state, 1, false)).not.toHaveProperty('budget');
  });
  it('to the worker: what they limit together, and the innermost cheaper model', () => {
    const budgetOf = (run: ReturnType<typeof drive>, org?: PoolLimits) => taskBudget(run.state, run.node(PATH), org);
    expect(budgetOf(drive(undefined))).toBeUndefined();
    expect(budgetOf(drive(undefined), { calls: 1 })).toEqual({ limits: ['calls'] });
    const all = drive(
      { calls: 1 },
      { budget: { tokens: 1, cheaperModel: 'far' }, workflowBudget: { cost: '1' } },
      { calls: 2, cheaperModel: 'near' },
    );
    expect(budgetOf(all)).toEqual({ limits: ['cost', 'tokens', 'calls'], cheaperModel: 'near' });
    // A budget of another node says nothing of this one.
    const other = driveExecution(
      workflow(
        [node('a', 'llm', { model: 'm', prompt: '?' }, { budget: { calls: 1 } }), node('b', 'llm', { model: 'm', prompt: '?' })],
        ['start -> a -> end', 'start -> b -> end'],
      ),
    );
    other.start();
    expect(taskBudget(other.state, other.node('b'))).toBeUndefined();
  });
  it('by name', () => {
    expect(['', 'each', '@workflow', '@org', '@parent'].map(nameOf)).toEqual([
      'the budget of the execution',
      'the budget of each',
      'the budget of the workflow',
      'the budget of the organisation',
      'the budget of the execution around this one',
    ]);
  });
  it('of many executions: none, one that limits nothing, and one in its window', () => {
    expect(presentPool(undefined, 0)).toEqual({ limits: null, spent: NOTHING, held: NOTHING, executions: 0 });
    const pool = driveShared('budget', poolKey(null));
    const draw = (execution: string, cost: string, tokens: number, limits: PoolLimits) =>
      pool.send({
        type: 'SharedDraw',
        kind: 'budget',
        key: poolKey(null),
        execution: executionId(execution),
        n: 1,
        need: { cost, tokens, calls: 1 },
        want: { cost: addMoney(cost, cost), tokens: tokens * 2, calls: 4 },
        spent: NOTHING,
        returned: NOTHING,
        limits,
      });
    const limits = { cost: '10', tokens: 1_000, per: 'month' } as const;
    draw('A', '0.5', 50, limits);
    expect(presentPool(pool.state.shared?.value as PoolState, pool.now)).toEqual({
      limits,
      spent: NOTHING,
      held: { cost: '1', tokens: 100, calls: 4 },
      executions: 1,
    });
    draw('B', '9', 100, limits);
    draw('C', '8', 100, limits);
    // Read back with who waits for whom.
    const text = writeSnapshot(pool.state, 3);
    const { state } = readSnapshot(text, orgId('default'), sharedId(orgId('default'), 'budget', poolKey(null)), sharedPlan('budget'));
    expect(writeSnapshot(state, 3)).toBe(text);
    expect([...(state.shared?.value as PoolState).queue.keys()]).toEqual(['C']);
    pool.send({ type: 'SharedLimit', kind: 'budget', key: poolKey(null), limits: {}, by: 'ann' });
    expect(presentPool(pool.state.shared?.value as PoolState, pool.now).limits).toBeNull();
    pool.check();
  });
});

describe('amounts', () => {
  it('compare, add and subtract exactly', () => {
    expect([addMoney('0', '1.10'), addMoney('1.10', '0'), subtractMoney('1', '0'), subtractMoney('1', '1.5')]).toEqual([
      '1.10',
      '1.10',
      '1',
      '-0.5',
    ]);
    expect([compareMoney('1.50', '1.5'), compareMoney('1', '2'), compareMoney('0.000000000002', '0.000000000001')]).toEqual([0, -1, 1]);
    expect(() => compareMoney('1e3', '1')).toThrow('not a decimal amount');
    expect(['0', '12.5', '-1', '1.', 'x', '1.1234567890123'].map(isAmountOfMoney)).toEqual([true, true, false, false, false, false]);
    expect(sameAmount({ cost: '1.0', tokens: 1, calls: 1 }, { cost: '1', tokens: 1, calls: 1 })).toBe(true);
    expect(sameAmount(NOTHING, { ...NOTHING, tokens: 1 })).toBe(false);
    expect(isNothing({ cost: '0.00', tokens: 0, calls: 0 })).toBe(true);
  });
  it('know what is above a limit, by how much, and what is not limited', () => {
    const amount = { cost: '2', tokens: 20, calls: 3 };
    expect(exceeded(amount, { cost: '1', tokens: 20, calls: 2 })).toEqual(['cost', 'calls']);
    expect(excess(amount, { cost: '1', tokens: 5, calls: 9 })).toEqual({ cost: '1', tokens: 15, calls: 0 });
    expect(fits(amount, {})).toBe(true);
    expect(raisedBy({ cost: '1', tokens: 1 }, amount)).toEqual({ cost: '3', tokens: 21 });
    expect(raisedBy({ calls: 1 }, amount)).toEqual({ calls: 4 });
  });
  it('read as people do', () => {
    expect(amountText({ cost: '0.5', tokens: 1, calls: 1 })).toBe('0.5 USD, 1 tokens, 1 call');
    expect(amountText({ cost: '0', tokens: 0, calls: 2 })).toBe('2 calls');
    expect(amountText(NOTHING)).toBe('nothing');
    expect(amountText(NOTHING, ['cost', 'calls'])).toBe('0 USD, 0 calls');
  });
});

describe('a person who adds to a budget', () => {
  it.each([
    [{ cost: '0.75' }, { cost: '0.75', tokens: 0, calls: 0 }],
    [{ tokens: 30 }, { cost: '0', tokens: 30, calls: 0 }],
    [
      { tokens: 0, calls: 0 },
      { cost: '0.4', tokens: 5, calls: 0 },
    ],
  ])('gives %j', (given, added) => {
    const run = drive({ cost: '0.1', tokens: 5, onExceeded: 'ask' });
    run.send(call);
    expect(run.send({ type: 'AnswerInput', path: PATH, value: { value: { approve: true, ...given } }, by: 'ann' })[0]).toMatchObject({
      type: 'BudgetRaised',
      added,
    });
    run.checkReplay();
  });
  it('of a container lets others of it go on, but none of another budget', () => {
    const inner = (id: string, budget?: BudgetDefinition) => node(id, 'llm', { model: 'm', prompt: '?' }, { ...(budget && { budget }) });
    const run = driveExecution(
      workflow(
        [inner('a'), inner('b'), inner('c', { calls: 0, onExceeded: 'ask' })],
        ['start -> a -> end', 'start -> b -> end', 'start -> c -> end'],
        {
          settings: { budget: { cost: '0', onExceeded: 'ask' } },
        },
      ),
    );
    run.start();
    for (const path of ['a', 'b', 'c']) run.send({ ...call, path });
    run.send({ type: 'AnswerInput', path: 'a', value: { value: { approve: true, cost: '0.9' } }, by: 'ann' });
    expect([...run.state.openTasks]).toEqual(['a']);
    run.send({ type: 'AnswerInput', path: 'b', value: { value: { approve: true, cost: '0.1' } }, by: 'ann' });
    expect([...run.state.waiting]).toEqual(['c']);
    run.checkReplay();
  });
});
