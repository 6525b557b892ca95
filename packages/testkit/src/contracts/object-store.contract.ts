import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { ObjectStore } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { rejectsWith, same } from './assertions.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (found: Uint8Array | null): string | null => found && new TextDecoder().decode(found);
const keysOf = async (port: ObjectStore, prefix: string): Promise<string[]> =>
  (await port.list(prefix, null, 1000)).items.map((one) => one.key);

const cases: ContractCase<ObjectStore>[] = [
  {
    name: 'gives back the bytes it was given',
    async run({ port }) {
      const large = randomBytes(3_000_000);
      assert.equal(await port.put('org/E1/sha256:ab', large), true);
      assert.ok(large.equals((await port.get('org/E1/sha256:ab'))!));
      await port.put('org/E1/empty', new Uint8Array());
      assert.equal((await port.get('org/E1/empty'))?.length, 0);
      assert.equal(await port.get('org/E1/none'), null);
      assert.equal(await port.get('org/E1'), null, 'a folder is no object');
      assert.equal(await port.get('org/E1/empty/below'), null);
    },
  },
  {
    name: 'replaces an object, or leaves it where only an absent one was to be written',
    async run({ port }) {
      await port.put('a/b', bytes('1'));
      assert.equal(await port.put('a/b', bytes('2')), true);
      assert.equal(await port.put('a/b', bytes('3'), { onlyIfAbsent: true }), false);
      assert.equal(text(await port.get('a/b')), '2');
      const writes = await Promise.all(Array.from({ length: 12 }, (_, i) => port.put('a/c', bytes(String(i)), { onlyIfAbsent: true })));
      assert.equal(writes.filter(Boolean).length, 1);
      assert.equal(text(await port.get('a/c')), String(writes.indexOf(true)));
    },
  },
  {
    name: 'never shows half an object to a reader while writers replace it',
    async run({ port }) {
      const versions = ['a', 'b', 'c', 'd'].map((letter) => bytes(letter.repeat(200_000)));
      await port.put('x', versions[0]!);
      const writes = Promise.all(versions.flatMap((one) => [port.put('x', one), port.put('x', one)]));
      const reads = await Promise.all(Array.from({ length: 20 }, () => port.get('x')));
      await writes;
      for (const read of reads) {
        assert.equal(read?.length, 200_000);
        assert.ok(read.every((byte) => byte === read[0]));
      }
    },
  },
  {
    name: 'deletes one object, and nothing that is not there',
    async run({ port }) {
      await port.put('a/b', bytes('1'));
      await port.put('a/c', bytes('2'));
      await port.delete('a/b');
      await port.delete('a/b');
      await port.delete('a');
      same(await keysOf(port, ''), ['a/c']);
    },
  },
  {
    name: 'lists keys by prefix, in order, page by page, with their sizes',
    async run({ port }) {
      const keys = ['o/E1/a', 'o/E1/b:1', 'o/E1-x/c', 'o/E1.y', 'o/E10/d', 'o/E2/.hidden', 'o/E2/Z', 'p/E1/e', 'single'];
      for (const key of [...keys].reverse()) await port.put(key, bytes(key));
      const sorted = [...keys].sort();
      same(await keysOf(port, ''), sorted);
      same(
        await keysOf(port, 'o/E1'),
        sorted.filter((key) => key.startsWith('o/E1')),
      );
      same(await keysOf(port, 'o/E1/'), ['o/E1/a', 'o/E1/b:1']);
      same(await keysOf(port, 'nothing'), []);
      const paged: string[] = [];
      for (let cursor: string | null = null; ;) {
        const page: Awaited<ReturnType<ObjectStore['list']>> = await port.list('o/', cursor, 2);
        assert.ok(page.items.length <= 2);
        for (const item of page.items) assert.equal(item.size, item.key.length);
        paged.push(...page.items.map((one) => one.key));
        if ((cursor = page.nextCursor) === null) break;
      }
      same(
        paged,
        sorted.filter((key) => key.startsWith('o/')),
      );
    },
  },
  {
    name: 'deletes everything under a prefix and counts it',
    async run({ port }) {
      for (const key of ['o/E1/a', 'o/E1/b', 'o/E10/c', 'p/E1/d']) await port.put(key, bytes('x'));
      assert.equal(await port.deletePrefix('o/E1/'), 2);
      assert.equal(await port.deletePrefix('o/E1/'), 0);
      same(await keysOf(port, ''), ['o/E10/c', 'p/E1/d']);
      await port.put('o/E1/a', bytes('again'));
      assert.equal(text(await port.get('o/E1/a')), 'again');
    },
  },
  {
    name: 'refuses keys that are no names, or that lead out',
    async run({ port }) {
      const bad = [
        '',
        '/',
        '/a',
        'a/',
        'a//b',
        '..',
        '../a',
        'a/../b',
        '.',
        'a/./b',
        'a\\b',
        'a b',
        'a%2e',
        'ä',
        'a\0',
        'x'.repeat(600),
        'C:\\x',
        '~'.repeat(2),
      ];
      for (const key of bad) {
        await rejectsWith('BAD_REQUEST', port.put(key, bytes('x')));
        await rejectsWith('BAD_REQUEST', port.get(key));
        await rejectsWith('BAD_REQUEST', port.delete(key));
      }
      same(await keysOf(port, ''), []);
    },
  },
  {
    name: 'keeps objects over a restart',
    needsReopen: true,
    async run({ port, reopen }) {
      await port.put('a/b', bytes('kept'));
      const again = await reopen!();
      assert.equal(text(await again.get('a/b')), 'kept');
      same(await keysOf(again, 'a/'), ['a/b']);
    },
  },
];
/** Blobs by key. */
export const objectStoreContract: Contract<ObjectStore> = { port: 'ObjectStore', cases };
