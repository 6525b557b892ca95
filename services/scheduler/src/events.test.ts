import { PUBLIC_EVENTS_TOPIC, type Json } from '@agentflow/core';
import { AppError, orgId } from '@agentflow/core';
import { createFakeClock } from '@agentflow/testkit';
import { createMemoryBus } from './testing/memory-bus.js';
import { createMemoryDocuments } from './testing/memory-documents.js';
import { createStarts, createWorld, ORG, type WorldOptions } from './testing/world.js';

const trigger = (config: object = {}, input: Json = { order: '{{ trigger.event.data }}' }, id = 'orders') => ({
  id,
  type: 'event',
  config: { topic: 'orders', ...config },
  input,
});
const cloudEvent = (id: string, data: Json, more: object = {}) =>
  JSON.stringify({ specversion: '1.0', id, source: '/shop', type: 'shop.order.placed', data, ...more });
const message = (value: string, headers: Record<string, string> = {}, key = 'k') => ({ key, headers, value });

async function open(options: WorldOptions = {}) {
  const bus = options.bus ?? createMemoryBus();
  const world = createWorld({ ...options, bus });
  await world.lifecycle.start();
  const memory = bus as ReturnType<typeof createMemoryBus>;
  return {
    ...world,
    bus: memory,
    async send(...messages: ReturnType<typeof message>[]) {
      await memory.publish('orders', messages);
      await memory.settled();
    },
    letters: async () => (await world.service.deadLetters({ org: ORG, page: 1, pageSize: 50 })).items,
  };
}
type Opened = Awaited<ReturnType<typeof open>>;
let world: Opened;
afterEach(() => world.lifecycle.stop());

