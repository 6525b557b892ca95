import type { Json } from '@agentflow/core';
import { COLLECTIONS } from '@agentflow/ports';
import { createFakeClock } from '@agentflow/testkit';
import { call, createWorld, ORG, turn } from './testing/world.js';

const hook = { id: 'inbox', type: 'webhook', config: { auth: 'none' } };
const tick = { id: 'tick', type: 'schedule', config: { cron: '0 * * * *' } };
const event = { id: 'orders', type: 'event', config: { topic: 'orders' } };
const HOUR = 3_600_000;

describe('triggers of a released revision', () => {
  it('are listed with what people need to use them', async () => {
    const world = createWorld({ fake: createFakeClock(Date.parse('2026-11-21T10:00:00Z')) });
    await world.sync([hook, tick, event]);
    await world.sync([hook], 'other');
    const all = await world.service.list({ org: ORG, page: 1, pageSize: 50 });
    expect(all).toMatchObject({ page: 1, pageSize: 50, total: 4 });
    expect(all.items.map((item) => item.id)).toEqual(['other.inbox', 'wf.inbox', 'wf.orders', 'wf.tick']);
    const [, inbox, orders, ticking] = all.items;
    expect(inbox!.hookUrl).toBe(`http://127.0.0.1:8420/hooks/${encodeURIComponent(inbox!.hookId!)}`);
    expect(inbox!.hookId!.length).toBeGreaterThan(30);
    expect(ticking).toMatchObject({ nextFireAt: '2026-11-21T11:00:00.000Z', hookId: null, hookUrl: null, lastFire: null, enabled: true });
    expect(orders).toMatchObject({ type: 'event', nextFireAt: null, config: { topic: 'orders' } });
    expect((await world.service.list({ org: ORG, page: 2, pageSize: 3 })).items.map((item) => item.id)).toEqual(['wf.tick']);
    expect((await world.service.list({ org: ORG, page: 1, pageSize: 9, workflowId: 'other' })).total).toBe(1);
  });
  it('keep their address while the workflow lives, also through revisions that do not declare them', async () => {
    const world = createWorld();
    await world.sync([hook]);
    const { hookId } = await world.view('wf.inbox');
    await world.sync([{ ...hook, config: { auth: 'none', respond: 'result' } }], 'wf', 2);
    expect((await world.view('wf.inbox')).hookId).toBe(hookId);
    await world.sync([tick], 'wf', 3);
    await expect(world.view('wf.inbox')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.service.webhook(call(hookId!))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.sync([hook], 'wf', 2);
    expect((await world.view('wf.inbox')).hookId).toBe(hookId);
    expect((await world.service.webhook(call(hookId!))).status).toBe('accepted');
  });
  it('are gone when the workflow is', async () => {
    const world = createWorld();
    await world.sync([hook, tick]);
    await world.lifecycle.start();
    await world.sync(null, 'wf', null);
    expect((await world.service.list({ org: ORG, page: 1, pageSize: 9 })).total).toBe(0);
    expect((await world.documents.scan(COLLECTIONS.triggers, null, 10)).items).toEqual([]);
    await world.pass(2 * HOUR);
    expect(world.starts.requests).toEqual([]);
  });
  it('run the revision that is released', async () => {
    const world = createWorld();
    await world.sync([tick]);
    await world.lifecycle.start();
    await world.pass(HOUR);
    await world.sync([tick], 'wf', 2);
    await world.pass(HOUR);
    expect(world.starts.created.map((request) => request.revision)).toEqual([1, 2]);
  });
  it('keep a planned instant through a publish that leaves the schedule as it is, and plan anew when it changes', async () => {
    const world = createWorld({ fake: createFakeClock(Date.parse('2026-11-21T10:00:00Z')) });
    await world.sync([tick]);
    world.fake.advance(HOUR); // due, nobody runs yet
    await world.sync([{ ...tick, config: { cron: '0 * * * *', timeZone: 'UTC', missed: 'one' } }], 'wf', 2);
    expect((await world.view('wf.tick')).nextFireAt).toBe('2026-11-21T11:00:00.000Z');
    await world.sync([{ ...tick, config: { cron: '30 * * * *' } }], 'wf', 3);
    expect((await world.view('wf.tick')).nextFireAt).toBe('2026-11-21T11:30:00.000Z');
  });
  it('switched off by a person stay off through publishes, until the definition itself changes its word', async () => {
    const world = createWorld();
    await world.sync([tick]);
    await world.lifecycle.start();
    expect(await world.service.setEnabled({ org: ORG, trigger: 'wf.tick', enabled: false, by: 'me' })).toMatchObject({
      enabled: false,
      nextFireAt: null,
    });
    await world.pass(2 * HOUR);
    await world.sync([tick], 'wf', 2);
    await world.pass(2 * HOUR);
    expect(world.starts.requests).toEqual([]);
    expect(await world.service.setEnabled({ org: ORG, trigger: 'wf.tick', enabled: true, by: 'me' })).toMatchObject({
      enabled: true,
      nextFireAt: '2026-01-01T05:00:00.000Z',
    });
    await world.pass(HOUR);
    expect(world.starts.created).toHaveLength(1);
    await world.sync([{ ...tick, enabled: false }], 'wf', 3);
    expect((await world.view('wf.tick')).enabled).toBe(false);
    await world.sync([tick], 'wf', 4);
    expect((await world.view('wf.tick')).enabled).toBe(true);
  });
  it('list everything that is wrong, and leave what was as it was', async () => {
    const world = createWorld();
    await world.sync([hook]);
    const wrong = [
      { id: 'a', type: 'schedule', config: { cron: '61 * * * *', timeZone: 'Mars/Base' } },
      { id: 'b', type: 'webhook', config: {} },
      { id: 'c', type: 'webhook', config: { auth: 'none', dedupe: 'trigger.body.', respond: 'never' }, input: { x: '{{ nonsense( }}' } },
      { id: 'c', type: 'webhook', config: { auth: 'none', credential: 'x' } },
    ];
    const error = await world
      .sync(wrong as unknown as Json, 'wf', 2)
      .catch((caught: unknown) => caught as { code: string; problems: { pointer: string }[] });
    expect(error).toMatchObject({ code: 'DEFINITION_INVALID' });
    expect((error as { problems: { pointer: string }[] }).problems.map((problem) => problem.pointer).sort()).toEqual(
      [
        '/triggers/0/config/cron',
        '/triggers/0/config/timeZone',
        '/triggers/1/config',
        '/triggers/2/config/respond',
        '/triggers/2/input',
        '/triggers/3/config',
        '/triggers/3/id',
      ].sort(),
    );
    expect((await world.service.list({ org: ORG, page: 1, pageSize: 9 })).items).toMatchObject([{ id: 'wf.inbox', revision: 1 }]);
    await expect(world.sync('nonsense')).rejects.toMatchObject({ code: 'DEFINITION_INVALID' });
    await expect(world.sync([{ id: '__proto__', type: 'webhook' }])).rejects.toMatchObject({ code: 'DEFINITION_INVALID' });
  });
  it('syncs of one workflow that come together end as the last of them', async () => {
    const world = createWorld();
    await Promise.all([1, 2, 3, 4, 5].map((revision) => world.sync([hook, { ...tick, id: `tick${revision}` }], 'wf', revision)));
    const { items } = await world.service.list({ org: ORG, page: 1, pageSize: 9 });
    expect(items.map((item) => [item.id, item.revision])).toEqual([
      ['wf.inbox', 5],
      ['wf.tick5', 5],
    ]);
  });
  it('fire by hand, each kind with what it stands for, also when switched off', async () => {
    const world = createWorld();
    await world.sync([hook, tick, { ...event, enabled: false }]);
    const fire = (trigger: string, body?: string) =>
      world.service.fire({ org: ORG, trigger, by: 'me', ...(body === undefined ? {} : { event: body }) });
    expect(await fire('wf.tick')).toEqual({ executionId: 'exe-1' });
    await fire('wf.tick');
    await fire('wf.inbox', 'hello');
    await fire('wf.orders', 'order');
    expect(world.starts.created.map((request) => request.trigger)).toMatchObject([
      { type: 'schedule' },
      { type: 'schedule' },
      { type: 'webhook', body: 'hello', method: 'POST' },
      { type: 'event', event: 'order' },
    ]);
    expect(world.starts.created.every((request) => request.startKey === undefined && request.by === 'me')).toBe(true);
    expect((await world.view('wf.orders')).lastFire?.executionId).toBe('exe-4');
    await expect(fire('wf.nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
  it('show the last fire at once and write it down a little later', async () => {
    const world = createWorld();
    await world.sync([hook]);
    const { hookId } = await world.view('wf.inbox');
    for (let i = 0; i < 50; i++) await world.service.webhook(call(hookId!));
    expect((await world.view('wf.inbox')).lastFire?.executionId).toBe('exe-50');
    const before = (await world.documents.get(ORG, COLLECTIONS.triggers, 'wf.inbox'))!.version;
    await world.pass(1_000, 1_000);
    await turn();
    const after = (await world.documents.get<{ lastFire: unknown }>(ORG, COLLECTIONS.triggers, 'wf.inbox'))!;
    expect([after.version - before, after.value.lastFire]).toMatchObject([1, { executionId: 'exe-50' }]);
    await world.lifecycle.stop();
  });
  it('of another org are not there', async () => {
    const world = createWorld();
    await world.sync([hook]);
    const other = 'other' as typeof ORG;
    await expect(world.service.get({ org: other, trigger: 'wf.inbox' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.service.fire({ org: other, trigger: 'wf.inbox', by: 'me' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { hookId } = await world.view('wf.inbox');
    await expect(world.service.webhook(call(hookId!.replace('default', 'other')))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
