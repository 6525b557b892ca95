import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PUBLIC_EVENTS_TOPIC,
  PUBLIC_EVENT_TYPES,
  type BudgetDefinition,
  type ExecutionView,
  type Task,
  type TaskOutcome,
  type WorkflowSettings,
} from '@agentflow/core';
import type { CoordinatorMessage, WorkerEnd } from '@agentflow/ports';
import { eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type RunningOrchestrator } from './testing/start-orchestrator.js';

let data: string;
let one: RunningOrchestrator | undefined;
/** Tasks that came, and who waits for the next one. */
let tasks: { task: Task; end: WorkerEnd }[];
let waiting: ((came: { task: Task; end: WorkerEnd }) => void)[];
let ids = 1_000;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'agentflow-budgets-'));
  tasks = [];
  waiting = [];
});
afterEach(async () => {
  await one?.stop();
  one = undefined;
  await rm(data, { recursive: true, force: true });
});
const perform = (task: Task, end: WorkerEnd): TaskOutcome | null => {
  const hear = waiting.shift();
  if (hear) hear({ task, end });
  else tasks.push({ task, end });
  return null;
};
const next = (): Promise<{ task: Task; end: WorkerEnd }> => {
  const known = tasks.shift();
  return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push(resolve));
};
const definition = (budget: BudgetDefinition | undefined, settings: WorkflowSettings = {}) =>
  workflow([node('ask', 'llm', { model: 'm', prompt: '?' }, { ...(budget && { budget }) })], ['start -> ask -> end'], { settings });
/** Asks leave for a call, and answers what the coordinator says. */
async function reserve(run: RunningOrchestrator, end: WorkerEnd, { token }: Task, index = 0): Promise<CoordinatorMessage['type'] | string> {
  const id = ++ids;
  end.send({ type: 'reserve', id, token, index, name: 'm', route: 'only', cost: '0.10', tokens: 10, calls: 1 });
  const heard = await run.heard((message) => 'id' in message && message.id === id);
  return heard.type === 'nack' ? heard.code : heard.type;
}
const record = (end: WorkerEnd, { token, attempt }: Task, index = 0): void =>
  end.send({
    type: 'step',
    id: ++ids,
    token,
    step: {
      index,
      generation: 0,
      kind: 'model',
      name: 'm',
      effect: 'read',
      requestHash: 'h',
      request: { value: null },
      response: { value: 1 },
      usage: { inputTokens: 5, outputTokens: 0, cost: '0.04' },
      attempt,
      startedAt: 1,
      endedAt: 2,
    },
  });
const finish = (end: WorkerEnd, { token }: Task): void => end.send({ type: 'result', id: ++ids, token, outcome: completed('done') });
const view = (run: RunningOrchestrator, executionId: string): Promise<ExecutionView> => run.service.get({ org: ORG, executionId });
const detail = (run: RunningOrchestrator, executionId: string) => run.service.node({ org: ORG, executionId, path: 'ask' });

