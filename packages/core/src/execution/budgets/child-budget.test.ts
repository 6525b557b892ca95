import { driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import { executionId } from '../../ids.js';
import type { BudgetDefinition, WorkflowSettings } from '../../workflow/definition/definition.js';
import type { SubflowPin } from '../../workflow/compile/plan.js';
import type { StartExecution } from '../events/commands.js';
import { accountOf } from './budget-state.js';
import { NO_USAGE } from '../views/views.js';

const PIN: SubflowPin = { workflowId: 'w2', workflowName: 'the other', revision: 3, digest: 'sha256:other' };
const call = (id: string, budget?: BudgetDefinition, config: object = {}) =>
  node(id, 'subflow', { workflow: 'other', input: {}, ...config }, { ...(budget && { budget }) });
const parent = (nodes: readonly ReturnType<typeof call>[], settings: WorkflowSettings = {}): ExecutionDriver => {
  const run = driveExecution(
    workflow(
      nodes,
      nodes.map(({ id }) => `start -> ${id} -> end`),
      { settings },
    ),
    1_000_000,
    { other: PIN },
  );
  run.start();
  return run;
};
const started = (run: ExecutionDriver): StartExecution[] =>
  run.messages.flatMap(({ command }) => (command.type === 'StartExecution' ? [command] : []));
const child = (budget: BudgetDefinition | undefined, settings: WorkflowSettings = {}): ExecutionDriver => {
  const run = driveExecution(
    workflow([node('ask', 'llm', { model: 'm', prompt: '?' })], ['start -> ask -> end'], { settings }),
    undefined,
    undefined,
    { id: executionId('C1') },
  );
  run.start({}, { parentId: 'X1', parentPath: 'call', depth: 1, ...(budget && { budget }) });
  return run;
};
const reserve = (run: ExecutionDriver, index: number) =>
  run.send({
    type: 'ReserveCall',
    path: 'ask',
    attempt: 1,
    index,
    token: 't',
    name: 'm',
    route: 'only',
    cost: '0.1',
    tokens: 10,
    calls: 1,
  });
const ended = (run: ExecutionDriver, path: string, spent: object | undefined, status: 'completed' | 'failed' = 'completed') =>
  run.send({
    type: 'EndChild',
    path,
    childId: run.node(path).child?.id as never,
    status,
    output: { value: 1 },
    usage: NO_USAGE,
    ...(spent && { spent: { cost: '0', tokens: 0, calls: 0, ...spent } }),
  });

describe('the budget of a subflow', () => {
  it('is what its node limits, held in the budgets around it until the child has said what it used', () => {
    const run = parent([call('call', { calls: 3, cost: '1', onExceeded: 'cheaper', cheaperModel: 'small' })], { budget: { calls: 10 } });
    expect(started(run)[0]?.budget).toEqual({ calls: 3, cost: '1', onExceeded: 'cheaper', cheaperModel: 'small' });
    expect(accountOf(run.state, '')).toMatchObject({ reserved: { calls: 3, cost: '1' }, spent: { calls: 0 } });
    run.checkReplay();
    ended(run, 'call', { calls: 2, cost: '0.4' });
    for (const account of ['', 'call'])
      expect(accountOf(run.state, account)).toMatchObject({ reserved: { calls: 0 }, spent: { calls: 2, cost: '0.4' } });
    run.checkReplay();
  });
  it('is no more than what is left around it', () => {
    const run = parent([call('a', { calls: 4, cost: '3' }), call('b', { calls: 4, cost: '3' }), call('c', { calls: 4 })], {
      budget: { calls: 6, cost: '5' },
    });
    expect(started(run).map(({ budget }) => [budget?.calls, budget?.cost])).toEqual([
      [4, '3'],
      [2, '2'],
      [0, undefined],
    ]);
    expect(accountOf(run.state, '').reserved).toMatchObject({ calls: 6, cost: '5' });
    run.checkReplay();
  });
  it('limits nothing where its node has none, yet is counted in those around it', () => {
    const run = parent([call('call')], { budget: { calls: 6, onExceeded: 'ask' } });
    expect(started(run)[0]?.budget).toEqual({ onExceeded: 'fail' });
    ended(run, 'call', { calls: 9, cost: '0.2', tokens: 7 }, 'failed');
    expect(accountOf(run.state, '').spent).toEqual({ calls: 9, cost: '0.2', tokens: 7 });
  });
  it('is none where no budget covers it, or where nobody waits for the child', () => {
    expect(started(parent([call('call')]))[0]).not.toHaveProperty('budget');
    expect(started(parent([call('call', undefined, { detached: true })], { budget: { calls: 1 } }))[0]).not.toHaveProperty('budget');
  });
  it('counts at its maximum where the child is not waited for any more', () => {
    const run = parent([call('call', { calls: 3 })], { budget: { calls: 10 } });
    run.send({ type: 'Stop', by: 'p', reason: 'r' });
    ended(run, 'call', undefined, 'failed');
    expect(run.state.status).toBe('stopped');
    expect(accountOf(run.state, '')).toMatchObject({ reserved: { calls: 0 }, spent: { calls: 3 } });
    run.checkReplay();
  });
  it('is kept by the child beside its own, and told with its end', () => {
    const run = child({ calls: 2 }, { budget: { calls: 9, onExceeded: 'ask' } });
    reserve(run, 0);
    run.step('ask', 0, { kind: 'model', usage: { inputTokens: 4, outputTokens: 0, cost: '0.05' } });
    reserve(run, 1);
    reserve(run, 2);
    expect(run.state.error).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      message: expect.stringContaining('the budget of the execution around this one is 2 calls') as string,
    });
    expect(run.messages.at(-1)?.command).toMatchObject({
      type: 'EndChild',
      status: 'failed',
      spent: { calls: 2, cost: '0.15', tokens: 14 },
    });
    run.checkReplay();
  });
  it('says nothing of a budget where it was given none', () => {
    const run = child(undefined);
    run.complete('ask', 'done');
    expect(run.messages.at(-1)?.command).not.toHaveProperty('spent');
  });
});

