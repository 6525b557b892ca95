import { jest } from '@jest/globals';
import type { DeliveredMessage } from '@agentflow/ports';
import {
  backendEnv,
  createFaultProxy,
  eventually,
  nextTurn,
  provideBackend,
  rejectsWith,
  whyNoBackend,
  type FaultProxy,
} from '@agentflow/testkit';
import { createKafkaWorld, type KafkaWorld } from './testing/kafka-world.js';

jest.setTimeout(120_000);
const missing = whyNoBackend('KAFKA_BROKERS');
if (missing !== undefined) console.warn(`SKIPPED: the Kafka event bus under faults: ${missing}`);
const suite = missing === undefined ? describe : describe.skip;
const message = (key: string, value: unknown) => ({ key, headers: {}, value: JSON.stringify(value) });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

suite('the Kafka event bus under faults', () => {
  let world: KafkaWorld;
  let proxy: FaultProxy;
  /** Every broker is reached through the proxy. */
  const through = (one: FaultProxy) => ({ reach: () => ({ host: '127.0.0.1', port: one.port }) });

  beforeAll(() => provideBackend('KAFKA_BROKERS'), 300_000);
  beforeEach(async () => {
    world = createKafkaWorld(backendEnv('KAFKA_BROKERS')!.split(','));
    proxy = await createFaultProxy({ target: world.brokers[0]! });
  });
  afterEach(async () => {
    await proxy.set({ kind: 'pass' });
    await world.close();
    await proxy.close();
  });

  it('reads back every acknowledged event, in order per key, while connections are cut and torn in mid-produce', async () => {
    const bus = await world.bus({ ...through(proxy), deadlineMs: 60_000 });
    const got = new Map<string, number[]>();
    await bus.publish('t', [message('warm', 0)]);
    await bus.subscribe('t', 'g', async (batch) => {
      for (const { key, value } of batch) got.set(key, [...(got.get(key) ?? []), JSON.parse(value) as number]);
    });
    let acknowledged = 0;
    const keys = Array.from({ length: 12 }, (_, i) => `k${i}`);
    const EACH = 100;
    const producing = keys.map(async (key) => {
      for (let n = 0; n < EACH; n++) {
        await bus.publish('t', [message(key, n)]);
        acknowledged++;
      }
    });
    const all = Promise.all(producing);
    for (let i = 1; i <= 6; i++) {
      await Promise.race([eventually(() => acknowledged >= i * 180), all]);
      await proxy.set({ kind: i % 2 ? 'cut' : 'reset' });
      await pause(200);
      await proxy.set({ kind: 'pass' });
    }
    await all;
    await eventually(() => keys.every((key) => new Set(got.get(key)).size === EACH));
    const repeats = keys.reduce((sum, key) => sum + got.get(key)!.length, 0) - keys.length * EACH;
    for (const key of keys) expect([...new Set(got.get(key))]).toEqual(Array.from({ length: EACH }, (_, n) => n));
    const { cutConnections, resetConnections } = proxy.counts;
    console.info(
      `${acknowledged} acknowledged, all read back, ${repeats} repeats; ${cutConnections} connections cut, ${resetConnections} torn`,
    );
    expect(cutConnections + resetConnections).toBeGreaterThan(0);
  });

  it('fails in time while brokers are there but silent, and goes on when they speak again', async () => {
    const bus = await world.bus({ ...through(proxy), deadlineMs: 2_500, requestTimeoutMs: 1_000 });
    const got: string[] = [];
    await bus.publish('t', [message('a', 'before')]);
    await bus.subscribe('t', 'g', async (batch) => void got.push(...batch.map((one) => one.value)));
    await eventually(() => got.length === 1);
    await proxy.set({ kind: 'half-open' });
    await rejectsWith('UNAVAILABLE', bus.publish('t', [message('a', 'lost?')]));
    expect((await bus.ready()).ready).toBe(false);
    await rejectsWith('UNAVAILABLE', bus.lag('t', 'g'));
    await proxy.set({ kind: 'pass' });
    await eventually(async () => (await bus.ready()).ready);
    await eventually(() =>
      bus.publish('t', [message('a', 'after')]).then(
        () => true,
        () => false,
      ),
    );
    await eventually(() => got.includes('"after"'));
  });

  it('says UNAVAILABLE where nobody listens, and closes all the same', async () => {
    await proxy.set({ kind: 'cut' });
    const bus = await world.bus({ ...through(proxy), deadlineMs: 800 });
    await rejectsWith('UNAVAILABLE', bus.publish('t', [message('a', 1)]));
    await rejectsWith(
      'UNAVAILABLE',
      bus.subscribe('t', 'g', async () => undefined),
    );
    expect((await bus.ready()).ready).toBe(false);
    await bus.close();
  });

  it('holds up one partition alone while its handler throws, for longer than the brokers wait for a member', async () => {
    const bus = await world.bus({ sessionTimeoutMs: 6_000 });
    const handled = new Map<string, number>();
    let refused = 0;
    let healed = false;
    const partitions = new Set<string>();
    const note = (one: DeliveredMessage): void => {
      partitions.add(one.position.split('/')[0]!);
      handled.set(one.key, (handled.get(one.key) ?? 0) + 1);
    };
    await bus.subscribe('t', 'g', async (batch) => {
      if (!healed && batch.some((one) => one.key === 'k0')) {
        refused++;
        throw new Error('not k0');
      }
      batch.forEach(note);
    });
    const keys = Array.from({ length: 30 }, (_, i) => `k${i}`);
    for (const key of keys) await bus.publish('t', [message(key, 1)]);
    await eventually(() => partitions.size === 2);
    const began = performance.now();
    while (performance.now() - began < 7_000) {
      await bus.publish(
        't',
        keys.map((key) => message(key, 2)),
      );
      await pause(500);
    }
    healed = true;
    await eventually(async () => (await bus.lag('t', 'g')) === 0);
    console.info(`${refused} calls refused; the other partitions handled meanwhile; all ${handled.size} keys in the end`);
    expect(handled.size).toBe(keys.length);
    // Membership was never lost: nothing of the other partitions came twice.
    expect(Math.max(...handled.values())).toBe(Math.min(...handled.values()));
  });

  it('stays in its group while a handler takes longer than the brokers wait for a member', async () => {
    const bus = await world.bus({ sessionTimeoutMs: 6_000 });
    let calls = 0;
    await bus.publish('t', [message('a', 1)]);
    await bus.subscribe('t', 'g', async () => {
      calls++;
      await pause(8_000);
    });
    await eventually(async () => calls > 0 && (await bus.lag('t', 'g')) === 0);
    expect(calls).toBe(1);
  });

  it('leaves its group at once, so that the others need not wait for its session to end', async () => {
    const got: string[] = [];
    const [first, second] = [await world.bus({ sessionTimeoutMs: 120_000 }), await world.bus({ sessionTimeoutMs: 120_000 })];
    const handler = async (batch: readonly DeliveredMessage[]) => void got.push(...batch.map((one) => one.key));
    await first.subscribe('t', 'g', handler);
    await second.subscribe('t', 'g', handler);
    await first.close();
    const keys = Array.from({ length: 30 }, (_, i) => `k${i}`);
    await second.publish(
      't',
      keys.map((key) => message(key, 1)),
    );
    await eventually(() => new Set(got).size === keys.length);
  });

  it('makes a topic anew that was deleted under it', async () => {
    const bus = await world.bus({ deadlineMs: 30_000 });
    const { admin } = await world.foreign();
    await bus.publish('t', [message('a', 1)]);
    await admin.deleteTopics({ topics: [`${world.prefix}t`] });
    await bus.publish('t', [message('a', 2)]);
    const got: unknown[] = [];
    await bus.subscribe('t', 'late', async (batch) => void got.push(...batch.map((one) => one.value)));
    await eventually(() => got.length > 0);
    expect(got).toEqual(['2']);
  });

  it('misses nothing that was published after a subscription to the latest, although it is cut off before it got anything', async () => {
    const bus = await world.bus(through(proxy));
    const beside = await world.bus();
    await bus.publish('t', [message('a', 'before')]);
    const got: string[] = [];
    await bus.subscribe('t', 'g', async (batch) => void got.push(...batch.map((one) => one.value)), { from: 'latest' });
    await proxy.set({ kind: 'cut' });
    await beside.publish('t', [message('a', 'meanwhile'), message('b', 'meanwhile too')]);
    await nextTurn();
    await proxy.set({ kind: 'pass' });
    await eventually(() => got.length >= 2);
    expect([...new Set(got)].sort()).toEqual(['"meanwhile too"', '"meanwhile"']);
  });
});
