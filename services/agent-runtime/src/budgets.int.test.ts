import type { NodeDefinition, StepRecord, Task } from '@agentflow/core';
import { COLLECTIONS, type ModelClient, type ModelRequest } from '@agentflow/ports';
import { node, workflow } from '@agentflow/testkit';
import { ORG, startRuntime, type RunningRuntime } from './testing/start-runtime.js';

let running: RunningRuntime;
/** What was asked of models, in order. */
let asked: ModelRequest[];
const models: ModelClient = {
  async *stream(request) {
    asked.push(request);
    await Promise.resolve();
    const toolCalls =
      request.model === 'far/agent' && request.messages.length < 2
        ? [{ id: 'c1', name: 'memory_set', arguments: { key: 'a', value: 1 } }]
        : [];
    const usage = { inputTokens: 3, outputTokens: 4, cost: '0.01' };
    yield { type: 'done', text: `by ${request.model}`, toolCalls, finish: 'stop', usage };
  },
  list: () => Promise.resolve([]),
  quote: ({ model, maxTokens = 500 }) =>
    Promise.resolve({ cost: model === 'far/unknown' ? null : model === 'far/small' ? '0.02' : '0.5', tokens: 100 + maxTokens, maxTokens }),
};
beforeEach(async () => {
  asked = [];
  running = await startRuntime({}, models);
});
afterEach(() => running.stop());

const LIMITED: Partial<Task> = { budgeted: { limits: ['cost'] } };
const flow = (config: object = {}, rest: Partial<NodeDefinition> = {}, type = 'llm') =>
  workflow(
    [node('ask', type, { model: 'far/large', ...(type === 'llm' ? { prompt: 'Hello' } : { input: 'Hello' }), ...config }, rest)],
    ['start -> ask -> end'],
  );
/** Answers the worker's next question about a call. */
async function answer(count: number, verdict: 'reserved' | 'cheaper' | { readonly code: string }) {
  const asks = () => running.coordinator.heard.filter((message) => message.type === 'reserve');
  const message = asks()[count] ?? (await running.coordinator.hears('reserve', (heard) => asks().indexOf(heard) === count));
  const end = running.coordinator.workers.at(-1);
  if (typeof verdict === 'string') end?.send({ type: verdict, id: message.id });
  else end?.send({ type: 'nack', id: message.id, code: verdict.code, message: 'the budget is used up' });
  return message;
}