describe('budgets through the worker stream', () => {
  it('are told to the worker with its task, and only where there are some', async () => {
    one = await startOrchestrator(data, perform);
    await one.start(definition({ cost: '1', onExceeded: 'cheaper', cheaperModel: 'small' }, { budget: { calls: 3 } }));
    expect((await next()).task.budgeted).toEqual({ limits: ['cost', 'calls'], cheaperModel: 'small' });
    await one.start(definition(undefined));
    expect((await next()).task).not.toHaveProperty('budgeted');
    await one.service.setBudget({ org: ORG, limits: { tokens: 1_000 }, by: 'ann' });
    await one.start(definition(undefined));
    expect((await next()).task.budgeted).toEqual({ limits: ['tokens'] });
    expect(one.faults).toEqual([]);
  });
  it('count the call of a lost worker as made, and refuse the one that would be too many', async () => {
    one = await startOrchestrator(data, perform);
    const { execution } = await one.start(definition({ calls: 2 }));
    const first = await next();
    expect(await reserve(one, first.end, first.task)).toBe('reserved');
    expect(await reserve(one, first.end, first.task)).toBe('reserved');
    await one.replaceWorker(perform);
    const second = await next();
    expect(second.task).toMatchObject({ attempt: 1, steps: [] });
    expect(await reserve(one, second.end, first.task)).toBe('TASK_CANCELLED');
    expect(await reserve(one, second.end, second.task)).toBe('reserved');
    expect((await detail(one, execution.id)).budget).toMatchObject({ spent: { calls: 1, cost: '0.10' }, reserved: { calls: 1 } });
    await one.replaceWorker(perform);
    const third = await next();
    expect(await reserve(one, third.end, third.task)).toBe('BUDGET_EXCEEDED');
    expect(await view(one, execution.id)).toMatchObject({ status: 'failed', error: { code: 'BUDGET_EXCEEDED', path: 'ask' } });
    finish(third.end, third.task);
    expect(one.coordinator.dispatch.running).toBe(0);
    expect(one.coordinator.reservations.waiting).toBe(0);
    expect(one.faults).toEqual([]);
  });
  it('survive the end of the process: what was reserved before counts after', async () => {
    one = await startOrchestrator(data, perform);
    const { execution } = await one.start(definition({ calls: 3, onExceeded: 'ask' }));
    const before = await next();
    await reserve(one, before.end, before.task);
    record(before.end, before.task);
    expect(await reserve(one, before.end, before.task, 1)).toBe('reserved');
    await one.stop();
    one = await startOrchestrator(data, perform);
    const after = await next();
    expect(after.task.steps.map(({ index }) => index)).toEqual([0]);
    expect(await reserve(one, after.end, after.task, 1)).toBe('reserved');
    record(after.end, after.task, 1);
    expect(await reserve(one, after.end, after.task, 2)).toBe('TASK_CANCELLED');
    expect(await view(one, execution.id)).toMatchObject({ status: 'waiting', waiting: [{ path: 'ask', kind: 'human' }] });
    await one.stop();
    one = await startOrchestrator(data, perform);
    expect(await view(one, execution.id)).toMatchObject({ status: 'waiting' });
    await one.service.answer({ org: ORG, executionId: execution.id, path: 'ask', value: { approve: true }, by: 'ann' });
    const last = await next();
    expect(last.task).toMatchObject({ attempt: 2 });
    expect(last.task.steps.map(({ index }) => index)).toEqual([0, 1]);
    expect(await reserve(one, last.end, last.task, 2)).toBe('reserved');
    record(last.end, last.task, 2);
    finish(last.end, last.task);
    await one.heard((message) => message.type === 'ack' && message.id === ids);
    expect(await view(one, execution.id)).toMatchObject({ status: 'completed' });
    expect((await detail(one, execution.id)).budget).toMatchObject({
      limit: { calls: 4 },
      spent: { calls: 4, cost: '0.22' },
      reserved: { calls: 0 },
    });
    expect(one.faults).toEqual([]);
  });
  it('are shared by executions over the end of the process; an answer may come later than the question', async () => {
    one = await startOrchestrator(data, perform);
    const shared = definition(undefined, { workflowBudget: { calls: 2 } });
    const ones = await one.start(shared);
    const first = await next();
    expect(await reserve(one, first.end, first.task)).toBe('reserved');
    const others = await one.start(shared);
    const second = await next();
    expect(await reserve(one, second.end, second.task)).toBe('reserved');
    await one.stop();
    one = await startOrchestrator(data, perform);
    const again = [await next(), await next()].sort((a, b) =>
      a.task.executionId === ones.execution.id ? -1 : b.task.executionId === ones.execution.id ? 1 : 0,
    );
    // Both calls may have been made before: nothing is left for them to be made again.
    for (const { task, end } of again) expect(await reserve(one, end, task)).toBe('BUDGET_EXCEEDED');
    for (const { execution } of [ones, others]) expect(await view(one, execution.id)).toMatchObject({ status: 'failed' });
    await one.coordinator.postman.settled();
    expect(await one.service.budgets({ org: ORG, workflowId: 'w1' })).toMatchObject({
      budget: { limits: null },
      workflow: { limits: { calls: 2 }, spent: { calls: 2 }, held: { calls: 0 }, executions: 0 },
    });
    expect(one.faults).toEqual([]);
  });
  it('tell the world when one is exceeded', async () => {
    one = await startOrchestrator(data, perform);
    const heard: { readonly type: string; readonly data: object }[] = [];
    await one.stores.bus.subscribe(
      PUBLIC_EVENTS_TOPIC,
      'test',
      async (messages) => void heard.push(...messages.map(({ value }) => JSON.parse(value) as (typeof heard)[number])),
      { from: 'earliest' },
    );
    const { execution } = await one.start(definition({ cost: '0.05' }));
    const { task, end } = await next();
    expect(await reserve(one, end, task)).toBe('BUDGET_EXCEEDED');
    await eventually(() => heard.some(({ type }) => type === PUBLIC_EVENT_TYPES.executionFailed));
    expect(heard.find(({ type }) => type === PUBLIC_EVENT_TYPES.budgetExceeded)?.data).toEqual({
      executionId: execution.id,
      workflowId: 'w1',
      path: 'ask',
      name: 'm',
      budget: 'ask',
      action: 'fail',
      limit: { cost: '0.05' },
      spent: { cost: '0', tokens: 0, calls: 0 },
      reserved: { cost: '0', tokens: 0, calls: 0 },
      asked: { cost: '0.10', tokens: 10, calls: 1 },
      trial: false,
    });
    expect(one.faults).toEqual([]);
  });
});
