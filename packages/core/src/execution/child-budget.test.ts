import { driveExecution, node, workflow, type ExecutionDriver } from '@agentflow/testkit';
import { executionId } from '../ids.js';
import type { BudgetDefinition, WorkflowSettings } from '../workflow/definition.js';
import type { SubflowPin } from '../workflow/plan.js';
import type { StartExecution } from './commands.js';
import { accountOf } from './budget-state.js';
import { NO_USAGE } from './views.js';

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
