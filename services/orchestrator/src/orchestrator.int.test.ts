import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, LiveFrame, Task } from '@agentflow/core';
import { body, chain, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, rest);
const pay = (rest = {}) => node('pay', 'http', { method: 'POST', url: 'https://pay.example' }, { effect: 'at_most_once', ...rest });

describe('the orchestrator on embedded stores', () => {
  let folder: string;
  const running: RunningOrchestrator[] = [];
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-'))));
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const open = async (perform: Perform = () => completed({ ok: true })): Promise<RunningOrchestrator> => {
    const one = await startOrchestrator(folder, perform);
    running.push(one);
    return one;
  };
  const reopen = async (perform?: Perform): Promise<RunningOrchestrator> => {
    for (const one of running.splice(0)) await one.stop();
    return open(perform);
  };
  async function frames(one: RunningOrchestrator, id: string, fromSeq = 1): Promise<LiveFrame[]> {
    const seen: LiveFrame[] = [];
    for await (const frame of one.service.watch({ org: ORG, executionId: id, fromSeq, signal: new AbortController().signal }))
      seen.push(frame);
    return seen;
  }
  /** Waits until the execution looks as asked, by its own events. */
  async function until(one: RunningOrchestrator, id: string, holds: (view: ExecutionView) => boolean): Promise<ExecutionView> {
    const stop = new AbortController();
    const first = await one.service.get({ org: ORG, executionId: id });
    if (holds(first)) return first;
    for await (const _ of one.service.watch({ org: ORG, executionId: id, fromSeq: 1, signal: stop.signal })) {
      const view = await one.service.get({ org: ORG, executionId: id });
      if (holds(view)) {
        stop.abort();
        return view;
      }
    }
    return one.service.get({ org: ORG, executionId: id });
  }

  it('runs a chain to its end and answers who waits for it', async () => {
    const one = await open((task) => completed({ at: task.path }));
    const { execution, created } = await one.start(chain(10, 'tool', { tool: 'echo', arguments: {} }), { n: 1 }, { waitMs: 10_000 });
    expect(created).toBe(true);
    expect(execution).toMatchObject({ status: 'completed', input: { n: 1 }, workflowId: 'w1' });
    expect(one.faults).toEqual([]);
  });

  it('gives the same execution to eight concurrent repeats of one start key, and refuses another body', async () => {
    const one = await open();
    const definition = chain(2, 'tool', { tool: 'echo', arguments: {} });
    const key = { startKey: { source: 'workflow:w1', key: 'k' }, bodyHash: 'h1' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => one.start(definition, {}, key)));
    expect(new Set(answers.map(({ execution }) => execution.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    await expect(one.start(definition, {}, { ...key, bodyHash: 'h2' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const again = await reopen();
    const late = await again.start(definition, {}, key);
    expect(late).toMatchObject({ created: false, execution: { id: answers[0]?.execution.id } });
  });

  it('answers whoever waits for an execution that ended at once, though repeats of its start arrive while its end is being written', async () => {
    const one = await open();
    const start = (key: string) =>
      one.start(chain(0, 'tool', {}), {}, { startKey: { source: 'workflow:w1', key }, bodyHash: 'h', waitMs: 600_000 });
    for (let turns = 0; turns < 6; turns++) {
      const first = start(`k${turns}`);
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      const answers = await Promise.all([first, start(`k${turns}`), start(`k${turns}`)]);
      expect(answers.map(({ execution }) => execution.status)).toEqual(['completed', 'completed', 'completed']);
    }
  });

  it('goes on after a restart with what was open, and repeats only the attempt that was cut off', async () => {
    const seen: string[] = [];
    const first = await open((task) => {
      seen.push(`first ${task.path}`);
      return task.path === 'a2' ? null : completed(task.path);
    });
    const { execution } = await first.start(chain(3, 'tool', { tool: 'echo', arguments: {} }));
    await until(first, execution.id, (view) => view.nodes?.some(({ path }) => path === 'a2') ?? false);
    const second = await reopen((task) => {
      seen.push(`second ${task.path}`);
      return completed(task.path);
    });
    const end = await until(second, execution.id, (view) => view.status === 'completed');
    expect(end.status).toBe('completed');
    expect(seen).toEqual(['first a1', 'first a2', 'second a2', 'second a3']);
  });

  it('parks an at_most_once call that was started when the worker died, and goes on as a person says', async () => {
    const calls: Task[] = [];
    const one = await open((task, worker) => {
      calls.push(task);
      worker.send({ type: 'step-start', id: 900, token: task.token, index: 0, name: 'pay.example', key: 'k', requestHash: 'h' });
      return null;
    });
    const { execution } = await one.start(workflow([pay(), node('end', 'end', { output: '{{ pay.output }}' })], ['start -> pay -> end']));
    await one.heard((message) => message.type === 'ack' && message.id === 900);
    await one.replaceWorker((task) => completed(task.steps[0]?.response as never));
    const parked = await until(one, execution.id, (view) => view.waiting.some(({ kind }) => kind === 'uncertain'));
    expect(parked.waiting[0]).toMatchObject({ path: 'pay', kind: 'uncertain', evidence: { call: 'pay.example', idempotencyKey: 'k' } });
    expect(calls).toHaveLength(1);
    await one.service.resolve({ org: ORG, executionId: execution.id, path: 'pay', resolution: 'done', output: { paid: true }, by: 'ann' });
    const end = await until(one, execution.id, (view) => view.status === 'completed');
    expect(end.output).toEqual({ value: { paid: true } });
  });

  it('parks it after a crash of the whole process too', async () => {
    const one = await open((task, worker) => {
      worker.send({ type: 'step-start', id: 900, token: task.token, index: 0, name: 'pay.example', key: 'k', requestHash: 'h' });
      return null;
    });
    const { execution } = await one.start(workflow([pay()], ['start -> pay -> end']));
    await one.heard((message) => message.type === 'ack' && message.id === 900);
    const second = await reopen(() => completed('must not happen'));
    const parked = await until(second, execution.id, (view) => view.waiting.length > 0);
    expect(parked.waiting[0]?.kind).toBe('uncertain');
  });

  it('fires timers that were set before a restart', async () => {
    const one = await open();
    const { execution } = await one.start(workflow([node('w', 'wait', { seconds: 0.4 })], ['start -> w -> end']));
    expect(execution.status).toBe('waiting');
    const second = await reopen();
    expect((await until(second, execution.id, (view) => view.status === 'completed')).status).toBe('completed');
  });

  it('asks a person, checks the answer and tells late answers apart', async () => {
    const one = await open();
    const schema = { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } };
    const { execution } = await one.start(
      workflow(
        [node('ask', 'human', { prompt: 'OK?', schema }), node('end', 'end', { output: '{{ ask.output.ok }}' })],
        ['start -> ask -> end'],
      ),
    );
    const ref = { org: ORG, executionId: execution.id };
    expect(execution.waiting).toEqual([{ path: 'ask', kind: 'human', prompt: 'OK?', schema }]);
    await expect(one.service.answer({ ...ref, path: 'ask', value: { ok: 1 }, by: 'a' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await one.service.answer({ ...ref, path: 'ask', value: { ok: true }, by: 'a' })).toMatchObject({
      status: 'completed',
      output: true,
    });
    await expect(one.service.answer({ ...ref, path: 'ask', value: { ok: true }, by: 'a' })).rejects.toMatchObject({
      code: 'ALREADY_ANSWERED',
    });
    await expect(one.service.answer({ ...ref, path: 'nope', value: 1, by: 'a' })).rejects.toMatchObject({ code: 'NODE_NOT_FOUND' });
    await expect(one.service.get({ org: ORG, executionId: 'nope' })).rejects.toMatchObject({ code: 'EXECUTION_NOT_FOUND' });
  });

  it('keeps large values out of the log and gives them back by digest', async () => {
    const big = 'v'.repeat(50_000);
    const one = await open();
    const { execution } = await one.start(
      workflow(
        [
          node('s', 'set', { values: { big: '{{ input.text }}', size: '{{ size(input.text) }}' } }),
          node('end', 'end', { output: '{{ s.output.size }}' }),
        ],
        ['start -> s -> end'],
      ),
      { text: big },
      { waitMs: 5_000 },
    );
    expect(execution.error).toBeNull();
    expect(execution).toMatchObject({
      status: 'completed',
      output: 50_000,
      input: { $ref: expect.stringMatching(/^sha256:/), size: 50_011 },
    });
    const { $ref } = execution.input as { $ref: string };
    expect(JSON.parse((await one.service.value({ org: ORG, executionId: execution.id, digest: $ref })).json)).toEqual({ text: big });
    await expect(one.service.value({ org: ORG, executionId: execution.id, digest: `sha256:${'0'.repeat(64)}` })).rejects.toMatchObject({
      code: 'VALUE_NOT_FOUND',
    });
    await expect(one.service.value({ org: ORG, executionId: execution.id, digest: '../../etc/passwd' })).rejects.toMatchObject({
      code: 'VALUE_NOT_FOUND',
    });
  });

  it('tells the whole story to a late watcher, and the rest to one that resumes', async () => {
    const one = await open();
    const { execution } = await one.start(chain(2, 'tool', { tool: 'echo', arguments: {} }), {}, { waitMs: 5_000 });
    const all = await frames(one, execution.id);
    expect(all.map(({ type }) => type)).toEqual([
      'execution_started',
      'node_started',
      'node_completed',
      'node_started',
      'node_completed',
      'node_started',
      'node_completed',
      'node_started',
      'node_completed',
      'execution_completed',
    ]);
    const ids = all.map(({ id }) => id).filter((id) => id !== undefined);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const tail = await frames(one, execution.id, (ids.at(-1) as number) - 1);
    expect(tail.at(-1)?.type).toBe('execution_completed');
    expect(tail.length).toBeLessThan(all.length);
  });

  it('streams text to watchers while a step runs', async () => {
    let worker: Parameters<Perform>[1] | undefined;
    let token = '';
    const one = await open((task, end) => ((worker = end), (token = task.token), null));
    const { execution } = await one.start(workflow([node('l', 'llm', { model: 'scripted/x', prompt: 'p' })], ['start -> l -> end']));
    const stop = new AbortController();
    const texts: string[] = [];
    for await (const frame of one.service.watch({ org: ORG, executionId: execution.id, fromSeq: 1, signal: stop.signal })) {
      if (frame.type === 'node_started' && frame.payload['path'] === 'l')
        for (const text of ['Hel', 'lo']) worker?.send({ type: 'delta', token, index: 0, text });
      if (frame.type === 'node_output_delta') texts.push(frame.payload['text'] as string);
      if (texts.join('') === 'Hello') stop.abort();
    }
    expect(texts.join('')).toBe('Hello');
  });

  it('pauses, resumes and stops by command', async () => {
    const waiting: (() => void)[] = [];
    const one = await open(() => new Promise((resolve) => waiting.push(() => resolve(completed(1)))));
    const { execution } = await one.start(chain(2, 'tool', { tool: 'echo', arguments: {} }));
    const ref = { org: ORG, executionId: execution.id };
    expect(await one.service.pause({ ...ref, by: 'a' })).toMatchObject({ status: 'running', phase: 'pausing' });
    waiting.shift()?.();
    await until(one, execution.id, (view) => view.status === 'paused');
    expect(waiting).toHaveLength(0);
    expect(await one.service.resume({ ...ref, by: 'a' })).toMatchObject({ status: 'running' });
    expect(await one.service.stop({ ...ref, by: 'a' })).toMatchObject({ status: 'stopped' });
    await expect(one.service.pause({ ...ref, by: 'a' })).rejects.toMatchObject({ code: 'EXECUTION_ENDED' });
  });

  it('lists what it runs, at most a second late, with filters and pages', async () => {
    const one = await open();
    const definition = chain(1, 'tool', { tool: 'echo', arguments: {} });
    const started = [];
    for (let i = 0; i < 5; i++)
      started.push((await one.start(definition, {}, { waitMs: 5_000, tags: i % 2 === 0 ? ['even'] : [] })).execution.id);
    await one.coordinator.projector.settled();
    const page = await one.service.list({ org: ORG, limit: 3 });
    expect(page.items.map(({ id }) => id)).toEqual([...started].reverse().slice(0, 3));
    const rest = await one.service.list({ org: ORG, limit: 3, cursor: page.nextCursor as string });
    expect(rest.items).toHaveLength(2);
    expect((await one.service.list({ org: ORG, limit: 10, tag: 'even' })).items).toHaveLength(3);
    expect((await one.service.list({ org: ORG, limit: 10, status: ['running'] })).items).toHaveLength(0);
  });

  it('shows attempts and steps of a node, and the history in order', async () => {
    let attempt = 0;
    const one = await open((task, worker) => {
      attempt++;
      if (attempt === 1) return { status: 'failed', error: { code: 'TOOL_FAILED', message: 'first', retryable: true } };
      const step = {
        index: 0,
        generation: 0,
        kind: 'model',
        name: 'scripted/x',
        effect: 'read',
        requestHash: 'h',
        request: { value: 'q' },
        response: { value: 'a' },
        attempt: 2,
        startedAt: 1,
        endedAt: 2,
        usage: { inputTokens: 3, outputTokens: 4, cost: '0.5' },
      } as const;
      worker.send({ type: 'step', id: 77, token: task.token, step });
      return completed('done');
    });
    const { execution } = await one.start(
      workflow([node('l', 'llm', { model: 'scripted/x', prompt: 'p' }, { retry: { initialDelaySeconds: 0 } })], ['start -> l -> end']),
      {},
      { waitMs: 5_000 },
    );
    const detail = await one.service.node({ org: ORG, executionId: execution.id, path: 'l' });
    expect(detail.attempts.map(({ attempt: number, status }) => [number, status])).toEqual([
      [1, 'failed'],
      [2, 'completed'],
    ]);
    expect(detail.steps).toMatchObject([{ name: 'scripted/x', request: 'q', response: 'a' }]);
    expect(execution.usage).toEqual({ inputTokens: 3, outputTokens: 4, cost: '0.5' });
    const history = await one.service.history({ org: ORG, executionId: execution.id, limit: 100 });
    expect(history.items.map(({ seq }) => seq)).toEqual(history.items.map((_, i) => i + 1));
  });

  it('runs a fan-out of 100 as a few commits', async () => {
    const one = await open((task) => completed(task.bindings['item'] ? 1 : 0));
    const each = node('each', 'map', { items: 'input.list' }, { body: body([echo('t')], ['start -> t -> end']) });
    const { execution } = await one.start(
      workflow([each], ['start -> each -> end']),
      { list: Array.from({ length: 100 }, (_, i) => i) },
      { waitMs: 10_000 },
    );
    expect(execution).toMatchObject({ status: 'completed' });
    expect(execution.version).toBeLessThan(12);
  });
});
