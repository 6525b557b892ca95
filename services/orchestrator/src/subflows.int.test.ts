import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInShare, type ExecutionView, type JsonObject, type SubflowPin, type WorkflowDefinition } from '@agentflow/core';
import { eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const tool = (id: string) => node(id, 'tool', { tool: 'echo', arguments: {} }, { retry: { maxAttempts: 1 } });
const ask = (id: string) => node(id, 'human', { prompt: '?', schema: {} });
const end = (output: string) => node('end', 'end', { output });
const child = (nodes: Parameters<typeof workflow>[0], edges: string[], rest: Partial<WorkflowDefinition> = {}) =>
  workflow(nodes, edges, { name: 'child', ...rest });
const parent = (config: JsonObject = {}, more: object = {}) =>
  workflow(
    [node('call', 'subflow', { workflow: 'child', input: { n: '{{ input.n }}' }, ...config }, more), end('{{ call.output }}')],
    ['start -> call -> end'],
  );

const NOWHERE = { status: 'pending', endedAt: null } as unknown as ExecutionView;

describe('subflows', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-subflow-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });
  async function open(perform: Perform = (task) => completed(task.path)): Promise<RunningOrchestrator> {
    return (running = await startOrchestrator(folder, perform));
  }
  /** Everything that was not delivered stays undelivered, as if the process had died before; another one goes on. */
  async function reopen(perform?: Perform): Promise<RunningOrchestrator> {
    await running?.stop();
    return open(perform);
  }
  async function pin(one: RunningOrchestrator, definition: WorkflowDefinition): Promise<{ child: SubflowPin }> {
    return { child: { workflowId: 'w2', workflowName: 'child', revision: 4, digest: await one.freeze(definition) } };
  }
  const get = (one: RunningOrchestrator, executionId: string): Promise<ExecutionView> => one.service.get({ org: ORG, executionId });
  async function until(one: RunningOrchestrator, id: string, is: (view: ExecutionView) => boolean): Promise<ExecutionView> {
    let view: ExecutionView | undefined;
    // A child is there once the message that starts it has arrived.
    await eventually(async () => is((view = await get(one, id).catch(() => NOWHERE))));
    return view as ExecutionView;
  }
  const childOf = async (one: RunningOrchestrator, id: string, path = 'call'): Promise<string> => {
    let childId: string | undefined;
    await eventually(async () => (childId = (await one.service.node({ org: ORG, executionId: id, path })).childId) !== undefined);
    return childId as string;
  };
  const ended = ({ endedAt }: ExecutionView): boolean => endedAt !== null;

  it('run as executions of their own, whose end is the end of their node', async () => {
    const one = await open();
    const subflows = await pin(one, child([tool('a'), end('{{ { "n": input.n, "a": a.output } }}')], ['start -> a -> end']));
    const { execution } = await one.start(parent(), { n: 7 }, { subflows, waitMs: 5_000, tags: ['t'], priority: 3 });
    expect(execution).toMatchObject({ status: 'completed', output: { n: 7, a: 'a' } });
    const childId = await childOf(one, execution.id);
    expect(await get(one, childId)).toMatchObject({
      status: 'completed',
      workflowId: 'w2',
      revision: 4,
      parentId: execution.id,
      rootId: execution.id,
      tags: ['t'],
      priority: 3,
      trigger: { type: 'subflow', id: 'call', executionId: execution.id },
    });
    const { items } = await one.service.history({ org: ORG, executionId: execution.id, limit: 50 });
    expect(items.find(({ type }) => type === 'ChildRequested')?.data).toMatchObject({ childId, revision: 4 });
    expect(one.faults).toEqual([]);
  });
  it('fail their node with their own error, stopped or failed, and with one of their own where they cannot start', async () => {
    const one = await open(() => ({ status: 'failed', error: { code: 'TOOL_FAILED', message: 'it broke', retryable: false } }));
    const failing = await pin(one, child([tool('a')], ['start -> a -> end']));
    const failed = await one.start(parent(), { n: 1 }, { subflows: failing, waitMs: 5_000 });
    expect(failed.execution.error).toEqual({ code: 'TOOL_FAILED', message: 'it broke', path: 'call' });
    const waiting = await pin(one, child([ask('a')], ['start -> a -> end']));
    const stopped = await one.start(parent({}, { retry: { maxAttempts: 5 } }), { n: 1 }, { subflows: waiting });
    const childId = await childOf(one, stopped.execution.id);
    await until(one, childId, ({ status }) => status === 'waiting');
    await one.service.stop({ org: ORG, executionId: childId, by: 'me' });
    expect((await until(one, stopped.execution.id, ended)).error).toMatchObject({ code: 'SUBFLOW_STOPPED', path: 'call' });
    const strict = await pin(one, child([], ['start -> end'], { inputs: { type: 'object', required: ['m'] } }));
    const refused = await one.start(parent(), { n: 1 }, { subflows: strict, waitMs: 5_000 });
    expect(refused.execution.error).toMatchObject({ code: 'INVALID_INPUT', path: 'call' });
    const unknown = await one.start(parent({ revision: 'latest' }), { n: 1 }, { waitMs: 5_000 });
    expect(unknown.execution.error).toMatchObject({ code: 'WORKFLOW_NOT_FOUND', path: 'call' });
    expect(one.faults).toEqual([]);
  });
  it('run what is released when they start with `latest`, and tell which', async () => {
    const one = await open();
    const digest = await one.freeze(child([end('{{ input.n + 1 }}')], ['start -> end']));
    one.released.set('child', { workflowId: 'w2', workflowName: 'child', revision: 9, digest });
    const { execution } = await one.start(parent({ revision: 'latest' }), { n: 1 }, { waitMs: 5_000 });
    expect(execution.output).toBe(2);
    expect(await get(one, await childOf(one, execution.id))).toMatchObject({ revision: 9, workflowId: 'w2', digest });
  });
  it('run the canary of what they name, where their own id is drawn for it, and nothing of it is recorded but the revision', async () => {
    const one = await open();
    const [digest, newer] = [
      await one.freeze(child([end('old')], ['start -> end'])),
      await one.freeze(child([end('new')], ['start -> end'])),
    ];
    const canary = { revision: 10, digest: newer, inputs: true, percent: 50 };
    one.released.set('child', { workflowId: 'w2', workflowName: 'child', revision: 9, digest, canary });
    const seen = new Set<unknown>();
    for (let i = 0; i < 16; i++) {
      const { execution } = await one.start(parent({ revision: 'latest' }), { n: 1 }, { waitMs: 5_000 });
      const view = await get(one, await childOf(one, execution.id));
      const drawn = isInShare('w2.10', view.id, 50);
      expect([view.revision, view.digest, execution.output]).toEqual(drawn ? [10, newer, 'new'] : [9, digest, 'old']);
      seen.add(view.revision);
    }
    expect(seen.size).toBe(2);
    expect(one.faults).toEqual([]);
  });
  it('may go on alone when detached, and are stopped, paused and resumed with their parent when not', async () => {
    const one = await open();
    const subflows = await pin(one, child([ask('a')], ['start -> a -> end']));
    const alone = await one.start(parent({ detached: true }), { n: 1 }, { subflows, waitMs: 5_000 });
    const { executionId } = alone.execution.output as { executionId: string };
    expect(await until(one, executionId, (view) => view.status === 'waiting')).toMatchObject({ parentId: alone.execution.id });
    const { execution } = await one.start(parent(), { n: 1 }, { subflows });
    const ref = { org: ORG, executionId: execution.id, by: 'me' };
    const childId = await childOf(one, execution.id);
    await until(one, childId, (view) => view.status === 'waiting');
    expect(await get(one, execution.id)).toMatchObject({ status: 'running' });
    await one.service.pause(ref);
    await until(one, childId, (view) => view.status === 'paused');
    await one.service.resume(ref);
    await until(one, childId, (view) => view.status === 'waiting');
    expect(await one.service.stop(ref)).toMatchObject({ status: 'running', phase: 'stopping' });
    expect(await until(one, execution.id, ended)).toMatchObject({ status: 'stopped' });
    expect(await get(one, childId)).toMatchObject({ status: 'stopped' });
    expect(await get(one, executionId)).toMatchObject({ status: 'waiting' });
  });
  it('are stopped when their node runs out of time', async () => {
    const one = await open();
    const subflows = await pin(one, child([ask('a')], ['start -> a -> end']));
    const { execution } = await one.start(parent({}, { timeoutSeconds: 0.2 }), { n: 1 }, { subflows, waitMs: 5_000 });
    expect(execution.error).toMatchObject({ code: 'TIMED_OUT', path: 'call' });
    await until(one, await childOf(one, execution.id), ({ status }) => status === 'stopped');
  });
  it('lie in one another, themselves included, down to a depth of 16', async () => {
    const one = await open();
    const definition = workflow(
      [
        node('more', 'condition', { when: 'input.n > 0' }),
        node('call', 'subflow', { workflow: 'self', input: { n: '{{ input.n - 1 }}' } }),
        node('end', 'end', { output: '{{ call.output == null ? 1 : call.output + 1 }}' }, { join: 'any' }),
      ],
      ['start -> more:true -> call -> end', 'more:false -> end'],
    );
    const subflows = { self: 'self' as const };
    const deep = await one.start(definition, { n: 16 }, { subflows, waitMs: 20_000 });
    expect(deep.execution).toMatchObject({ status: 'completed', output: 17 });
    const tooDeep = await one.start(definition, { n: 17 }, { subflows, waitMs: 20_000 });
    expect(tooDeep.execution.error).toMatchObject({ code: 'SUBFLOW_DEPTH', path: 'call' });
    const roots = async () => (await one.service.list({ org: ORG, limit: 200 })).items.map(({ rootId }) => rootId);
    await eventually(async () => (await roots()).length === 34);
    expect(new Set(await roots())).toEqual(new Set([deep.execution.id, tooDeep.execution.id]));
  });
  it('carry large inputs and outputs over into the other execution', async () => {
    const one = await open();
    const subflows = await pin(one, child([end('{{ { "text": input.n, "size": size(input.n) } }}')], ['start -> end']));
    const { execution } = await one.start(parent(), { n: 'x'.repeat(50_000) }, { subflows, waitMs: 5_000 });
    const { $ref } = execution.output as { $ref: string };
    const { json } = await one.service.value({ org: ORG, executionId: execution.id, digest: $ref });
    expect(JSON.parse(json)).toEqual({ text: 'x'.repeat(50_000), size: 50_000 });
  });
  it('are started, and their ends told, though the process died between the commit and the delivery', async () => {
    const one = await open();
    const subflows = await pin(one, child([ask('a'), end('{{ a.output }}')], ['start -> a -> end']));
    one.coordinator.postman.stop();
    const started = await Promise.all(Array.from({ length: 20 }, (_, n) => one.start(parent(), { n }, { subflows })));
    expect(one.coordinator.postman.backlog).toBe(20);
    const two = await reopen();
    const children = await Promise.all(started.map(({ execution }) => childOf(two, execution.id)));
    for (const id of children) await until(two, id, ({ status }) => status === 'waiting');
    two.coordinator.postman.stop();
    for (const [n, executionId] of children.entries()) await two.service.answer({ org: ORG, executionId, path: 'a', value: n, by: 'me' });
    const lost = two.coordinator.postman.backlog;
    const three = await reopen();
    const views = await Promise.all(started.map(({ execution }) => until(three, execution.id, ended)));
    expect(views.map(({ output }) => output)).toEqual(children.map((_, n) => n));
    console.info(`20 child starts and ${lost} ends undelivered at a crash, ${views.length} parents completed after it`);
    expect(lost).toBe(20);
    expect(three.faults).toEqual([]);
  });
});
