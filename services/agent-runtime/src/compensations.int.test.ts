import { COLLECTIONS } from '@agentflow/ports';
import { node, workflow } from '@agentflow/testkit';
import { ORG, startRuntime, type RunningRuntime } from './testing/start-runtime.js';

const undo = { tool: 'memory_set', arguments: { key: '{{ compensated.input.key }}', value: 'undone {{ compensated.output }}' } };
const definition = workflow(
  [
    node('a', 'agent', {
      model: 'scripted/works',
      tools: ['memory_set', 'calculator'],
      input: 'go',
      compensations: { memory_set: undo },
    }),
    node('charge', 'tool', { tool: 'echo', arguments: {} }, { compensation: 'refund' }),
    node('refund', 'tool', {
      tool: 'echo',
      arguments: { of: '{{ compensated.output.id }}', for: '{{ compensated.input.arguments.sum }}' },
    }),
  ],
  ['start -> a -> charge -> end'],
);

describe('compensations', () => {
  let running: RunningRuntime;
  afterEach(() => running.stop());

  it('are recorded with the calls of the tools that the agent names, templates and all, and with no others', async () => {
    running = await startRuntime();
    const call = (name: string, args: object) => ({ reply: { toolCalls: [{ name, arguments: args }] } });
    await running.documents.put(ORG, COLLECTIONS.modelScripts, 'works', {
      name: 'works',
      script: [
        { when: 'turn == 0', ...call('memory_set', { key: 'k', value: 'v' }) },
        { when: 'turn == 1', ...call('calculator', { expression: '1 + 1' }) },
        { reply: { text: 'done' } },
      ],
    } as never);
    const task = running.coordinator.send(definition, 'a');
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'completed', output: { value: { text: 'done' } } });
    const tools = running.coordinator.steps(task.token).filter(({ kind }) => kind === 'tool');
    expect(tools.map(({ name, compensation }) => [name, compensation])).toEqual([
      ['memory_set', undo],
      ['calculator', undefined],
    ]);
  });

  it('of a call are made by the worker in the place of the agent, as a recorded call of their own', async () => {
    running = await startRuntime();
    const task = running.coordinator.send(definition, 'a[undo1]', {
      call: { tool: 'memory_set', arguments: { value: { key: 'k', value: 'undone' } } },
    });
    expect(await running.coordinator.outcomeOf(task.token)).toMatchObject({ status: 'completed' });
    expect(running.coordinator.steps(task.token)).toMatchObject([
      { kind: 'tool', name: 'memory_set', request: { value: { key: 'k', value: 'undone' } } },
    ]);
    expect(
      await running.coordinator.perform(definition, 'a[undo1]', { call: { tool: 'nothing', arguments: { value: {} } } }),
    ).toMatchObject({ status: 'failed', error: { code: 'TOOL_NOT_FOUND' } });
  });

  it('of a node see what it worked with and what came of it', async () => {
    running = await startRuntime();
    const bindings = {
      compensated: {
        kind: 'compensated' as const,
        input: { value: { tool: 'echo', arguments: { sum: 5 } } },
        output: { value: { id: 'c1' } },
      },
    };
    for (const path of ['refund', 'refund[charge]'])
      expect(await running.coordinator.perform(definition, path, { bindings })).toMatchObject({ output: { value: { of: 'c1', for: 5 } } });
  });
});
