import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orgId, type OrgId } from '@agentflow/core';
import { COLLECTIONS, type FrozenDocument } from '@agentflow/ports';
import { node, workflow } from '@agentflow/testkit';
import { completed, ORG, startOrchestrator, type RunningOrchestrator } from './testing/start-orchestrator.js';

const OTHER = orgId('bolt');
const definition = workflow([node('work', 'tool', { tool: 'echo', arguments: {} })], ['start -> work -> end']);
let dataDir: string;
let running: RunningOrchestrator | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'agentflow-fair-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});
/** Starts executions of an org; their tasks wait once it has answered. */
async function startFor(one: RunningOrchestrator, org: OrgId, count: number, priority = 0): Promise<Promise<string>[]> {
  const digest = await one.freeze(definition);
  const document = await one.stores.documents.get<FrozenDocument>(ORG, COLLECTIONS.frozen, digest);
  if (org !== ORG) await one.stores.documents.put(org, COLLECTIONS.frozen, digest, document!.value);
  const before = one.coordinator.dispatch.queued;
  const ends = Array.from({ length: count }, async () => {
    const { execution } = await one.start(definition, {}, { org, priority, waitMs: 30_000 });
    return execution.status;
  });
  while (one.coordinator.dispatch.queued < before + count) await new Promise((resolve) => setImmediate(resolve));
  return ends;
}

describe('workers shared by orgs', () => {
  it('take turns among them, urgent executions first', async () => {
    const order: string[] = [];
    const one = await startOrchestrator(dataDir, ({ org }) => (order.push(org), completed(null)), { slots: 0 });
    running = one;
    const ends = [...(await startFor(one, ORG, 12)), ...(await startFor(one, OTHER, 2)), ...(await startFor(one, orgId('core'), 1, 50))];
    expect(new Map(one.coordinator.dispatch.queuedByOrg())).toEqual(
      new Map([
        [ORG, 12],
        [OTHER, 2],
        [orgId('core'), 1],
      ]),
    );
    one.grant(1);
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['completed']));
    expect(order.slice(0, 6)).toEqual(['core', ORG, OTHER, ORG, OTHER, ORG]);
    expect(order).toHaveLength(15);
    expect(one.coordinator.dispatch.queued).toBe(0);
    expect(one.faults).toEqual([]);
  });
  it('are given only what they can do: the rest waits for one that can', async () => {
    const one = await startOrchestrator(dataDir, () => completed(null), { capabilities: ['agent@1'] });
    running = one;
    const [end] = await startFor(one, ORG, 1);
    expect(one.coordinator.dispatch.running).toBe(0);
    const able = await one.link.connect();
    able.onMessage((message) => {
      if (message.type === 'task') able.send({ type: 'result', id: 1, token: message.task.token, outcome: completed({ by: 'the other' }) });
    });
    able.send({ type: 'hello', worker: 'able', capabilities: ['tool@1', 'domain:*'], running: [], unacked: [] });
    able.send({ type: 'grant', slots: 1 });
    expect(await end).toBe('completed');
    able.close();
  });
});
