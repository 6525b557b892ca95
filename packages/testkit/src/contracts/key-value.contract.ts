import assert from 'node:assert/strict';
import type { KeyValue } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { rejectsWith, same } from './assertions.js';

const cases: ContractCase<KeyValue>[] = [
  {
    name: 'keeps text under a key until it is deleted',
    async run({ port }) {
      assert.equal(await port.get('o:a'), null);
      assert.equal(await port.set('o:a', 'é😀\u0000'), true);
      assert.equal(await port.get('o:a'), 'é😀\u0000');
      assert.equal(await port.set('o:a', ''), true);
      assert.equal(await port.get('o:a'), '');
      assert.equal(await port.delete('o:a'), true);
      assert.equal(await port.delete('o:a'), false);
      assert.equal(await port.get('o:a'), null);
      await port.set('__proto__', 'x');
      assert.equal(await port.get('__proto__'), 'x');
      assert.equal(await port.get('constructor'), null);
    },
  },
  {
    name: 'forgets after the time to live, which a new write replaces',
    async run({ port, passTime }) {
      await port.set('a', '1', { ttlMs: 200 });
      await port.set('b', '1', { ttlMs: 200 });
      await port.set('b', '2');
      await passTime(100);
      assert.equal(await port.get('a'), '1');
      await passTime(150);
      same([await port.get('a'), await port.get('b'), await port.delete('a')], [null, '2', false]);
    },
  },
  {
    name: 'sets an absent key for one of many',
    async run({ port, passTime }) {
      const sets = await Promise.all(Array.from({ length: 10 }, (_, i) => port.set('lock', String(i), { onlyIf: 'absent', ttlMs: 200 })));
      assert.equal(sets.filter(Boolean).length, 1);
      assert.equal(await port.get('lock'), String(sets.indexOf(true)));
      await passTime(250);
      assert.equal(await port.set('lock', 'next', { onlyIf: 'absent' }), true);
    },
  },
  {
    name: 'replaces a value only where the expected one stands',
    async run({ port, passTime }) {
      assert.equal(await port.compareAndSet('a', '', 'x'), false);
      await port.set('a', '1');
      const swaps = await Promise.all(Array.from({ length: 10 }, (_, i) => port.compareAndSet('a', '1', `n${i}`)));
      assert.equal(swaps.filter(Boolean).length, 1);
      assert.equal(await port.compareAndSet('a', 'wrong', 'x'), false);
      assert.equal(await port.compareAndSet('a', `n${swaps.indexOf(true)}`, 'short', 200), true);
      await passTime(250);
      assert.equal(await port.get('a'), null);
    },
  },
  {
    name: 'adds up what many add at once, and lets a counter expire as it was set up',
    async run({ port, passTime }) {
      await Promise.all(Array.from({ length: 50 }, () => port.increment('n', 2, 200)));
      assert.equal(await port.get('n'), '100');
      assert.equal(await port.increment('n', -30, 10_000), 70);
      await passTime(250);
      assert.equal(await port.increment('n', 1), 1);
    },
  },
  {
    name: 'refuses to add to what is no whole number',
    async run({ port }) {
      for (const value of ['x', '1.5', '', '1e400']) {
        await port.set('a', value);
        await rejectsWith('BAD_REQUEST', port.increment('a', 1));
        assert.equal(await port.get('a'), value);
      }
    },
  },
];
/** Hot hints that may vanish. */
export const keyValueContract: Contract<KeyValue> = { port: 'KeyValue', cases };
