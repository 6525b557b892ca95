import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, Json } from '@agentflow/core';
import type { ExecutionService } from '@agentflow/ports';
import { withDelegated } from '@agentflow/service-kit';
import { body, eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const tool = (id: string, rest: object = {}, argument: Json = {}) =>
  node(id, 'tool', { tool: 'echo', arguments: argument }, { retry: { maxAttempts: 1 }, domain: 'research', ...rest });
const ask = (id: string, rest: object = {}) =>
  node(id, 'human', { prompt: 'go?', schema: { type: 'string' } }, { domain: 'research', ...rest });
const end = (output: string) => node('end', 'end', { output });

describe('segments of other domains', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  let executions: ExecutionService;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-segment-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });
  async function open(perform: Perform = (task) => completed(task.path)): Promise<RunningOrchestrator> {
    await running?.stop();
    running = await startOrchestrator(folder, perform);
    executions = withDelegated(running.service);
    return running;
  }
  async function until(executionId: string, is: (view: ExecutionView) => boolean): Promise<ExecutionView> {
    let view: ExecutionView | undefined;
    await eventually(async () => is((view = await executions.get({ org: ORG, executionId }))));
    return view as ExecutionView;
  }
  const waits = ({ status }: ExecutionView): boolean => status === 'waiting';
  const ended = ({ endedAt }: ExecutionView): boolean => endedAt !== null;

  it('are run elsewhere and read, answered and listed as what they are a part of', async () => {
    const one = await open();
    const definition = workflow(
      [tool('a'), ask('b'), tool('c'), end('{{ [a.output, b.output, c.output] }}')],
      ['start -> a -> b -> c -> end'],
    );
    const { execution } = await one.start(definition);
    const { id: executionId } = execution;
    const view = await until(executionId, waits);
    expect(view).toMatchObject({ status: 'waiting', waiting: [{ path: 'b', kind: 'human', prompt: 'go?' }], onlyDelegated: true });
    const part = view.delegated?.[0]?.executionId as string;
    expect(part).toMatch(/\.research$/);
    expect(view.nodes?.map(({ path, status, delegatedTo }) => [path, status, delegatedTo])).toEqual([
      ['start', 'completed', undefined],
      ['a', 'completed', part],
      ['b', 'waiting', part],
    ]);
    const nodes = async () =>
      (await executions.nodes({ org: ORG, executionId, limit: 50 })).items.map(({ path, status }) => `${path} ${status}`);
    expect(await nodes()).toEqual(['a completed', 'b waiting', 'start completed']);
    expect(await executions.node({ org: ORG, executionId, path: 'a' })).toMatchObject({
      path: 'a',
      delegatedTo: part,
      attempts: [{ attempt: 1, status: 'completed' }],
    });
    await expect(executions.answer({ org: ORG, executionId, path: 'b', value: 7, by: 'me' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await executions.answer({ org: ORG, executionId, path: 'b', value: 'yes', by: 'me' });
    expect(await until(executionId, ended)).toMatchObject({ status: 'completed', output: ['a', 'yes', 'c'] });
    expect(await nodes()).toEqual(['a completed', 'b completed', 'c completed', 'end completed', 'start completed']);
    expect(await executions.node({ org: ORG, executionId, path: 'c' })).toMatchObject({
      path: 'c',
      delegatedTo: part,
      attempts: [{ status: 'completed' }],
    });
    await expect(executions.node({ org: ORG, executionId, path: 'x' })).rejects.toMatchObject({ code: 'NODE_NOT_FOUND' });
    expect((await executions.list({ org: ORG, limit: 10 })).items.map(({ id }) => id)).toEqual([executionId]);
    expect(one.faults).toEqual([]);
  });
  it('show what runs inside a container of theirs, while it runs and after', async () => {
    const one = await open();
    const inner = body([tool('x'), ask('y')], ['start -> x -> y -> end']);
    const each = node('each', 'map', { items: '[1, 2]' }, { body: inner, domain: 'research' });
    const { execution } = await one.start(workflow([each, end('{{ each.output }}')], ['start -> each -> end']));
    const { id: executionId } = execution;
    await until(executionId, ({ waiting }) => waiting.length === 2);
    const paths = async (limit: number): Promise<readonly string[]> => {
      const found: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await executions.nodes({ org: ORG, executionId, limit, ...(cursor !== undefined && { cursor }) });
        found.push(...page.items.map(({ path }) => path));
        if (page.nextCursor === null) return found;
        cursor = page.nextCursor;
      }
    };
    const open1 = ['each', 'each[0]/start', 'each[0]/x', 'each[0]/y', 'each[1]/start', 'each[1]/x', 'each[1]/y', 'start'];
    expect(await paths(50)).toEqual(open1);
    expect(await paths(3)).toEqual(open1);
    for (const path of ['each[0]/y', 'each[1]/y']) await executions.answer({ org: ORG, executionId, path, value: 'ok', by: 'me' });
    await until(executionId, ended);
    const all = [
      'each',
      'each[0]/end',
      'each[0]/start',
      'each[0]/x',
      'each[0]/y',
      'each[1]/end',
      'each[1]/start',
      'each[1]/x',
      'each[1]/y',
      'end',
      'start',
    ];
    expect(await paths(50)).toEqual(all);
    expect(await paths(2)).toEqual(all);
    expect(await executions.node({ org: ORG, executionId, path: 'each[1]/x' })).toMatchObject({ path: 'each[1]/x', status: 'completed' });
  });
  it('are watched as they run: what they ask comes at once, their ends with numbers of the execution', async () => {
    const one = await open();
    const definition = workflow([tool('a'), ask('b'), end('{{ b.output }}')], ['start -> a -> b -> end']);
    const { execution } = await one.start(definition);
    const ref = { org: ORG, executionId: execution.id };
    const told: string[] = [];
    for await (const { type, id, payload } of executions.watch({ ...ref, fromSeq: 1, signal: new AbortController().signal })) {
      told.push(`${type} ${String(payload['path'] ?? '')}${id === undefined ? '' : ' #'}`.trim());
      expect(payload['execution_id']).toBe(execution.id);
      if (type !== 'user_input_required') continue;
      const { frames } = await executions.present(ref);
      expect(frames.map((frame) => `${frame.type} ${String(frame.payload['path'] ?? '')}`)).toEqual(
        expect.arrayContaining(['node_completed a', 'user_input_required b']),
      );
      await executions.answer({ ...ref, path: 'b', value: 'yes', by: 'me' });
    }
    expect(told.filter((each) => /[ab]( #)?$/.test(each))).toEqual([
      'node_started a #',
      'node_started b',
      'user_input_required b',
      'node_completed a #',
      'node_started b #',
      'node_completed b #',
    ]);
    expect(told.at(-1)).toMatch(/^execution_completed/);
  });
  it('carry large values in and out', async () => {
    const one = await open();
    const big = node('big', 'set', { values: '{{ input.text }}' }, { domain: 'research' });
    const size = node('size', 'set', { values: '{{ size(big.output) }}' }, { domain: 'finance' });
    const definition = workflow([big, size, end('{{ [size.output, big.output == input.text] }}')], ['start -> big -> size -> end']);
    const { execution } = await one.start(definition, { text: 'x'.repeat(60_000) }, { waitMs: 10_000 });
    expect(execution).toMatchObject({ status: 'completed', output: [60_000, true] });
    const { output } = await executions.node({ org: ORG, executionId: execution.id, path: 'big' });
    const { json } = await executions.value({ org: ORG, executionId: execution.id, digest: (output as { $ref: string }).$ref });
    expect(JSON.parse(json)).toHaveLength(60_000);
    expect(one.faults).toEqual([]);
  });
  it('start, and tell their ends, though the process died between the commit and the delivery', async () => {
    const definition = workflow([tool('a'), ask('b'), end('{{ b.output }}')], ['start -> a -> b -> end']);
    const one = await open();
    one.coordinator.postman.stop();
    const started = await Promise.all(Array.from({ length: 10 }, () => one.start(definition)));
    const ids = started.map(({ execution }) => execution.id);
    expect(one.coordinator.postman.backlog).toBe(10);
    const two = await open();
    for (const id of ids) await until(id, waits);
    two.coordinator.postman.stop();
    for (const [n, executionId] of ids.entries()) await executions.answer({ org: ORG, executionId, path: 'b', value: `${n}`, by: 'me' });
    const lost = two.coordinator.postman.backlog;
    const three = await open();
    const views = await Promise.all(ids.map((id) => until(id, ended)));
    expect(views.map(({ output }) => output)).toEqual(ids.map((_, n) => `${n}`));
    console.info(`10 starts and ${lost} ends of segments undelivered at a crash, ${views.length} executions completed after it`);
    expect(lost).toBe(10);
    for (const executionId of ids) expect(await three.recovery.replay({ org: ORG, executionId })).toMatchObject({ identical: true });
    expect(three.faults).toEqual([]);
  });
  it('go on in a retry where they failed, also after a restart', async () => {
    const calls: string[] = [];
    let broken = true;
    const perform: Perform = ({ path }) => {
      calls.push(path);
      return path === 'b' && broken
        ? { status: 'failed', error: { code: 'TOOL_FAILED', message: 'it broke', retryable: false } }
        : completed(path);
    };
    const one = await open(perform);
    const definition = workflow([tool('a'), tool('b'), end('{{ b.output }}')], ['start -> a -> b -> end']);
    const { execution } = await one.start(definition, {}, { waitMs: 5_000 });
    expect(execution).toMatchObject({ status: 'failed', error: { code: 'TOOL_FAILED', path: 'b' } });
    broken = false;
    const two = await open(perform);
    await two.recovery.retry({ org: ORG, executionId: execution.id, by: 'me', confirm: false, dryRun: false });
    expect(await until(execution.id, ended)).toMatchObject({ status: 'completed', output: 'b' });
    expect(calls).toEqual(['a', 'b', 'b']);
  });
});
