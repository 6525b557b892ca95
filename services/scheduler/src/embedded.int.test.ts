import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAesVault, createIdSource, createSystemClock, openEmbeddedStores, type EmbeddedStores } from '@agentflow/adapters';
import type { Json } from '@agentflow/core';
import { COLLECTIONS } from '@agentflow/ports';
import { silentLogger } from '@agentflow/service-kit';
import { eventually } from '@agentflow/testkit';
import { composeScheduler, type SchedulerParts } from './compose.js';
import { call, createStarts, ORG, type Starts } from './testing/world.js';

const clock = createSystemClock();
const vault = createAesVault(Buffer.alloc(32, 7));
/** The real clock decides when a second is over. */
const soon = (holds: () => boolean): Promise<void> => eventually(holds, () => new Promise((resolve) => setTimeout(resolve, 10)));
const TRIGGERS = [
  { id: 'tick', type: 'schedule', config: { cron: '* * * * * *' }, input: { at: '{{ trigger.at }}' } },
  { id: 'inbox', type: 'webhook', config: { credential: 'token' } },
];
/** The whole service as all-in-one composes it, on its real stores and the real clock. */
async function open(
  folder: string,
  starts: Starts,
): Promise<{ stores: EmbeddedStores; parts: SchedulerParts; crash(): Promise<void>; close(): Promise<void> }> {
  const ids = createIdSource();
  const stores = await openEmbeddedStores({ dataDir: folder, durability: 'buffered', clock, ids });
  const parts = composeScheduler({
    documents: stores.documents,
    keyValue: stores.keyValue,
    executions: starts.executions,
    bus: stores.bus,
    freeze: async (_org, workflowId, revision) => ({ workflowId, workflowName: 'W', revision, digest: 'd', inputs: {} }),
    unsealer: vault,
    clock,
    ids,
    baseUrl: () => 'http://127.0.0.1:1',
    logger: silentLogger(),
  });
  await parts.lifecycle.start();
  return {
    stores,
    parts,
    async crash() {
      await stores.crashThreads();
      await parts.lifecycle.stop().catch(() => undefined);
      await stores.close().catch(() => undefined);
    },
    async close() {
      await parts.lifecycle.stop();
      await stores.close();
    },
  };
}
describe('the scheduler on the embedded stores', () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentflow-scheduler-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('fires on time, survives the crash of its store between start and record, and keeps hooks and credentials', async () => {
    const starts = createStarts();
    let world = await open(folder, starts);
    const sealed = vault.seal(ORG, 'cred', 1, 'tok-0123456789');
    await world.stores.documents.put(
      ORG,
      COLLECTIONS.credentials,
      'cred',
      { key: 'token', type: 'bearer', hosts: [], version: 1, sealed, createdBy: 'me' },
      { unique: { key: 'token' } },
    );
    await world.parts.service.sync({
      org: ORG,
      workflowId: 'wf',
      workflowName: 'W',
      revision: 1,
      digest: 'd',
      triggers: TRIGGERS as unknown as Json,
    });
    const { hookId } = await world.parts.service.get({ org: ORG, trigger: 'wf.inbox' });
    await soon(() => starts.created.length >= 2);

    // the store dies while a start is under way: the start stands, its record does not
    const { start } = starts.executions;
    let crashed: Promise<void> | undefined;
    (starts.executions as { start: typeof start }).start = async (request) => {
      const answer = await start(request);
      crashed ??= world.crash();
      return answer;
    };
    await soon(() => crashed !== undefined);
    await crashed;
    (starts.executions as { start: typeof start }).start = start;
    const before = starts.created.length;
    const repeatedBefore = starts.requests.length - before;
    world = await open(folder, starts);
    await soon(() => starts.created.length >= before + 2);
    const keys = starts.created.map((request) => request.startKey!.key);
    console.log(`${keys.length} fires, ${starts.requests.length - starts.created.length - repeatedBefore} asked for again after the crash`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(starts.requests.length - starts.created.length).toBeGreaterThan(repeatedBefore);

    await world.parts.service.setEnabled({ org: ORG, trigger: 'wf.tick', enabled: false, by: 'me' });
    expect((await world.parts.service.list({ org: ORG, page: 1, pageSize: 10 })).items.map((item) => item.id)).toEqual([
      'wf.inbox',
      'wf.tick',
    ]);
    const answer = await world.parts.service.webhook(call(hookId!, '{}', { headers: { authorization: 'Bearer tok-0123456789' } }));
    expect(answer.status).toBe('accepted');
    await expect(world.parts.service.webhook(call(hookId!, '{}', { headers: { authorization: 'Bearer other' } }))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await world.close();
    world = await open(folder, starts);
    expect((await world.parts.service.get({ org: ORG, trigger: 'wf.inbox' })).lastFire?.executionId).toBe(answer.executionId);
    await world.close();
  });
});
