import assert from 'node:assert/strict';
import { orgId, type Json } from '@agentflow/core';
import type { PeerBus } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { eventually, nextTurn, rejectsWith, same } from './assertions.js';

const ORG = orgId('default');
const OTHER = orgId('other');
const cases: ContractCase<PeerBus>[] = [
  {
    name: 'tells every listener of a subject, and nobody else',
    async run({ port }) {
      const got: string[] = [];
      const listen = (name: string, subject: string) =>
        port.subscribe(ORG, subject, async ({ subject: of, payload }) => void got.push(`${name}:${of}:${JSON.stringify(payload)}`));
      await Promise.all([
        listen('1', 'a.b'),
        listen('2', 'a.b'),
        listen('3', 'a.c'),
        listen('4', 'a.*'),
        listen('5', 'a.>'),
        listen('6', '>'),
        listen('7', 'a'),
        listen('8', 'a.b.>'),
      ]);
      await port.tell(ORG, 'a.b', { x: 1 });
      await eventually(() => got.length === 5);
      same(
        got.sort(),
        ['1', '2', '4', '5', '6'].map((name) => `${name}:a.b:{"x":1}`),
      );
      got.length = 0;
      await port.tell(ORG, 'a.b.c', null);
      await eventually(() => got.length === 3);
      same(
        got.sort(),
        ['5', '6', '8'].map((name) => `${name}:a.b.c:null`),
      );
    },
  },
  {
    name: 'answers a question with what the listener answers',
    async run({ port }) {
      await port.subscribe(ORG, 'sum', async ({ payload }) => (payload as number[]).reduce((a, b) => a + b, 0));
      assert.equal(await port.ask(ORG, 'sum', [1, 2, 3], 1000), 6);
    },
  },
  {
    name: 'says NOT_FOUND when nobody listens, and DEADLINE_EXCEEDED when nobody answers in time',
    async run({ port, passTime }) {
      await rejectsWith('NOT_FOUND', port.ask(ORG, 'nobody', 1, 1000));
      await port.subscribe(ORG, 'silent', async () => undefined);
      await port.subscribe(ORG, 'broken', async () => Promise.reject(new Error('no')));
      for (const subject of ['silent', 'broken']) {
        const asking = rejectsWith('DEADLINE_EXCEEDED', port.ask(ORG, subject, 1, 1000));
        await nextTurn();
        await passTime(1001);
        await asking;
      }
    },
  },
  {
    name: 'gives a message to one member of each queue, and each member its share',
    async run({ port }) {
      const got: string[] = [];
      for (const name of ['a', 'b', 'c']) await port.subscribe(ORG, 'work', async () => void got.push(name), { queue: 'q' });
      await port.subscribe(ORG, 'work', async () => void got.push('plain'));
      for (let i = 0; i < 30; i++) await port.tell(ORG, 'work', i);
      await eventually(() => got.length === 60);
      assert.equal(got.filter((name) => name === 'plain').length, 30);
      for (const name of ['a', 'b', 'c']) assert.ok(got.includes(name), `${name} had work`);
    },
  },
  {
    name: 'keeps orgs apart',
    async run({ port }) {
      const got: Json[] = [];
      await port.subscribe(OTHER, '>', async ({ payload }) => void got.push(payload));
      await port.tell(ORG, 'a.b', 'secret');
      await rejectsWith('NOT_FOUND', port.ask(ORG, 'a.b', 'secret', 1000));
      await port.tell(OTHER, 'a.b', 'mine');
      await eventually(() => got.length === 1);
      same(got, ['mine']);
    },
  },
  {
    name: 'delivers nothing after close, which waits for the handler in progress',
    async run({ port }) {
      let finish = (): void => undefined;
      let calls = 0;
      const subscription = await port.subscribe(
        ORG,
        'a',
        () =>
          new Promise((resolve) => {
            calls++;
            finish = () => resolve(undefined);
          }),
      );
      await port.tell(ORG, 'a', 1);
      await eventually(() => calls === 1);
      let closed = false;
      const closing = subscription.close().then(() => (closed = true));
      await nextTurn();
      assert.equal(closed, false);
      finish();
      await closing;
      await port.tell(ORG, 'a', 2);
      await nextTurn();
      assert.equal(calls, 1);
    },
  },
  {
    name: 'gives each receiver a value of its own',
    async run({ port }) {
      const sent = { list: [1] };
      const got: { list: number[] }[] = [];
      for (let i = 0; i < 2; i++) await port.subscribe(ORG, 'a', async ({ payload }) => void got.push(payload as { list: number[] }));
      await port.tell(ORG, 'a', sent);
      await eventually(() => got.length === 2);
      got[0]!.list.push(2);
      same([sent, got[1]], [{ list: [1] }, { list: [1] }]);
    },
  },
  {
    name: 'refuses subjects that are no dotted words',
    async run({ port }) {
      for (const subject of ['', 'a..b', '.a', 'a b', 'a.']) {
        await rejectsWith('BAD_REQUEST', port.tell(ORG, subject, 1));
        await rejectsWith(
          'BAD_REQUEST',
          port.subscribe(ORG, subject, async () => undefined),
        );
      }
      await rejectsWith('BAD_REQUEST', port.tell(ORG, 'a.*', 1));
    },
  },
];
/** Fast, lossy messages between agents and processes. */
export const peerBusContract: Contract<PeerBus> = { port: 'PeerBus', cases };
