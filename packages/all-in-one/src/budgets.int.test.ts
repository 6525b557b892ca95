import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, HistoryItem, Json, NodeDefinition, NodeDetailView, NodeView, WorkflowSettings } from '@agentflow/core';
import { body, node, workflow } from '@agentflow/testkit';
import { startAllInOne, type AllInOne } from './start-all-in-one.js';

let data: string;
let instance: AllInOne;
let key: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'agentflow-budgets-'));
  instance = await startAllInOne({ env: { AGENTFLOW_DATA: data, AGENTFLOW_PORT: '0', AGENTFLOW_LOG_LEVEL: 'silent' } });
  key = (await readFile(join(data, 'admin.key'), 'utf8')).trim();
  const priced = (text: string, cost: string) => [{ reply: { text }, usage: { inputTokens: 60, outputTokens: 40, cost } }];
  await put('/models/scripted/large', { script: priced('by the large one', '0.03') });
  await put('/models/scripted/small', { script: priced('by the small one', '0.002') });
  await put('/models/scripted/worker', {
    script: [
      { when: 'turn < 2', reply: { toolCalls: [{ name: 'calculator', arguments: { expression: '1 + 1' } }] }, usage: { cost: '0.01' } },
      { reply: { text: 'done' }, usage: { cost: '0.01' } },
    ],
  });
}, 60_000);
afterAll(async () => {
  await instance?.stop();
  await rm(data, { recursive: true, force: true });
});

