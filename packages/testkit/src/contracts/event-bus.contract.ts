import assert from 'node:assert/strict';
import type { BusMessage, DeliveredMessage, EventBus } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { eventually, nextTurn, same } from './assertions.js';

const message = (key: string, value: unknown, headers: BusMessage['headers'] = {}): BusMessage => ({
  key,
  headers,
  value: JSON.stringify(value),
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const values = (messages: readonly DeliveredMessage[]): unknown[] => messages.map((one) => JSON.parse(one.value) as unknown);

const cases: ContractCase<EventBus>[] = [
  {
    name: 'delivers what was published, with key, headers and a position of its own',
    async run({ port }) {
      const got: DeliveredMessage[] = [];
      const subscription = await port.subscribe('t', 'g', async (batch) => void got.push(...batch), { from: 'earliest' });
      await port.publish('t', [message('a', 'é😀\n', { h: 'x' }), message('b', 2)]);
      await port.publish('t', [message('a', 3)]);
      await eventually(() => got.length === 3);
      same(
        got.map((one) => [one.topic, one.key, one.headers, one.value]).sort((a, b) => (String(a[3]) < String(b[3]) ? -1 : 1)),
        [
          ['t', 'a', { h: 'x' }, '"é😀\\n"'],
          ['t', 'b', {}, '2'],
          ['t', 'a', {}, '3'],
        ],
      );
      assert.equal(new Set(got.map((one) => one.position)).size, 3);
      assert.ok(got.every((one) => Number.isInteger(one.at)));
      await subscription.close();
    },
  },
  {
    name: 'keeps the order of each key, whatever the batches',
    async run({ port }) {
      const got = new Map<string, number[]>();
      const subscription = await port.subscribe(
        't',
        'g',
        async (batch) => {
          for (const one of batch) got.set(one.key, [...(got.get(one.key) ?? []), JSON.parse(one.value) as number]);
          await nextTurn();
        },
        { from: 'earliest', batchSize: 3 },
      );
      await Promise.all(range(0, 99).map((n) => port.publish('t', [message(`k${n % 4}`, n), message(`k${n % 4}`, n + 0.5)])));
      await eventually(() => [...got.values()].flat().length === 200);
      for (const [key, order] of got)
        same(
          order,
          [...order].sort((a, b) => a - b),
          key,
        );
      await subscription.close();
    },
  },
  {
    name: 'gives each group everything, and each message of a group to one member',
    async run({ port }) {
      const got: { [name: string]: number[] } = { a: [], b1: [], b2: [] };
      const listen = (group: string, name: string) =>
        port.subscribe('t', group, async (batch) => void got[name]!.push(...(values(batch) as number[])), {
          from: 'earliest',
          batchSize: 1,
        });
      const subscriptions = [await listen('a', 'a'), await listen('b', 'b1'), await listen('b', 'b2')];
      await port.publish(
        't',
        range(1, 20).map((n) => message(`k${n}`, n)),
      );
      await eventually(() => got.a!.length === 20 && got.b1!.length + got.b2!.length === 20);
      same(
        [...got.b1!, ...got.b2!].sort((a, b) => a - b),
        range(1, 20),
      );
      for (const one of subscriptions) await one.close();
    },
  },
  {
    name: 'starts a new group at the earliest or the latest message, as asked',
    async run({ port }) {
      await port.publish('t', [message('a', 'before')]);
      const early: unknown[] = [];
      const late: unknown[] = [];
      const subscriptions = [
        await port.subscribe('t', 'early', async (batch) => void early.push(...values(batch)), { from: 'earliest' }),
        await port.subscribe('t', 'late', async (batch) => void late.push(...values(batch)), { from: 'latest' }),
      ];
      await port.publish('t', [message('a', 'after')]);
      await eventually(() => early.length === 2 && late.length === 1);
      same([early, late], [['before', 'after'], ['after']]);
      for (const one of subscriptions) await one.close();
    },
  },
  {
    name: 'calls a handler that throws again with the same batch, later each time, and goes on after it',
    async run({ port, passTime }) {
      const calls: unknown[][] = [];
      const subscription = await port.subscribe(
        't',
        'g',
        async (batch) => {
          calls.push(values(batch));
          if (calls.length < 4) throw new Error('not now');
        },
        { from: 'earliest', batchSize: 2 },
      );
      await port.publish('t', [message('a', 1), message('a', 2), message('a', 3)]);
      await eventually(() => calls.length === 1);
      await passTime(50);
      await nextTurn();
      assert.equal(calls.length, 1, 'not before 100 ms');
      await eventually(
        () => calls.length >= 5,
        () => passTime(100),
      );
      same(calls.slice(0, 5), [[1, 2], [1, 2], [1, 2], [1, 2], [3]]);
      await subscription.close();
    },
  },
  {
    name: 'does not let a group that fails hold up another',
    async run({ port }) {
      const got: unknown[] = [];
      const subscriptions = [
        await port.subscribe('t', 'bad', async () => Promise.reject(new Error('never')), { from: 'earliest' }),
        await port.subscribe('t', 'good', async (batch) => void got.push(...values(batch)), { from: 'earliest' }),
      ];
      await port.publish('t', [message('a', 1)]);
      await eventually(() => got.length === 1);
      await eventually(async () => (await port.lag('t', 'good')) === 0);
      assert.equal(await port.lag('t', 'bad'), 1);
      for (const one of subscriptions) await one.close();
    },
  },
  {
    name: 'answers a close only after the handler in progress, and delivers nothing later',
    async run({ port }) {
      let finish = (): void => undefined;
      const got: unknown[] = [];
      const subscription = await port.subscribe(
        't',
        'g',
        (batch) =>
          new Promise((resolve) => {
            finish = resolve;
            got.push(...values(batch));
          }),
        { from: 'earliest', batchSize: 1 },
      );
      await port.publish('t', [message('a', 1), message('a', 2)]);
      await eventually(() => got.length === 1);
      let closed = false;
      const closing = subscription.close().then(() => (closed = true));
      await nextTurn();
      assert.equal(closed, false);
      finish();
      await closing;
      await port.publish('t', [message('a', 3)]);
      for (let i = 0; i < 20; i++) await nextTurn();
      same(got, [1]);
      assert.equal(await port.lag('t', 'g'), 2);
    },
  },
  {
    name: 'lets a group go on where it stopped, in the same process',
    async run({ port }) {
      const got: unknown[] = [];
      const listen = () => port.subscribe('t', 'g', async (batch) => void got.push(...values(batch)), { from: 'earliest', batchSize: 2 });
      const first = await listen();
      await port.publish(
        't',
        range(1, 5).map((n) => message('a', n)),
      );
      await eventually(() => got.length === 5);
      await first.close();
      await port.publish(
        't',
        range(6, 9).map((n) => message('a', n)),
      );
      const second = await listen();
      await port.publish('t', [message('a', 10)]);
      await eventually(() => got.length >= 10);
      same(got, range(1, 10));
      await second.close();
    },
  },
  {
    name: 'tells how far a group is behind',
    async run({ port }) {
      await port.publish(
        't',
        range(1, 5).map((n) => message('a', n)),
      );
      const subscription = await port.subscribe('t', 'g', async () => undefined, { from: 'earliest' });
      await eventually(async () => (await port.lag('t', 'g')) === 0);
      await subscription.close();
      await port.publish(
        't',
        range(1, 3).map((n) => message('a', n)),
      );
      assert.equal(await port.lag('t', 'g'), 3);
    },
  },
  {
    name: 'keeps messages and positions over a restart',
    needsReopen: true,
    async run({ port, reopen }) {
      const first: unknown[] = [];
      const subscription = await port.subscribe('t', 'g', async (batch) => void first.push(...values(batch)), {
        from: 'earliest',
        batchSize: 4,
      });
      await port.publish(
        't',
        range(1, 10).map((n) => message(`k${n}`, n)),
      );
      await eventually(() => first.length === 10);
      await subscription.close();
      await port.publish(
        't',
        range(11, 15).map((n) => message(`k${n}`, n)),
      );
      const again = await reopen!();
      const second: unknown[] = [];
      await again.subscribe('t', 'g', async (batch) => void second.push(...values(batch)), { from: 'earliest' });
      await eventually(() => second.length >= 5);
      same(
        [...(second as number[])].sort((a, b) => a - b),
        range(11, 15),
      );
    },
  },
  {
    name: 'carries a backlog far beyond one batch, in order',
    async run({ port }) {
      await Promise.all(
        range(0, 299).map((n) =>
          port.publish(
            't',
            range(0, 39).map((k) => message('a', n * 40 + k)),
          ),
        ),
      );
      const got: unknown[] = [];
      const subscription = await port.subscribe('t', 'g', async (batch) => void got.push(...values(batch)), {
        from: 'earliest',
        batchSize: 250,
      });
      for (let n = 12_000; n < 12_100; n++) await port.publish('t', [message('a', n)]);
      await eventually(() => got.length >= 12_100);
      same(got, range(0, 12_099));
      await subscription.close();
    },
  },
  {
    name: 'lets members of one group listen to different topics',
    async run({ port }) {
      const got: { [topic: string]: unknown[] } = { t: [], u: [], v: [] };
      const subscriptions = [];
      for (const topic of ['t', 'u', 'v'])
        subscriptions.push(await port.subscribe(topic, 'g', async (batch) => void got[topic]!.push(...values(batch)), { from: 'latest' }));
      const keys = range(1, 12);
      for (const topic of ['t', 'u', 'v'])
        await port.publish(
          topic,
          keys.map((n) => message(`k${n}`, `${topic}${n}`)),
        );
      await eventually(() => ['t', 'u', 'v'].every((topic) => got[topic]!.length === keys.length));
      for (const topic of ['t', 'u', 'v']) same([...(got[topic] as string[])].sort(), keys.map((n) => `${topic}${n}`).sort());
      for (const one of subscriptions) await one.close();
    },
  },
  {
    name: 'keeps topics apart and takes an empty publish',
    async run({ port }) {
      const got: unknown[] = [];
      const subscription = await port.subscribe('t', 'g', async (batch) => void got.push(...values(batch)), { from: 'earliest' });
      await port.publish('t', []);
      await port.publish('u', [message('a', 'other')]);
      await port.publish('t', [message('a', 'mine')]);
      await eventually(() => got.length === 1);
      same(got, ['mine']);
      await subscription.close();
    },
  },
];
/** Durable, keyed transport with consumer groups. */
export const eventBusContract: Contract<EventBus> = { port: 'EventBus', cases };
