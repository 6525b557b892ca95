import assert from 'node:assert/strict';
import { orgId, type Json } from '@agentflow/core';
import type { DocumentQuery, DocumentStore } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { rejectsWith, same } from './assertions.js';

const ORG = orgId('default');
const OTHER = orgId('other');
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const idsOf = async (port: DocumentStore, query: Partial<DocumentQuery>, org = ORG): Promise<string> =>
  (await port.list(org, 'w', { limit: 100, ...query })).items.map((one) => one.id).join(' ');
async function allPages(
  port: DocumentStore,
  query: DocumentQuery,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; ; page++) {
    const answer = await port.list(ORG, 'w', { ...query, ...(cursor !== undefined && { cursor }) });
    seen.push(...answer.items.map((one) => one.id));
    if (answer.nextCursor === null) return seen;
    cursor = answer.nextCursor;
    await between(page);
  }
}

const writing: ContractCase<DocumentStore>[] = [
  {
    name: 'keeps a document with version and times, and answers what it wrote',
    async run({ port, passTime }) {
      const first = await port.put(ORG, 'w', 'a', { n: 1, text: 'é😀\n\u0000"' });
      same([first.id, first.version, first.value, first.createdAt === first.updatedAt], ['a', 1, { n: 1, text: 'é😀\n\u0000"' }, true]);
      same(await port.get(ORG, 'w', 'a'), first);
      await passTime(50);
      const second = await port.put(ORG, 'w', 'a', [null, 1.5, 'x']);
      assert.equal(second.version, 2);
      assert.equal(second.createdAt, first.createdAt);
      assert.ok(second.updatedAt >= first.updatedAt + 50);
      same((await port.get(ORG, 'w', 'a'))?.value, [null, 1.5, 'x']);
    },
  },
  {
    name: 'answers null for what is not there',
    async run({ port }) {
      assert.equal(await port.get(ORG, 'w', 'nobody'), null);
      assert.equal(await port.getByUnique(ORG, 'w', 'key', 'nobody'), null);
      assert.equal(await port.delete(ORG, 'w', 'nobody'), false);
      same(await port.list(ORG, 'w', { limit: 5 }), { items: [], nextCursor: null, total: 0 });
    },
  },
  {
    name: 'writes only what has the expected version',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 1, { ifVersion: 'absent' });
      await rejectsWith('ALREADY_EXISTS', port.put(ORG, 'w', 'a', 2, { ifVersion: 'absent' }));
      await rejectsWith('VERSION_CONFLICT', port.put(ORG, 'w', 'a', 2, { ifVersion: 7 }));
      await rejectsWith('VERSION_CONFLICT', port.put(ORG, 'w', 'new', 2, { ifVersion: 1 }));
      assert.equal((await port.put(ORG, 'w', 'a', 2, { ifVersion: 1 })).version, 2);
      await rejectsWith('VERSION_CONFLICT', port.put(ORG, 'w', 'a', 3, { ifVersion: 1 }));
      await rejectsWith('VERSION_CONFLICT', port.delete(ORG, 'w', 'a', 1));
      assert.equal((await port.get(ORG, 'w', 'a'))?.value, 2);
      assert.equal(await port.delete(ORG, 'w', 'a', 2), true);
      assert.equal(await port.get(ORG, 'w', 'a'), null);
      assert.equal((await port.put(ORG, 'w', 'a', 9, { ifVersion: 'absent' })).value, 9);
    },
  },
  {
    name: 'lets one of many writers through who expect the same version',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 0);
      const writes = await Promise.allSettled(range(1, 20).map((n) => port.put(ORG, 'w', 'a', n, { ifVersion: 1 })));
      assert.equal(writes.filter((one) => one.status === 'fulfilled').length, 1);
      const creates = await Promise.allSettled(range(1, 20).map((n) => port.put(ORG, 'w', 'b', n, { ifVersion: 'absent' })));
      assert.equal(creates.filter((one) => one.status === 'fulfilled').length, 1);
      assert.equal((await port.get(ORG, 'w', 'a'))?.version, 2);
    },
  },
  {
    name: 'keeps unique values unique within org and collection, and tells which one is taken',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 1, { unique: { key: 'triage', slug: 's' } });
      const error = await rejectsWith('ALREADY_EXISTS', port.put(ORG, 'w', 'b', 2, { unique: { key: 'triage' } }));
      same(error.details, { name: 'key', value: 'triage' });
      assert.equal(await port.get(ORG, 'w', 'b'), null, 'nothing of it was written');
      await port.put(OTHER, 'w', 'b', 2, { unique: { key: 'triage' } });
      await port.put(ORG, 'x', 'b', 3, { unique: { key: 'triage' } });
      await port.put(ORG, 'w', 'c', 4, { unique: { slug: 'triage' } });
      assert.equal((await port.getByUnique(ORG, 'w', 'key', 'triage'))?.value, 1);
      assert.equal((await port.getByUnique(OTHER, 'w', 'key', 'triage'))?.value, 2);
    },
  },
  {
    name: 'replaces unique and indexed values, and frees them with the document',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 1, { unique: { key: 'old' }, index: { n: 1 } });
      await port.put(ORG, 'w', 'a', 2, { unique: { key: 'new' }, index: { m: 1 } });
      assert.equal(await port.getByUnique(ORG, 'w', 'key', 'old'), null);
      assert.equal(await idsOf(port, { where: { n: 1 } }), '');
      assert.equal(await idsOf(port, { where: { m: 1 } }), 'a');
      await port.put(ORG, 'w', 'b', 1, { unique: { key: 'old' } });
      await rejectsWith('ALREADY_EXISTS', port.put(ORG, 'w', 'b', 9, { unique: { key: 'new' } }));
      assert.equal((await port.getByUnique(ORG, 'w', 'key', 'old'))?.value, 1, 'a refused write changes nothing');
      await port.delete(ORG, 'w', 'a');
      await port.put(ORG, 'w', 'b', 3, { unique: { key: 'new' } });
      assert.equal(await idsOf(port, { where: { m: 1 } }), '');
    },
  },
  {
    name: 'gives a unique value to one of many who want it',
    async run({ port }) {
      const writes = await Promise.allSettled(range(1, 12).map((n) => port.put(ORG, 'w', `d${n}`, n, { unique: { key: 'k' } })));
      assert.equal(writes.filter((one) => one.status === 'fulfilled').length, 1);
      assert.equal((await port.list(ORG, 'w', { limit: 50 })).total, 1);
    },
  },
  {
    name: 'takes large documents, and names that look like code, as they are',
    async run({ port }) {
      const large = { text: 'é'.repeat(1_000_000) };
      await port.put(ORG, 'w', 'large', large);
      same((await port.get(ORG, 'w', 'large'))?.value, large);
      const nasty = ["'; DROP TABLE documents; --", '"', '%', '__proto__', 'constructor', '$where', '漢字', 'a/b?c#d', ' '];
      for (const name of nasty) {
        await port.put(ORG, name, name, { name }, { unique: { [`u${name}`]: name }, index: { [`i${name}`]: name } });
        same((await port.get<{ name: string }>(ORG, name, name))?.value.name, name);
        assert.equal((await port.getByUnique(ORG, name, `u${name}`, name))?.id, name);
        assert.equal((await port.list(ORG, name, { where: { [`i${name}`]: name }, orderBy: `i${name}`, limit: 5 })).total, 1);
      }
      assert.equal((await port.list(ORG, 'w', { limit: 5 })).total, 1);
    },
  },
  {
    name: 'refuses NUL in ids and indexed values, and values that are no JSON',
    async run({ port }) {
      await rejectsWith('BAD_REQUEST', port.put(ORG, 'w', 'a\0b', 1));
      await rejectsWith('BAD_REQUEST', port.put(ORG, 'w', 'a', 1, { unique: { key: 'a\0' } }));
      await rejectsWith('BAD_REQUEST', port.put(ORG, 'w', 'a', undefined as unknown as Json));
    },
  },
];
const listing: ContractCase<DocumentStore>[] = [
  {
    name: 'filters by all given indexed values, numbers as numbers and text as text',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 1, { index: { status: 'on', n: 1 } });
      await port.put(ORG, 'w', 'b', 1, { index: { status: 'on', n: 2 } });
      await port.put(ORG, 'w', 'c', 1, { index: { status: 'off', n: '2' } });
      assert.equal(await idsOf(port, { where: { status: 'on' } }), 'a b');
      assert.equal(await idsOf(port, { where: { status: 'on', n: 2 } }), 'b');
      assert.equal(await idsOf(port, { where: { n: '2' } }), 'c');
      assert.equal(await idsOf(port, { where: { nothing: 1 } }), '');
      const page = await port.list(ORG, 'w', { where: { status: 'on' }, limit: 1 });
      same([page.items.length, page.total], [1, 2]);
    },
  },
  {
    name: 'finds a substring whatever the case, and takes wild cards for letters',
    async run({ port }) {
      for (const [id, name] of [
        ['a', 'Ärger im Büro'],
        ['b', '100% sure_thing'],
        ['c', 'ÉCOLE'],
      ] as const)
        await port.put(ORG, 'w', id, 1, { index: { name } });
      assert.equal(await idsOf(port, { search: { in: 'name', text: 'BÜR' } }), 'a');
      assert.equal(await idsOf(port, { search: { in: 'name', text: '%' } }), 'b');
      assert.equal(await idsOf(port, { search: { in: 'name', text: 'e_t' } }), 'b');
      assert.equal(await idsOf(port, { search: { in: 'name', text: 'école' } }), 'c');
      assert.equal(await idsOf(port, { search: { in: 'other', text: 'a' } }), '');
    },
  },
  {
    name: 'sorts by an indexed value, by id and by time, both ways',
    async run({ port, passTime }) {
      for (const [id, n] of [
        ['a', 10],
        ['b', 9],
        ['c', 100],
        ['d', 9],
      ] as const) {
        await port.put(ORG, 'w', id, n, { index: { n } });
        await passTime(5);
      }
      await port.put(ORG, 'w', 'a', 11);
      assert.equal(await idsOf(port, { orderBy: 'n' }), 'b d a c');
      assert.equal(await idsOf(port, { orderBy: 'n', descending: true }), 'c a d b');
      assert.equal(await idsOf(port, {}), 'a b c d');
      assert.equal(await idsOf(port, { orderBy: 'createdAt', descending: true }), 'd c b a');
      assert.equal(await idsOf(port, { orderBy: 'updatedAt' }), 'b c d a');
    },
  },
  {
    name: 'lists documents that lack the value they are sorted by, once each',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 1, { index: { n: 5 } });
      await port.put(ORG, 'w', 'b', 1);
      await port.put(ORG, 'w', 'c', 1, { index: { n: 'text' } });
      await port.put(ORG, 'w', 'd', 1);
      for (const descending of [false, true]) {
        same((await allPages(port, { orderBy: 'n', descending, limit: 1 })).sort(), ['a', 'b', 'c', 'd']);
      }
    },
  },
  {
    name: 'pages by cursor without gap or repeat while documents come and go',
    async run({ port }) {
      const names = range(100, 160).map(String);
      for (const name of names) await port.put(ORG, 'w', name, 1, { index: { group: Number(name) % 5, name } });
      for (const query of [{}, { orderBy: 'group' }, { orderBy: 'name', descending: true }, { orderBy: 'createdAt' }]) {
        const seen = await allPages(port, { ...query, limit: 7 }, async (page) => {
          await port.put(ORG, 'w', `000-${page}`, 1, { index: { group: -1, name: '000' } });
          await port.delete(ORG, 'w', `000-${page - 1}`);
        });
        same(seen.filter((id) => !id.startsWith('000')).sort(), names, JSON.stringify(query));
        assert.equal(new Set(seen).size, seen.length);
      }
    },
  },
  {
    name: 'pages by offset too, and counts all that match',
    async run({ port }) {
      for (const id of range(10, 30).map(String)) await port.put(ORG, 'w', id, 1);
      const page = await port.list(ORG, 'w', { offset: 18, limit: 5 });
      same([page.items.map((one) => one.id), page.total, page.nextCursor], [['28', '29', '30'], 21, null]);
      same((await port.list(ORG, 'w', { offset: 50, limit: 5 })).items, []);
    },
  },
  {
    name: 'refuses a cursor of another list, and garbage',
    async run({ port }) {
      for (const id of ['a', 'b', 'c']) await port.put(ORG, 'w', id, 1, { index: { n: id } });
      const { nextCursor } = await port.list(ORG, 'w', { orderBy: 'n', limit: 1 });
      await rejectsWith('BAD_REQUEST', port.list(ORG, 'w', { limit: 1, cursor: nextCursor! }));
      await rejectsWith('BAD_REQUEST', port.list(ORG, 'w', { orderBy: 'n', descending: true, limit: 1, cursor: nextCursor! }));
      for (const cursor of ['x', '', "' OR 1=1", Buffer.from('{"a":1}').toString('base64url')]) {
        await rejectsWith('BAD_REQUEST', port.list(ORG, 'w', { limit: 1, cursor }));
      }
      await rejectsWith('BAD_REQUEST', port.scan('w', 'x', 10));
    },
  },
  {
    name: 'shows an org nothing of another',
    async run({ port }) {
      await port.put(ORG, 'w', 'a', 'mine', { unique: { key: 'k' }, index: { n: 1 } });
      assert.equal(await port.get(OTHER, 'w', 'a'), null);
      assert.equal(await port.getByUnique(OTHER, 'w', 'key', 'k'), null);
      assert.equal((await port.list(OTHER, 'w', { where: { n: 1 }, limit: 5 })).total, 0);
      assert.equal(await port.delete(OTHER, 'w', 'a'), false);
      await port.put(OTHER, 'w', 'a', 'theirs', { index: { n: 1 } });
      assert.equal((await port.get(ORG, 'w', 'a'))?.value, 'mine');
      const { nextCursor } = await port.list(ORG, 'w', { limit: 1 });
      assert.equal(nextCursor, null);
    },
  },
  {
    name: 'scans a collection over all orgs, each document once',
    async run({ port }) {
      for (const n of range(1, 9)) await port.put(n % 2 ? ORG : OTHER, 'w', `d${n}`, n);
      await port.put(ORG, 'elsewhere', 'x', 1);
      const seen: string[] = [];
      for (let cursor: string | null = null; ;) {
        const page: Awaited<ReturnType<DocumentStore['scan']>> = await port.scan('w', cursor, 4);
        seen.push(...page.items.map((one) => `${one.org}/${one.id}=${JSON.stringify(one.value)}`));
        if ((cursor = page.nextCursor) === null) break;
      }
      same(
        seen.sort(),
        range(1, 9)
          .map((n) => `${n % 2 ? ORG : OTHER}/d${n}=${n}`)
          .sort(),
      );
    },
  },
  {
    name: 'keeps everything over a restart',
    needsReopen: true,
    async run({ port, reopen }) {
      const written = await port.put(ORG, 'w', 'a', { x: 1 }, { unique: { key: 'k' }, index: { n: 1 } });
      const again = await reopen!();
      same(await again.getByUnique(ORG, 'w', 'key', 'k'), written);
      assert.equal(await idsOf(again, { where: { n: 1 } }), 'a');
      assert.equal((await again.put(ORG, 'w', 'a', 2, { ifVersion: 1 })).version, 2);
    },
  },
];
/** Documents of an org in named collections. */
export const documentStoreContract: Contract<DocumentStore> = { port: 'DocumentStore', cases: [...writing, ...listing] };