async function call<T>(method: string, path: string, json?: unknown): Promise<T> {
  const response = await fetch(`${instance.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}
const get = <T>(path: string) => call<T>('GET', path);
const put = (path: string, json: unknown) => call('PUT', path, json);
const post = <T>(path: string, json: unknown = {}) => call<T>('POST', path, json);
let count = 0;
async function publish(nodes: readonly NodeDefinition[], chains: readonly string[], settings: WorkflowSettings = {}): Promise<string> {
  const { id } = await post<{ id: string }>('/workflows', {
    definition: { ...workflow(nodes, chains, { settings }), name: `budget ${++count}` },
  });
  await post(`/workflows/${id}/publish`);
  return id;
}
const execute = (workflowId: string, input: Json = {}) => post<ExecutionView>(`/workflows/${workflowId}/execute?wait=30`, { input });
const begin = (workflowId: string) => post<ExecutionView>(`/workflows/${workflowId}/execute`, { input: {} });
const nodesOf = async (id: string) => (await get<{ items: readonly NodeView[] }>(`/executions/${id}/nodes?page_size=200`)).items;
const detail = (id: string, path: string) => get<NodeDetailView>(`/executions/${id}/nodes/${encodeURIComponent(path)}`);
/** Resolves when the execution has got where it cannot go on by itself. */
async function settled(id: string): Promise<ExecutionView> {
  for (;;) {
    const view = await get<ExecutionView>(`/executions/${id}`);
    if (view.status !== 'running' && view.status !== 'pending') return view;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const ask = (rest: Partial<NodeDefinition> = {}, config: Record<string, Json> = {}) =>
  node('ask', 'llm', { model: 'scripted/large', prompt: 'Say something', ...config }, rest);
const branches = (items: number, inner: NodeDefinition, rest: Partial<NodeDefinition> = {}) =>
  node(
    'each',
    'map',
    { items: JSON.stringify([...Array(items).keys()]), concurrency: items },
    { body: body([inner], ['start -> ask -> end']), ...rest },
  );

describe('a budget on the running platform', () => {
  it('lets as many calls through as it allows, fails the others by name, and shows how it stands', async () => {
    const id = await publish([branches(20, ask({ onError: 'continue' }))], ['start -> each -> end'], { budget: { calls: 7 } });
    const execution = await execute(id);
    expect(execution.status).toBe('completed');
    const nodes = (await nodesOf(execution.id)).filter(({ type }) => type === 'llm');
    expect(nodes.filter(({ status }) => status === 'completed')).toHaveLength(7);
    const failed = nodes.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(13);
    expect(new Set(failed.map(({ error }) => error?.code))).toEqual(new Set(['BUDGET_EXCEEDED']));
    expect(execution.usage.cost).toBe('0.21');
    expect(execution.budget).toEqual({
      limit: { calls: 7 },
      spent: { cost: '0.21', tokens: 700, calls: 7 },
      reserved: { cost: '0', tokens: 0, calls: 0 },
    });
  });
  it('keeps money under its limit in parallel branches, each call held at its maximum', async () => {
    const id = await publish([branches(10, ask({ onError: 'continue' }), { budget: { cost: '0.10' } })], ['start -> each -> end']);
    const execution = await execute(id);
    expect(execution.usage.cost).toBe('0.09');
    expect((await detail(execution.id, 'each')).budget).toMatchObject({ limit: { cost: '0.10' }, spent: { cost: '0.09', calls: 3 } });
  });
  it('asks a person, goes on with the recorded steps when one adds to it, and tells the tool calls too', async () => {
    const agent = node(
      'ask',
      'agent',
      { model: 'scripted/worker', input: 'Count', tools: ['calculator'] },
      { budget: { calls: 2, onExceeded: 'ask' } },
    );
    const id = await publish([agent], ['start -> ask -> end']);
    const { id: execution } = await begin(id);
    const waiting = await settled(execution);
    expect(waiting).toMatchObject({ status: 'waiting', waiting: [{ path: 'ask', kind: 'human', schema: { required: ['approve'] } }] });
    expect(waiting.waiting[0]?.prompt).toContain('2 calls spent');
    await expect(post(`/executions/${execution}/inputs/ask`, { value: { approve: true, calls: -3 } })).rejects.toThrow('422');
    await post(`/executions/${execution}/inputs/ask`, { value: { approve: true, calls: 1 } });
    expect(await settled(execution)).toMatchObject({ status: 'waiting' });
    await post(`/executions/${execution}/inputs/ask`, { value: { approve: true, calls: 10 } });
    expect(await settled(execution)).toMatchObject({ status: 'completed' });
    const { steps, attempts, budget } = await detail(execution, 'ask');
    expect(steps.map(({ index, kind, attempt }) => `${index} ${kind} ${attempt}`)).toEqual([
      '0 model 1',
      '1 tool 1',
      '2 model 2',
      '3 tool 3',
      '4 model 3',
    ]);
    expect(attempts.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'completed']);
    expect(budget).toMatchObject({ limit: { calls: 13 }, spent: { calls: 5, cost: '0.03' } });
    const { items } = await get<{ items: readonly HistoryItem[] }>(`/executions/${execution}/history?page_size=200`);
    expect(
      items.filter(({ type }) => type === 'BudgetRaised').map(({ data }) => (data as { added: { calls: number } }).added.calls),
    ).toEqual([1, 10]);
  });
  it('fails where the person says no', async () => {
    const id = await publish([ask({ budget: { calls: 0, onExceeded: 'ask' } })], ['start -> ask -> end']);
    const { id: execution } = await begin(id);
    await settled(execution);
    await post(`/executions/${execution}/inputs/ask`, { value: { approve: false } });
    expect(await settled(execution)).toMatchObject({ status: 'failed', error: { code: 'BUDGET_EXCEEDED', path: 'ask' } });
  });
  it('sends calls to the cheaper model once the dear one does not fit, and records which answered', async () => {
    const cheaper = ask({ budget: { cost: '0.02', onExceeded: 'cheaper' } }, { cheaperModel: 'scripted/small' });
    const id = await publish([cheaper], ['start -> ask -> end']);
    const execution = await execute(id);
    expect(execution).toMatchObject({ status: 'completed', usage: { cost: '0.002' } });
    const { output, steps } = await detail(execution.id, 'ask');
    expect(output).toMatchObject({ text: 'by the small one' });
    expect(steps).toMatchObject([
      { name: 'scripted/small', request: { model: 'scripted/small', budget: { route: 'cheaper', asked: 'scripted/large' } } },
    ]);
    const none = await publish(
      [ask({ budget: { cost: '0.001', onExceeded: 'cheaper', cheaperModel: 'scripted/small' } })],
      ['start -> ask -> end'],
    );
    expect(await execute(none)).toMatchObject({ status: 'failed', error: { code: 'BUDGET_EXCEEDED' } });
  });
  it('refuses a model without a price where money is limited', async () => {
    const id = await publish([ask({ budget: { cost: '1' } }, { model: 'openai/nobody-knows' })], ['start -> ask -> end']);
    expect(await execute(id)).toMatchObject({ status: 'failed', error: { code: 'PRICE_UNKNOWN' } });
  });
  it('holds for all executions of a workflow together, and asks those who hold what they do not use to give it back', async () => {
    const id = await publish([branches(6, ask({ onError: 'continue' }))], ['start -> each -> end'], {
      workflowBudget: { calls: 9, per: 'total' },
    });
    const executions = await Promise.all([execute(id), execute(id), execute(id)]);
    expect(executions.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    const done = (await Promise.all(executions.map((execution) => nodesOf(execution.id))))
      .flat()
      .filter(({ type, status }) => type === 'llm' && status === 'completed');
    expect(done).toHaveLength(9);
    const { workflow: pool } = await get<{ workflow: object }>(`/budgets?workflow=${id}`);
    expect(pool).toMatchObject({
      limits: { calls: 9, per: 'total' },
      spent: { calls: 9, cost: '0.27' },
      held: { calls: 0 },
      executions: 0,
    });
    const late = await execute(id);
    expect((await nodesOf(late.id)).filter(({ status }) => status === 'failed')).toHaveLength(6);
  });
  it('holds for the whole organisation once it is set, and no more once it is taken away', async () => {
    const id = await publish([branches(5, ask({ onError: 'continue' }))], ['start -> each -> end']);
    await put('/budgets', { budget: { calls: 2, per: 'day' } });
    const limited = await execute(id);
    expect((await nodesOf(limited.id)).filter(({ type, status }) => type === 'llm' && status === 'completed')).toHaveLength(2);
    expect(await get('/budgets')).toMatchObject({ budget: { limits: { calls: 2, per: 'day' }, spent: { calls: 2 }, held: { calls: 0 } } });
    await expect(put('/budgets', { budget: { onExceeded: 'fail' } })).rejects.toThrow(/4\d\d/);
    await put('/budgets', { budget: null });
    const free = await execute(id);
    expect((await nodesOf(free.id)).filter(({ type, status }) => type === 'llm' && status === 'completed')).toHaveLength(5);
  });
  it('is not charged to a fork for what its origin spent, nor does a fork hold what its origin was given', async () => {
    const id = await publish([ask(), node('after', 'code', { source: 'export default () => 1' })], ['start -> ask -> after -> end'], {
      budget: { calls: 1 },
      workflowBudget: { calls: 50 },
    });
    const origin = await execute(id);
    expect(origin).toMatchObject({ status: 'completed', budget: { spent: { calls: 1 } } });
    const { id: fork } = await post<ExecutionView>(`/executions/${origin.id}/fork`, { from: { path: 'after' } });
    expect(await settled(fork)).toMatchObject({ status: 'completed', budget: { spent: { calls: 0 } } });
    const again = await post<ExecutionView>(`/executions/${origin.id}/fork`, { from: { path: 'ask' } });
    expect(await settled(again.id)).toMatchObject({ status: 'completed', budget: { spent: { calls: 1 } } });
    expect(await get(`/budgets?workflow=${id}`)).toMatchObject({ workflow: { spent: { calls: 2 }, held: { calls: 0 } } });
  });
  it('lets a failed execution go on under a larger one of a newer revision', async () => {
    const small = workflow([ask()], ['start -> ask -> end'], { settings: { budget: { calls: 0 } } });
    const { id } = await post<{ id: string }>('/workflows', { definition: { ...small, name: 'grows' } });
    await post(`/workflows/${id}/publish`);
    const failed = await execute(id);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'BUDGET_EXCEEDED' } });
    const response = await fetch(`${instance.url}/api/v1/workflows/${id}`, { headers: { authorization: `Bearer ${key}` } });
    const larger = { ...small, name: 'grows', settings: { budget: { calls: 3 } } };
    await fetch(`${instance.url}/api/v1/workflows/${id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'if-match': response.headers.get('etag') ?? '*' },
      body: JSON.stringify({ definition: larger }),
    });
    await post(`/workflows/${id}/publish`);
    await post(`/executions/${failed.id}/retry`, { revision: 2 });
    expect(await settled(failed.id)).toMatchObject({ status: 'completed', budget: { limit: { calls: 3 }, spent: { calls: 1 } } });
  });
  it('is given to a subflow at its start, and settled at its end', async () => {
    const inner = await publish([branches(4, ask({ onError: 'continue' }))], ['start -> each -> end']);
    const call = node('call', 'subflow', { workflow: inner, input: {} }, { budget: { calls: 3 } });
    const id = await publish([call], ['start -> call -> end'], { budget: { calls: 5 } });
    const execution = await execute(id);
    expect(execution).toMatchObject({ status: 'completed', budget: { spent: { calls: 3, cost: '0.09' }, reserved: { calls: 0 } } });
    expect((await detail(execution.id, 'call')).budget).toMatchObject({ limit: { calls: 3 }, spent: { calls: 3 } });
  });
  it('is counted in the metrics', async () => {
    const response = await fetch(`${instance.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
    const text = await response.text();
    for (const action of ['fail', 'ask', 'cheaper']) {
      const [, value] = new RegExp(`agentflow_budget_exceeded_total\\{[^}]*action="${action}"[^}]*\\} (\\d+)`).exec(text) ?? [];
      expect(Number(value)).toBeGreaterThan(0);
    }
    expect(Number(/agentflow_budget_calls_reserved_total(?:\{[^}]*\})? (\d+)/.exec(text)?.[1])).toBeGreaterThan(20);
  });
});
