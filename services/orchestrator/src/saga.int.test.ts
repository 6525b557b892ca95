import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type RunningOrchestrator } from './testing/start-orchestrator.js';

const echo = (id: string, rest = {}) => node(id, 'tool', { tool: 'echo', arguments: {} }, { effect: 'at_least_once', ...rest });

describe('the orchestrator and what lasts', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-saga-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });
  const trip = () =>
    workflow(
      [
        echo('flight', { compensation: 'cancelFlight' }),
        echo('hotel', { compensation: 'cancelHotel' }),
        echo('pay', { retry: { maxAttempts: 1 } }),
        node('cancelFlight', 'tool', { tool: 'echo', arguments: { ref: '{{ compensated.output }}' } }, { effect: 'at_least_once' }),
        echo('cancelHotel'),
      ],
      ['start -> flight -> hotel -> pay -> end'],
    );

  it('undoes latest first, tells the worker what is undone, and goes on with it after the process was replaced in the middle', async () => {
    const done: string[] = [];
    running = await startOrchestrator(folder, (task) => {
      done.push(task.path);
      if (task.path === 'pay') return { status: 'failed', error: { code: 'CARD_REFUSED', message: 'no', retryable: false } };
      return task.path.startsWith('cancel') ? null : completed(`ref of ${task.path}`);
    });
    const { execution } = await running.start(trip());
    await running.heard((message) => message.type === 'task' && message.task.path === 'cancelHotel');
    const before = await running.service.get({ org: ORG, executionId: execution.id });
    expect(before).toMatchObject({ status: 'running', phase: 'compensating' });
    await running.stop();

    const seen: unknown[] = [];
    running = await startOrchestrator(folder, (task) => {
      seen.push([task.path, task.bindings]);
      return completed(null);
    });
    const { service } = running;
    await eventually(async () => (await service.get({ org: ORG, executionId: execution.id })).status === 'failed');
    expect(done).toEqual(['flight', 'hotel', 'pay', 'cancelHotel']);
    expect(seen).toEqual([
      ['cancelHotel', {}],
      [
        'cancelFlight',
        { compensated: { kind: 'compensated', input: { value: { tool: 'echo', arguments: {} } }, output: { value: 'ref of flight' } } },
      ],
    ]);
    const after = await service.get({ org: ORG, executionId: execution.id });
    expect(after).toMatchObject({ phase: null, error: { code: 'CARD_REFUSED', path: 'pay' } });
    expect(Object.fromEntries((after.nodes ?? []).map(({ path, status }) => [path, status]))).toMatchObject({
      flight: 'compensated',
      hotel: 'compensated',
      pay: 'failed',
      cancelFlight: 'completed',
      cancelHotel: 'completed',
    });
  });

  it('undoes a completed execution by command, also after a restart', async () => {
    running = await startOrchestrator(folder, () => completed('ref'));
    const { execution } = await running.start(
      workflow([echo('flight', { compensation: 'cancelFlight' }), echo('cancelFlight')], ['start -> flight -> end']),
      {},
      { waitMs: 5_000 },
    );
    expect(execution.status).toBe('completed');
    await running.stop();
    running = await startOrchestrator(folder, () => completed(null));
    const { service } = running;
    await service.compensate({ org: ORG, executionId: execution.id, by: 'test' });
    await eventually(async () => (await service.get({ org: ORG, executionId: execution.id })).status === 'stopped');
    expect(await service.compensate({ org: ORG, executionId: execution.id, by: 'test' })).toMatchObject({ status: 'stopped' });
  });

  it('keeps signals that came before their node through a restart, each id once', async () => {
    const definition = workflow(
      [
        node('ask', 'human', { prompt: '?', schema: {} }),
        node('s1', 'signal', { name: 'go' }),
        node('s2', 'signal', { name: 'go' }),
        node('end', 'end', { output: '{{ [s1.output, s2.output] }}' }),
      ],
      ['start -> ask -> s1 -> s2 -> end'],
    );
    running = await startOrchestrator(folder, () => completed(null));
    const { execution } = await running.start(definition);
    const ref = { org: ORG, executionId: execution.id, name: 'go', by: 'test' };
    await running.service.signal({ ...ref, payload: 'first', id: 'one' });
    await running.service.signal({ ...ref, payload: 'x'.repeat(40_000), id: 'two' });
    await running.stop();
    running = await startOrchestrator(folder, () => completed(null));
    await running.service.signal({ ...ref, payload: 'again', id: 'one' });
    const view = await running.service.answer({ org: ORG, executionId: execution.id, path: 'ask', value: null, by: 'test' });
    const { service } = running;
    await eventually(async () => (await service.get({ org: ORG, executionId: view.id })).status === 'completed');
    const { output } = await service.get({ org: ORG, executionId: view.id });
    expect(output).toMatchObject({ $ref: expect.stringContaining('sha256:') as string });
    const value = await service.value({ org: ORG, executionId: view.id, digest: (output as { $ref: string }).$ref });
    expect(JSON.parse(value.json)).toEqual(['first', 'x'.repeat(40_000)]);
    await expect(service.signal({ ...ref, payload: 1, id: 'late' })).rejects.toMatchObject({ code: 'EXECUTION_ENDED' });
  });
});
