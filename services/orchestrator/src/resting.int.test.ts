import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, node, workflow } from '@agentflow/testkit';
import { ORG, startOrchestrator } from './testing/start-orchestrator.js';

describe('executions that wait', () => {
  it('stay in memory by the hundred, not by the thousand, and the others go on when what they wait for comes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agentflow-resting-'));
    const one = await startOrchestrator(folder, () => null);
    const { hot, wakeUps } = one.coordinator;
    const asking = workflow([node('ask', 'human', { prompt: 'p', schema: { type: 'integer' } })], ['start -> ask -> end']);
    const timed = workflow([node('rest', 'wait', { seconds: 8 })], ['start -> rest -> end'], { name: 'timed' });
    const first = (await one.start(asking)).execution.id;
    const woken = (await one.start(timed)).execution.id;
    const count = 1_500;
    await Promise.all(Array.from({ length: count }, () => one.start(asking)));
    await eventually(() => hot.size <= 300 && [first, woken].every((id) => hot.peek(id as never) === undefined));
    console.log(`${count + 2} executions wait, ${hot.size} are in memory`);
    expect(wakeUps.size).toBeLessThanOrEqual(1);
    const answered = await one.service.answer({ org: ORG, executionId: first, path: 'ask', value: 7, by: 'someone' });
    expect(answered.status).toBe('completed');
    const ended = async (): Promise<boolean> => (await one.service.get({ org: ORG, executionId: woken })).status === 'completed';
    for (let done = await ended(); !done; done = await ended()) await new Promise((resolve) => setTimeout(resolve, 20));
    await one.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);
});