describe('an event trigger', () => {
  it('starts an execution for each event: CloudEvents in both modes, and anything else by its place', async () => {
    world = await open();
    await world.sync([trigger()]);
    await world.send(
      message(cloudEvent('1', { n: 1 }), { 'content-type': 'application/cloudevents+json' }),
      message('{"n":2}', {
        'Content-Type': 'application/json',
        ce_specversion: '1.0',
        ce_id: '2',
        ce_source: '/shop',
        ce_type: 't',
        ce_more: 'x',
      }),
      message('{"n":3}'),
      message('not json at all'),
    );
    const { created } = world.starts;
    expect(created.map(({ input }) => input)).toEqual([
      { order: { n: 1 } },
      { order: { n: 2 } },
      { order: { n: 3 } },
      { order: 'not json at all' },
    ]);
    expect(created[1]?.trigger).toMatchObject({
      type: 'event',
      id: 'orders',
      event: { id: '2', source: '/shop', type: 't', more: 'x', topic: 'orders', key: 'k', data: { n: 2 } },
    });
    expect(created.map(({ startKey }) => startKey?.key)).toEqual([
      '/shop\n1',
      '/shop\n2',
      '/topics/orders\norders/0/2',
      '/topics/orders\norders/0/3',
    ]);
    expect((await world.view('wf.orders')).lastFire).toMatchObject({ error: null });
  });
  it('starts one execution for an event however often it comes, one for each trigger, and one for each value of `dedupe`', async () => {
    world = await open();
    await world.sync([trigger(), trigger({ dedupe: 'trigger.event.data.customer' }, {}, 'perCustomer')]);
    const events = [cloudEvent('1', { customer: 'ada' }), cloudEvent('1', { customer: 'ada' }), cloudEvent('2', { customer: 'ada' })];
    await world.send(...events.map((event) => message(event)));
    await world.send(message(events[0] as string));
    expect(world.starts.requests).toHaveLength(8);
    expect(world.starts.created.map(({ startKey }) => startKey)).toEqual(
      expect.arrayContaining([
        { source: 'event:wf.orders', key: '/shop\n1' },
        { source: 'event:wf.orders', key: '/shop\n2' },
        { source: 'event:wf.perCustomer', key: 'value:ada' },
      ]),
    );
    expect(world.starts.created).toHaveLength(3);
  });
  it('passes over what its filter does not let through, and what comes while it is switched off', async () => {
    world = await open();
    await world.sync([trigger({ filter: 'trigger.event.type == "shop.order.placed" && trigger.event.data.total > 100' })]);
    await world.send(message(cloudEvent('1', { total: 99 })), message(cloudEvent('2', { total: 101 })));
    await world.service.setEnabled({ org: ORG, trigger: 'wf.orders', enabled: false, by: 'me' });
    await world.send(message(cloudEvent('3', { total: 1_000 })));
    expect(world.starts.created.map(({ input }) => input)).toEqual([{ order: { total: 101 } }]);
  });
  it('keeps what will never work as a dead letter with the reason, once, and goes on with the next', async () => {
    world = await open({ inputs: { type: 'object', properties: { order: { type: 'object' } } } });
    await world.sync([trigger({ filter: 'trigger.event.data.ok' })]);
    await world.send(
      message(cloudEvent('bad-filter', { ok: 'perhaps' })),
      message('["no","order"]', { ce_specversion: '1.0', ce_id: 'bad-source', ce_type: 't' }),
      message('x'.repeat(600_000)),
      message(cloudEvent('good', { ok: true })),
      message('{broken', { 'content-type': 'application/cloudevents+json' }),
    );
    expect(world.starts.created).toHaveLength(1);
    const letters = await world.letters();
    expect(letters.map(({ code, position, attempts, topic }) => [code, position, attempts, topic]).sort()).toEqual([
      ['EXPRESSION_FAILED', '0/0', 1, 'orders'],
      ['INVALID_INPUT', '0/1', 1, 'orders'],
      ['INVALID_INPUT', '0/4', 1, 'orders'],
      ['PAYLOAD_TOO_LARGE', '0/2', 1, 'orders'],
    ]);
    const dead = world.bus.topics.get('orders.dlq.agentflow') ?? [];
    expect(dead).toHaveLength(4);
    expect(dead.find(({ headers }) => headers['agentflow-position'] === '0/1')?.headers).toMatchObject({
      ce_id: 'bad-source',
      'agentflow-trigger': 'wf.orders',
      'agentflow-error-code': 'INVALID_INPUT',
      'agentflow-topic': 'orders',
    });
  });
  it('tries again, later and later, what fails for a reason that passes, without holding up what comes behind', async () => {
    world = await open();
    await world.sync([trigger()]);
    let away = true;
    world.starts.refuseWith(({ input }) => {
      if (away && (input as { order: { n: number } }).order.n === 1) throw new AppError('UNAVAILABLE', 'no owner just now');
    });
    await world.bus.publish('orders', [message(cloudEvent('1', { n: 1 })), message(cloudEvent('2', { n: 2 }))]);
    const tried = (): number => world.starts.requests.filter(({ startKey }) => startKey?.key === '/shop\n1').length;
    const turns = async (): Promise<void> => {
      for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    await turns();
    expect(world.starts.created).toHaveLength(1);
    expect(tried()).toBe(1);
    for (const [ms, tries] of [
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
    ] as const) {
      world.fake.advance(ms);
      await turns();
      expect(tried()).toBe(tries);
    }
    away = false;
    world.fake.advance(4_000);
    await turns();
    expect(world.starts.created.map(({ input }) => input)).toEqual([{ order: { n: 2 } }, { order: { n: 1 } }]);
    expect(await world.letters()).toEqual([]);
    console.log(`event tried ${tried()} times, ${world.bus.topics.get('orders.retry.agentflow')?.length} retries on their topic`);
  });
  it('leaves the position where it is when neither an execution nor the retry topic takes the event', async () => {
    const bus = createMemoryBus();
    world = await open({ bus });
    await world.sync([trigger()]);
    world.starts.refuseWith(() => {
      throw new AppError('UNAVAILABLE', 'nobody is there');
    });
    await bus.publish('orders', [message(cloudEvent('1', { n: 1 }))]);
    bus.breakDown(true);
    await bus.settled();
    const before = await bus.lag('orders', 'agentflow.scheduler');
    world.starts.refuseWith(undefined);
    await bus.settled();
    expect([before, await bus.lag('orders', 'agentflow.scheduler')]).toEqual([1, 0]);
    expect(world.starts.created).toHaveLength(1);
  });
  it('is sent a dead letter again once it is mended; the event still starts one execution only', async () => {
    world = await open();
    await world.sync([trigger({ filter: 'trigger.event.data' })]);
    await world.send(message(cloudEvent('7', 'text')));
    const [letter] = await world.letters();
    const again = await world.service.redrive({ org: ORG, deadLetter: letter!.id, by: 'me' });
    expect(again.redriven).toMatchObject({ by: 'me', executionId: null, error: expect.stringContaining('EXPRESSION_FAILED') });
    await world.sync([trigger({ filter: 'trigger.event.data == "text"' })], 'wf', 2);
    const { redriven } = await world.service.redrive({ org: ORG, deadLetter: letter!.id, by: 'me' });
    expect(redriven).toMatchObject({ executionId: 'exe-1', error: null });
    await expect(world.service.redrive({ org: ORG, deadLetter: letter!.id, by: 'me' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await world.service.dropDeadLetter({ org: ORG, deadLetter: letter!.id, by: 'me' });
    await expect(world.service.dropDeadLetter({ org: ORG, deadLetter: letter!.id, by: 'me' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(world.service.redrive({ org: orgId('other'), deadLetter: letter!.id, by: 'me' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
  it("hears of the platform's own events only those of its org, and none of its own workflow", async () => {
    world = await open();
    await world.sync([trigger({ topic: PUBLIC_EVENTS_TOPIC })]);
    const sources = ['/orgs/default/workflows/wf', '/orgs/default/workflows/other', '/orgs/bolt/workflows/other', '/somewhere/else'];
    await world.bus.publish(
      PUBLIC_EVENTS_TOPIC,
      sources.map((source, i) => message(cloudEvent(`e:${i}`, { source }, { source }))),
    );
    await world.bus.settled();
    expect(world.starts.created.map(({ input }) => input)).toEqual([{ order: { source: '/orgs/default/workflows/other' } }]);
    await expect(world.sync([trigger({ topic: 'agentflow.commands.master' })])).rejects.toMatchObject({ code: 'DEFINITION_INVALID' });
    await expect(world.sync([trigger({ topic: 'orders.dlq.agentflow' })])).rejects.toMatchObject({ code: 'DEFINITION_INVALID' });
  });
  it('starts each of 800 events once, though schedulers die in between and everything comes in doubles and out of order', async () => {
    const shared = { documents: createMemoryDocuments(), starts: createStarts(), fake: createFakeClock(), bus: createMemoryBus(16) };
    world = await open(shared);
    await world.sync([trigger()]);
    let refused = 0;
    let n = 0;
    shared.starts.refuseWith(() => {
      if (++n % 41 === 0) {
        refused++;
        throw new AppError('UNAVAILABLE', 'the owner moves');
      }
    });
    const events = Array.from({ length: 800 }, (_, i) => (i % 50 === 49 ? '{broken' : cloudEvent(String(i), { i })));
    const shuffled = [...events, ...events.filter((_, i) => i % 3 === 0)].map((value, i) => ({ value, rank: (i * 7_919) % 1_067 }));
    shuffled.sort((a, b) => a.rank - b.rank);
    let deaths = 0;
    for (let at = 0; at < shuffled.length; at += 100) {
      await shared.bus.publish(
        'orders',
        shuffled
          .slice(at, at + 100)
          .map(({ value }) => message(value, value === '{broken' ? { 'content-type': 'application/cloudevents+json' } : {})),
      );
      if (at % 300 === 200) {
        await world.lifecycle.stop();
        deaths++;
        world = await open(shared);
      }
    }
    for (let i = 0; i < 20; i++) {
      if (i === 10) shared.starts.refuseWith(undefined);
      shared.fake.advance(30_000);
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    await shared.bus.settled();
    const started = shared.starts.created.map(({ input }) => (input as { order: { i: number } }).order.i);
    expect(new Set(started).size).toBe(784);
    expect(started).toHaveLength(784);
    const { total } = await world.service.deadLetters({ org: ORG, page: 1, pageSize: 1 });
    expect(total).toBe(shuffled.filter(({ value }) => value === '{broken').length);
    expect(refused).toBeGreaterThan(10);
    expect(deaths).toBeGreaterThan(2);
    console.log(
      `events: ${shuffled.length} messages, ${refused} refusals that passed, ${deaths} schedulers stopped, ${total} dead letters, ${started.length} started`,
    );
  }, 30_000);
});
