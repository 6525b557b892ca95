import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLIC_EVENTS_TOPIC } from '@agentflow/core';
import { eventually, node, workflow } from '@agentflow/testkit';
import { completed, startOrchestrator, type RunningOrchestrator } from './testing/start-orchestrator.js';

describe('emit', () => {
  let folder: string;
  let running: RunningOrchestrator | undefined;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'orchestrator-emit-'))));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  it('publishes a CloudEvent of its own type, small and large, each under the number of its event', async () => {
    running = await startOrchestrator(folder, () => completed(null));
    const heard: { type: string; id: string; data: unknown; subject: string }[] = [];
    await running.stores.bus.subscribe(
      PUBLIC_EVENTS_TOPIC,
      'test',
      async (messages) => void heard.push(...messages.map(({ value }) => JSON.parse(value) as (typeof heard)[number])),
      { from: 'earliest' },
    );
    const { execution } = await running.start(
      workflow(
        [
          node('small', 'emit', { type: 'com.example.paid', data: { sum: '{{ input.sum }}' } }),
          node('large', 'emit', { type: 'com.example.report', data: '{{ input.text }}' }),
        ],
        ['start -> small -> large -> end'],
      ),
      { sum: 3, text: 'x'.repeat(40_000) },
    );
    await eventually(() => heard.some(({ type }) => type === 'agentflow.execution.completed.v1'));
    const own = heard.filter(({ type }) => type.startsWith('com.example.'));
    expect(own).toEqual([
      expect.objectContaining({ type: 'com.example.paid', data: { sum: 3 }, subject: execution.id }),
      expect.objectContaining({ type: 'com.example.report', data: { $ref: expect.stringContaining('sha256:') as string, size: 40_002 } }),
    ]);
    for (const { id } of own) expect(id).toMatch(new RegExp(`^${execution.id}:[0-9]+$`));
  });
});