describe('a worker under a budget', () => {
  it('makes a call only once it may, tells its highest price before, and bounds the answer', async () => {
    const task = running.coordinator.send(flow(), 'ask', LIMITED);
    const question = await running.coordinator.hears('reserve');
    expect(question).toMatchObject({ token: task.token, index: 0, name: 'far/large', route: 'only', cost: '0.5', tokens: 600, calls: 1 });
    expect(asked).toHaveLength(0);
    await answer(0, 'reserved');
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'completed' });
    expect(asked).toMatchObject([{ model: 'far/large', maxTokens: 500 }]);
    const [step] = running.coordinator.steps(task.token);
    expect(step).toMatchObject({ name: 'far/large', usage: { cost: '0.01' } });
    expect(step?.request).toEqual({ value: expect.not.objectContaining({ maxTokens: expect.anything() as number }) as object });
  });
  it('does not bound the answer where only calls are limited, and asks nothing without a budget', async () => {
    const task = running.coordinator.send(flow(), 'ask', { budgeted: { limits: ['calls'] } });
    await answer(0, 'reserved');
    await running.coordinator.outcomeOf(task.token);
    expect(asked[0]).not.toHaveProperty('maxTokens');
    await running.coordinator.perform(flow(), 'ask');
    expect(running.coordinator.heard.filter(({ type }) => type === 'reserve')).toHaveLength(1);
  });
  it('asks nothing for calls that are recorded, and the same of the rest', async () => {
    const first = running.coordinator.send(flow({ tools: ['memory_set'], model: 'far/agent' }, {}, 'agent'), 'ask', LIMITED);
    await answer(0, 'reserved');
    await answer(1, 'reserved');
    await answer(2, 'reserved');
    expect(await running.coordinator.outcomeOf(first.token)).toMatchObject({ status: 'completed' });
    const steps: readonly StepRecord[] = running.coordinator.steps(first.token);
    expect(steps.map(({ kind }) => kind)).toEqual(['model', 'tool', 'model']);
    const again = running.coordinator.send(flow({ tools: ['memory_set'], model: 'far/agent' }, {}, 'agent'), 'ask', {
      ...LIMITED,
      steps: steps.slice(0, 2),
    });
    expect(await answer(3, 'reserved')).toMatchObject({ index: 2, name: 'far/agent' });
    expect(await running.coordinator.outcomeOf(again.token)).toMatchObject({ status: 'completed' });
    expect(asked).toHaveLength(3);
  });
  it('sends nothing that it may not, and says so', async () => {
    const task = running.coordinator.send(flow(), 'ask', LIMITED);
    await answer(0, { code: 'BUDGET_EXCEEDED' });
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({
      status: 'failed',
      error: { code: 'BUDGET_EXCEEDED', retryable: false },
    });
    const parked = running.coordinator.send(flow(), 'ask', LIMITED);
    await answer(1, { code: 'TASK_CANCELLED' });
    expect(await running.coordinator.outcomeOf(parked.token)).toEqual({ status: 'cancelled' });
    expect(asked).toHaveLength(0);
  });
  it('does not tell an agent of it: a tool that may not be called ends the attempt, before its start is recorded', async () => {
    const task = running.coordinator.send(
      flow({ tools: ['memory_set'], model: 'far/agent' }, { effect: 'at_most_once' }, 'agent'),
      'ask',
      LIMITED,
    );
    await answer(0, 'reserved');
    expect(await answer(1, { code: 'BUDGET_EXCEEDED' })).toMatchObject({ name: 'memory_set', cost: '0', tokens: 0, calls: 1 });
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'failed', error: { code: 'BUDGET_EXCEEDED' } });
    expect(running.coordinator.heard.filter(({ type }) => type === 'step-start')).toHaveLength(0);
    expect(asked).toHaveLength(1);
  });
  it('takes the cheaper way where it is sent there, and a later attempt finds the step as it was asked', async () => {
    const definition = flow({ cheaperModel: 'far/small' });
    const task = running.coordinator.send(definition, 'ask', { budgeted: { limits: ['cost'], cheaperModel: 'far/other' } });
    expect(await answer(0, 'cheaper')).toMatchObject({ name: 'far/large', route: 'asked' });
    expect(await answer(1, 'reserved')).toMatchObject({ name: 'far/small', route: 'cheaper', cost: '0.02' });
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ output: { value: { text: 'by far/small' } } });
    const steps = running.coordinator.steps(task.token);
    expect(steps).toMatchObject([
      { name: 'far/small', request: { value: { model: 'far/small', budget: { route: 'cheaper', asked: 'far/large' } } } },
    ]);
    const again = running.coordinator.send(definition, 'ask', { ...LIMITED, steps });
    expect(await running.coordinator.outcomeOf(again.token)).toMatchObject({ output: { value: { text: 'by far/small' } } });
    expect(asked).toHaveLength(1);
  });
  it('says that a price is not known, and keeps a credential from another provider', async () => {
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'mine', { script: [{ reply: { text: 'from the script' } }] });
    const task = running.coordinator.send(
      flow({ model: 'far/unknown', cheaperModel: 'scripted/mine', credential: 'far-key' }),
      'ask',
      LIMITED,
    );
    expect(await answer(0, 'cheaper')).toMatchObject({ cost: null, route: 'asked' });
    await answer(1, 'reserved');
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'completed' });
    expect(asked).toMatchObject([{ model: 'scripted/mine', script: [{ reply: { text: 'from the script' } }] }]);
    expect(asked[0]).not.toHaveProperty('credential');
  });
});