describe('the budget of a child that is retried', () => {
  it('is what is left, on top of what it had used; both ends count once', () => {
    const run = parent([call('a', { calls: 5, cost: '2' })], { budget: { calls: 8 } });
    expect(started(run)[0]?.budget).toMatchObject({ calls: 5, cost: '2' });
    ended(run, 'a', { calls: 2, cost: '0.5' }, 'failed');
    run.send({ type: 'RetryExecution', by: 'p', confirm: false });
    const [retry] = run.messages.flatMap(({ command }) => (command.type === 'RetryExecution' ? [command] : []));
    expect(retry?.budget).toEqual({ calls: 5, cost: '2', onExceeded: 'fail' });
    expect(accountOf(run.state, 'a')).toMatchObject({ spent: { calls: 2, cost: '0.5' }, reserved: { calls: 3, cost: '1.5' } });
    run.send({
      type: 'EndChild',
      path: 'a',
      childId: run.node('a').child?.id as never,
      status: 'completed',
      usage: NO_USAGE,
      spent: { cost: '0.75', tokens: 0, calls: 3 },
      n: retry?.order?.n as number,
    });
    expect(accountOf(run.state, 'a')).toMatchObject({ spent: { calls: 3, cost: '0.75' }, reserved: { calls: 0, cost: '0' } });
    expect(accountOf(run.state, '').spent.calls).toBe(3);
    run.checkReplay();
  });
  it('is given back where that child cannot go on', () => {
    const run = parent([call('a', { calls: 5 })]);
    const former = run.node('a').child?.id as never;
    ended(run, 'a', { calls: 2 }, 'failed');
    run.send({ type: 'RetryExecution', by: 'p', confirm: false });
    const error = { code: 'ALREADY_COMPENSATED', message: 'undone' };
    const n = run.node('a').child?.since as number;
    expect(run.send({ type: 'DeclineRetry', path: 'a', childId: former, n: n - 1, error })).toEqual([]);
    run.send({ type: 'DeclineRetry', path: 'a', childId: former, n, error });
    expect(started(run).map(({ budget }) => budget?.calls)).toEqual([5, 3]);
    expect(accountOf(run.state, 'a')).toMatchObject({ spent: { calls: 2 }, reserved: { calls: 3 } });
    expect(run.send({ type: 'DeclineRetry', path: 'a', childId: former, n, error })).toEqual([]);
    run.checkReplay();
  });
  it('replaces what the child was given, when it hears of it', () => {
    const run = child({ calls: 1 });
    reserve(run, 0);
    run.fail('ask', { retryable: false });
    expect(run.state.status).toBe('failed');
    run.send({ type: 'RetryExecution', by: 'X1', confirm: false, order: { path: 'call', n: 9 }, budget: { calls: 4 } });
    expect([run.state.status, run.state.given, run.state.heard]).toEqual(['running', { calls: 4 }, 9]);
    run.checkReplay();
  });
});
