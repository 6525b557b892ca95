import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionView, Json } from '@agentflow/core';
import { body, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type Perform, type RunningOrchestrator } from './testing/start-orchestrator.js';

const echo = (id: string) => node(id, 'tool', { tool: 'echo', arguments: { at: '{{ index }}' } });
const out = (output: Json) => node('end', 'end', { output });

describe('containers in the orchestrator', () => {
  let folder: string;
  const running: RunningOrchestrator[] = [];
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'containers-'))));
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const open = async (perform: Perform = () => completed({ ok: true })): Promise<RunningOrchestrator> => {
    const one = await startOrchestrator(folder, perform);
    running.push(one);
    return one;
  };
  const get = (one: RunningOrchestrator, id: string): Promise<ExecutionView> => one.service.get({ org: ORG, executionId: id });
  async function ended(one: RunningOrchestrator, id: string): Promise<ExecutionView> {
    const { signal } = new AbortController();
    for await (const frame of one.service.watch({ org: ORG, executionId: id, fromSeq: 1, signal })) void frame;
    return get(one, id);
  }
  /** Tries until it is answered: the store comes back by itself. */
  async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if ((error as { code?: string }).code !== 'UNAVAILABLE') throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
  const counting = (times: number) =>
    workflow(
      [
        node('again', 'loop', { times, maxIterations: times }, { body: body([out('{{ index }}')], ['start -> end']) }),
        out('{{ size(again.output) }}'),
      ],
      ['start -> again -> end'],
    );

  it('run 20,000 inline iterations in many commits, each of bounded size, and let others in between', async () => {
    const one = await open();
    const { execution } = await one.start(counting(20_000));
    // Another one is answered long before the loop is at its end: a decision does not hold the process for its whole length.
    const other = await one.start(workflow([echo('a')], ['start -> a -> end']), {}, { waitMs: 30_000 });
    expect(other.execution.status).toBe('completed');
    expect(await ended(one, execution.id)).toMatchObject({ status: 'completed', output: 20_000 });
    let commits = 0;
    let most = 0;
    for await (const commit of one.stores.executions.read(ORG, execution.id as never, 0)) {
      commits++;
      most = Math.max(most, commit.events.length);
    }
    console.info(`20,000 iterations in ${commits} commits, at most ${most} events in one`);
    expect(commits).toBeGreaterThan(10);
    expect(most).toBeLessThan(7_000);
    expect(one.faults).toEqual([]);
  }, 60_000);

  it('go on after the store has died, and after a restart, while inline work had yielded', async () => {
    const first = await open();
    const { execution } = await first.start(counting(6_000));
    await first.stores.crashThreads();
    const other = await eventually(() => first.start(workflow([echo('a')], ['start -> a -> end']), {}, { waitMs: 30_000 }));
    expect(other.execution.status).toBe('completed');
    const cut = await get(first, execution.id);
    for (const one of running.splice(0)) await one.stop();
    const second = await open();
    expect(await ended(second, execution.id)).toMatchObject({ status: 'completed', output: 6_000 });
    console.info(`the store died and the process was restarted at version ${cut.version}, status ${cut.status}`);
    expect(cut.status).toBe('running');
  }, 60_000);

  it('tell workers which body of a state machine their task lies in', async () => {
    const tasks: unknown[] = [];
    const one = await open((task) => {
      tasks.push([task.path, task.phases]);
      return completed({ ok: true });
    });
    const held = (id: string): Json => body([echo(id)], [`start -> ${id} -> end`]) as unknown as Json;
    const each = node('each', 'map', { items: '[1]' }, { body: body([echo('same')], ['start -> same -> end']) });
    const states = {
      a: { entry: held('same'), body: body([each], ['start -> each -> end']) as unknown as Json, on: [{ event: 'done', target: 'b' }] },
      b: { final: true, body: held('same') },
    };
    const definition = workflow([node('order', 'statemachine', { initial: 'a', states }), echo('last')], ['start -> order -> last -> end']);
    const { execution } = await one.start(definition, {}, { waitMs: 10_000 });
    expect(execution.status).toBe('completed');
    expect(tasks).toEqual([
      ['order[0]/same', [{ state: 'a', phase: 'entry' }]],
      ['order[1]/each[0]/same', [{ state: 'a', phase: 'body' }]],
      ['order[2]/same', [{ state: 'b', phase: 'body' }]],
      ['last', undefined],
    ]);
    expect(await one.service.node({ org: ORG, executionId: execution.id, path: 'order[2]/same' })).toMatchObject({
      id: 'same',
      input: { tool: 'echo' },
    });
  });

  it('take items while a map runs, large lists and bare ids included, and say why not where they cannot', async () => {
    const one = await open((task) => (task.path.endsWith('[0]/work') ? null : completed(task.path)));
    const definition = workflow(
      [
        node(
          'each',
          'map',
          { items: '["first"]', closeOn: 'enough', concurrency: 100 },
          { body: body([echo('work')], ['start -> work -> end']) },
        ),
        out('{{ size(each.output) }}'),
      ],
      ['start -> each -> end'],
    );
    const { execution } = await one.start(definition);
    const about = { org: ORG, executionId: execution.id, by: 'me' };
    const list = Array.from({ length: 300 }, (_, index) => ({ index, text: 'x'.repeat(1_000) }));
    await one.service.addItems({ ...about, path: 'each', items: list, id: 'once' });
    await one.service.addItems({ ...about, path: 'each', items: list, id: 'once' });
    const { signal } = new AbortController();
    for await (const { payload } of one.service.watch({ org: ORG, executionId: execution.id, fromSeq: 1, signal }))
      if (payload['path'] === 'each[300]/start') break;
    const detail = await one.service.node({ org: ORG, executionId: execution.id, path: 'each[300]/start' });
    expect(detail.output).toEqual(list[299]);
    await expect(one.service.addItems({ ...about, path: 'nowhere', items: [1] })).rejects.toMatchObject({ code: 'NODE_NOT_FOUND' });
    await one.service.signal({ ...about, name: 'enough', payload: null });
    await expect(one.service.addItems({ ...about, path: 'each', items: [1] })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await get(one, execution.id)).status).toBe('running');
    expect((await one.service.stop(about)).status).toBe('stopped');
  });

  it('show what a state machine waits for, and take the signal', async () => {
    const one = await open();
    const states = {
      a: { on: [{ event: 'go', target: 'b' }], after: [{ seconds: 3_600, target: 'b' }] },
      b: { final: true, body: body([out('{{ event }}')], ['start -> end']) as unknown as Json },
    };
    const { execution } = await one.start(
      workflow([node('order', 'statemachine', { initial: 'a', states }), out('{{ order.output }}')], ['start -> order -> end']),
    );
    expect((await get(one, execution.id)).waiting).toEqual([
      { path: 'order', kind: 'signal', signals: ['go'], state: 'a', expiresAt: expect.any(String) as string },
    ]);
    expect(await one.service.node({ org: ORG, executionId: execution.id, path: 'order' })).toMatchObject({
      state: 'a',
      input: { state: 'a', event: null },
    });
    await one.service.signal({ org: ORG, executionId: execution.id, name: 'go', payload: { n: 1 }, by: 'me' });
    expect(await ended(one, execution.id)).toMatchObject({ status: 'completed', output: { n: 1 }, waiting: [] });
  });
});
