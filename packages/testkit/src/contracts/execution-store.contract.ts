import assert from 'node:assert/strict';
import { executionId, orgId, type Commit, type ExecutionHead, type Json, type OrgId, type PartitionId } from '@agentflow/core';
import type { ExecutionStore, Ownership } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { rejectsWith, same } from './assertions.js';

const ORG = orgId('default');
const OTHER = orgId('other');
const P0 = 'master/00' as PartitionId;
const P1 = 'master/01' as PartitionId;
const P2 = 'master/02' as PartitionId;
const AT = Date.UTC(2026, 0, 1);

export function commitOf(partition: PartitionId, position: number, id: string, version: number, more: Partial<Commit> = {}): Commit {
  return {
    org: ORG,
    executionId: executionId(id),
    version,
    partition,
    position,
    epoch: 1,
    commitId: `${partition}:${position}:${id}:${version}`,
    at: AT + position,
    causes: [],
    events: [{ type: 'NodeStarted', path: `n${version}`, seq: version }],
    messages: [],
    wakeAt: null,
    ...more,
  };
}
export function headOf(id: string, version: number, more: Partial<ExecutionHead> = {}): ExecutionHead {
  return {
    org: ORG,
    executionId: executionId(id),
    partition: P0,
    version,
    workflowId: 'W1',
    workflowName: 'Triage',
    revision: 1,
    digest: 'sha256:0',
    status: 'running',
    phase: null,
    createdAt: AT,
    startedAt: AT,
    endedAt: null,
    wakeAt: null,
    trial: false,
    tags: [],
    priority: 0,
    trigger: null,
    parentId: null,
    rootId: id,
    error: null,
    usage: { inputTokens: 0, outputTokens: 0, cost: '0' },
    nodesTotal: 3,
    waitingCount: 0,
    ...more,
  };
}
async function readAll(store: ExecutionStore, org: OrgId, id: string, version = 0): Promise<Commit[]> {
  const commits: Commit[] = [];
  for await (const commit of store.read(org, executionId(id), version)) commits.push(commit);
  return commits;
}
const claimOne = async (store: ExecutionStore, partition = P0, owner = 'one'): Promise<Ownership> => {
  const [owned] = await store.claim([partition], owner, 0);
  assert.ok(owned, 'the partition is free');
  return owned;
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const appending: ContractCase<ExecutionStore>[] = [
  {
    name: 'reads back an appended commit exactly as it was',
    async run({ port }) {
      await claimOne(port);
      const commit = commitOf(P0, 2, 'E1', 1, {
        causes: [
          {
            command: { type: 'Pause', by: 'me', reason: 'tabs\tand\nlines "quoted" \u2028 \u0000 end' },
            at: AT,
            id: 'c1',
            seed: 9007199254740991,
          },
        ],
        messages: [{ to: executionId('E2'), command: { type: 'Wake' } }],
        wakeAt: AT + 5,
      });
      same([...(await port.append([commit]))], [[P0, 'durable']]);
      same(await readAll(port, ORG, 'E1'), [commit]);
    },
  },
  {
    name: 'answers an empty append at once',
    run: async ({ port }) => assert.equal((await port.append([])).size, 0),
  },
  {
    name: 'takes commits of many partitions in one write and answers for each',
    async run({ port }) {
      await port.claim([P0, P1, P2], 'one', 0);
      const answer = await port.append([
        commitOf(P0, 2, 'A', 1),
        commitOf(P1, 2, 'B', 1),
        commitOf(P2, 2, 'C', 1),
        commitOf(P0, 3, 'A', 2),
      ]);
      same(new Map(answer), new Map([P0, P1, P2].map((partition) => [partition, 'durable'])));
      same(
        (await readAll(port, ORG, 'A')).map((one) => one.version),
        [1, 2],
      );
      same(
        (await port.tail(P0, 1, 10)).map((one) => one.position),
        [2, 3],
      );
    },
  },
  {
    name: 'counts a repeat of a stored commit as durable and stores it once',
    async run({ port }) {
      await claimOne(port);
      const commit = commitOf(P0, 2, 'E1', 1);
      await port.append([commit]);
      assert.equal((await port.append([commit])).get(P0), 'durable');
      const next = commitOf(P0, 3, 'E1', 2);
      assert.equal((await port.append([commit, next])).get(P0), 'durable');
      same(await readAll(port, ORG, 'E1'), [commit, next]);
    },
  },
  {
    name: 'takes the same commit from concurrent appends once',
    async run({ port }) {
      await claimOne(port);
      const commit = commitOf(P0, 2, 'E1', 1);
      const answers = await Promise.all(range(1, 8).map(() => port.append([commit])));
      same(
        answers.map((answer) => answer.get(P0)),
        Array(8).fill('durable'),
      );
      assert.equal((await readAll(port, ORG, 'E1')).length, 1);
    },
  },
  {
    name: 'says ownership-lost where a foreign commit holds the position, and keeps the foreign one',
    async run({ port }) {
      await claimOne(port);
      const theirs = commitOf(P0, 2, 'E1', 1, { commitId: 'theirs' });
      await port.append([theirs]);
      const answer = await port.append([commitOf(P0, 2, 'E9', 1, { commitId: 'ours' })]);
      assert.equal(answer.get(P0), 'ownership-lost');
      same(await readAll(port, ORG, 'E1'), [theirs]);
      same(await readAll(port, ORG, 'E9'), []);
    },
  },
  {
    name: 'refuses a former epoch once a new owner has claimed',
    async run({ port, passTime }) {
      const [old] = await port.claim([P0], 'one', 1000);
      await port.append([commitOf(P0, 2, 'E1', 1, { epoch: old!.epoch })]);
      await passTime(1500);
      const [taken] = await port.claim([P0], 'two', 1000);
      assert.equal(taken!.epoch, old!.epoch + 1);
      assert.equal(taken!.position, 3, 'the epoch record has a position of its own');
      assert.equal((await port.append([commitOf(P0, 3, 'E1', 2, { epoch: old!.epoch })])).get(P0), 'ownership-lost');
      assert.equal((await port.append([commitOf(P0, 4, 'E1', 2, { epoch: old!.epoch })])).get(P0), 'ownership-lost');
      assert.equal((await port.append([commitOf(P0, 4, 'E1', 2, { epoch: taken!.epoch })])).get(P0), 'durable');
      same(
        (await readAll(port, ORG, 'E1')).map((one) => [one.version, one.epoch]),
        [
          [1, old!.epoch],
          [2, taken!.epoch],
        ],
      );
    },
  },
  {
    name: 'writes all commits of a partition in an append, or none of them',
    async run({ port }) {
      await port.claim([P0, P1], 'one', 0);
      await port.append([commitOf(P0, 2, 'E1', 1)]);
      const answer = await port.append([
        commitOf(P0, 3, 'E1', 2),
        commitOf(P0, 3, 'E2', 1, { commitId: 'clash' }),
        commitOf(P1, 2, 'E3', 1),
      ]);
      assert.equal(answer.get(P0), 'ownership-lost');
      assert.equal(answer.get(P1), 'durable', 'other partitions go on');
      same(
        (await port.tail(P0, 0, 10)).map((one) => one.position),
        [1, 2],
      );
      assert.equal((await readAll(port, ORG, 'E3')).length, 1);
    },
  },
  {
    name: 'refuses a commit behind a gap: what it rests on was never written',
    async run({ port }) {
      await claimOne(port);
      assert.equal((await port.append([commitOf(P0, 3, 'E1', 1)])).get(P0), 'ownership-lost');
      same(await port.tail(P0, 1, 10), []);
    },
  },
  {
    name: 'keeps (executionId, version) unique',
    async run({ port }) {
      await claimOne(port);
      await port.append([commitOf(P0, 2, 'E1', 1), commitOf(P0, 3, 'E1', 2)]);
      assert.equal((await port.append([commitOf(P0, 4, 'E1', 2, { commitId: 'again' })])).get(P0), 'ownership-lost');
      assert.equal((await port.append([commitOf(P0, 4, 'E1', 3)])).get(P0), 'durable');
      same(
        (await readAll(port, ORG, 'E1')).map((one) => one.version),
        [1, 2, 3],
      );
    },
  },
  {
    name: 'answers every one of many concurrent appends for itself',
    async run({ port }) {
      await port.claim([P0, P1], 'one', 0);
      const answers = await Promise.all([
        ...range(2, 101).map((position) => port.append([commitOf(P0, position, `E${position % 7}`, position)])),
        port.append([commitOf(P0, 50, 'Foreign', 1)]),
        ...range(2, 101).map((position) => port.append([commitOf(P1, position, `F${position}`, 1)])),
      ]);
      assert.equal(answers[100]!.get(P0), 'ownership-lost');
      assert.equal(answers.filter((answer) => [...answer.values()].every((one) => one === 'durable')).length, 200);
      same(
        (await port.tail(P0, 1, 1000)).map((one) => one.position),
        range(2, 101),
      );
      same(
        (await port.tail(P1, 1, 1000)).map((one) => one.position),
        range(2, 101),
      );
    },
  },
  {
    name: 'keeps large commits and any Unicode',
    async run({ port }) {
      await claimOne(port);
      const large = commitOf(P0, 2, 'E1', 1, { events: [{ type: 'ExecutionStopped', reason: 'é😀漢'.repeat(90_000), seq: 1 }] });
      const small = commitOf(P0, 3, 'E2', 1, {
        events: [{ type: 'ExecutionStopped', reason: '\ud83d lone surrogate \u0001\u001f\u007f', seq: 1 }],
      });
      const plain = commitOf(P0, 4, 'E3', 1);
      await Promise.all([port.append([large]), port.append([small]), port.append([plain])]);
      same(await readAll(port, ORG, 'E1'), [large]);
      same(await readAll(port, ORG, 'E2'), [small]);
      same(await readAll(port, ORG, 'E3'), [plain]);
    },
  },
  {
    name: 'refuses ids with control characters and nothing else with them',
    async run({ port }) {
      await claimOne(port);
      const [bad, good] = await Promise.allSettled([port.append([commitOf(P0, 3, 'E\t1', 1)]), port.append([commitOf(P0, 2, 'E2', 1)])]);
      assert.equal(bad.status, 'rejected');
      assert.equal(good.status === 'fulfilled' && good.value.get(P0), 'durable');
      await rejectsWith('BAD_REQUEST', port.append([commitOf(P0, 3, 'E\n1', 1)]));
    },
  },
];
const reading: ContractCase<ExecutionStore>[] = [
  {
    name: 'reads an execution after a version, oldest first, across many appends',
    async run({ port }) {
      await claimOne(port);
      for (let position = 2; position <= 601; position += 3) {
        await port.append([
          commitOf(P0, position, 'E1', position - 1),
          commitOf(P0, position + 1, 'E1', position),
          commitOf(P0, position + 2, 'E1', position + 1),
        ]);
      }
      same(
        (await readAll(port, ORG, 'E1')).map((one) => one.version),
        range(1, 600),
      );
      same(
        (await readAll(port, ORG, 'E1', 597)).map((one) => one.version),
        [598, 599, 600],
      );
      same(await readAll(port, ORG, 'E1', 600), []);
    },
  },
  {
    name: 'shows an execution to its own org alone',
    async run({ port }) {
      await claimOne(port);
      await port.append([commitOf(P0, 2, 'E1', 1)]);
      same(await readAll(port, OTHER, 'E1'), []);
      assert.equal((await readAll(port, ORG, 'E1')).length, 1);
      same(await readAll(port, ORG, 'nobody'), []);
    },
  },
  {
    name: 'follows a partition: records after a position, at most as many as asked, epoch records included',
    async run({ port }) {
      await claimOne(port);
      await port.append(range(2, 21).map((position) => commitOf(P0, position, 'E1', position - 1)));
      const first = await port.tail(P0, 0, 5);
      same(
        first.map((one) => [one.kind, one.position]),
        [
          ['epoch', 1],
          ['commit', 2],
          ['commit', 3],
          ['commit', 4],
          ['commit', 5],
        ],
      );
      same(
        (await port.tail(P0, 5, 100)).map((one) => one.position),
        range(6, 21),
      );
      same(await port.tail(P0, 21, 100), []);
      same(await port.tail(P1, 0, 100), []);
    },
  },
  {
    name: 'keeps what was acknowledged over a restart, and goes on at the next position',
    needsReopen: true,
    async run({ port, reopen }) {
      await port.claim([P0, P1], 'one', 0);
      for (let i = 0; i < 300; i++) await port.append(range(0, 4).map((k) => commitOf(P0, 2 + i * 5 + k, `E${k}`, i + 1)));
      await port.append([commitOf(P1, 2, 'X', 1)]);
      const again = await reopen!();
      same(
        (await again.tail(P0, 0, 2000)).map((one) => one.position),
        range(1, 1501),
      );
      for (const k of range(0, 4))
        same(
          (await readAll(again, ORG, `E${k}`)).map((one) => one.version),
          range(1, 300),
        );
      same(
        (await readAll(again, ORG, 'E3', 298)).map((one) => one.version),
        [299, 300],
      );
      const owned = await claimOne(again); // as `one`: a lease without end is nobody else's
      same([owned.epoch, owned.position], [2, 1502]);
      assert.equal((await again.append([commitOf(P0, 7, 'E0', 2, { commitId: 'foreign' })])).get(P0), 'ownership-lost');
      assert.equal((await again.append([commitOf(P0, 7, 'E0', 2)])).get(P0), 'durable', 'a repeat, also after a restart');
      assert.equal((await again.append([commitOf(P0, 1503, 'E0', 301, { epoch: 2 })])).get(P0), 'durable');
      assert.equal((await again.append([commitOf(P0, 1504, 'E1', 300, { epoch: 2 })])).get(P0), 'ownership-lost', 'the version is taken');
    },
  },
];
const owning: ContractCase<ExecutionStore>[] = [
  {
    name: 'gives a free partition to one of several owners',
    async run({ port }) {
      const claims = await Promise.all(['one', 'two', 'three', 'four'].map((owner) => port.claim([P0, P1], owner, 60_000)));
      assert.equal(claims.flat().length, 2, 'each partition went to exactly one');
      assert.equal(new Set(claims.flat().map((one) => one.owner)).size, 1);
    },
  },
  {
    name: 'lets its owner claim a partition again, in a new epoch',
    async run({ port }) {
      const first = await claimOne(port);
      const second = await claimOne(port);
      same([first.epoch, first.position, second.epoch, second.position], [1, 1, 2, 2]);
      const records = await port.tail(P0, 0, 10);
      same(
        records.map((one) => [one.kind, one.epoch]),
        [
          ['epoch', 1],
          ['epoch', 2],
        ],
      );
      assert.equal(records[1]!.kind === 'epoch' && records[1]!.owner, 'one');
    },
  },
  {
    name: 'lets nobody take a lease that is renewed, and anybody one that has run out',
    async run({ port, passTime }) {
      const owned = await port.claim([P0], 'one', 3000);
      await passTime(2000);
      same(await port.renew(owned, 3000), [P0]);
      await passTime(2000);
      same(await port.claim([P0], 'two', 3000), []);
      await passTime(1500);
      const [taken] = await port.claim([P0], 'two', 3000);
      assert.equal(taken?.owner, 'two');
      same(await port.renew(owned, 3000), [], 'the former owner has it no more');
    },
  },
  {
    name: 'frees what its owner releases, and only that',
    async run({ port }) {
      const [first, second] = await port.claim([P0, P1], 'one', 60_000);
      await port.release([first!]);
      same(
        (await port.claim([P0, P1], 'two', 60_000)).map((one) => one.partition),
        [P0],
      );
      await port.release([{ ...second!, epoch: second!.epoch - 1 }]);
      same(await port.claim([P1], 'three', 60_000), []);
    },
  },
];
/** What only a store that several processes share can get wrong; where there is one process alone, its port plays all of them. */
const sharing: ContractCase<ExecutionStore>[] = [
  {
    name: 'gives a partition to exactly one of two claimers that race, round after round',
    async run({ port, another }) {
      const claimers = [port, (await another?.()) ?? port] as const;
      const wins = [0, 0];
      for (let round = 1; round <= 50; round++) {
        const claims = await Promise.all(claimers.map((claimer, n) => claimer.claim([P0], `claimer-${n}`, 60_000)));
        const winners = claims.flatMap((owned, n) => (owned.length > 0 ? [n] : []));
        assert.equal(winners.length, 1, `round ${round}`);
        const winner = winners[0] as 0 | 1;
        wins[winner]!++;
        same([claims[winner]![0]!.epoch, claims[winner]![0]!.position], [round, round]);
        await claimers[winner].release(claims[winner]!);
      }
      same(
        (await port.tail(P0, 0, 100)).map((record) => [record.kind, record.position, record.epoch]),
        range(1, 50).map((n) => ['epoch', n, n]),
      );
    },
  },
  {
    name: 'fences a former owner in another process by the epoch record, even where it has not heard of it',
    async run({ port, another }) {
      const successor = (await another?.()) ?? port;
      const [old] = await port.claim([P0], 'old', 60_000);
      assert.equal((await port.append([commitOf(P0, 2, 'E1', 1, { epoch: old!.epoch })])).get(P0), 'durable');
      await port.release([old!]);
      const [taken] = await successor.claim([P0], 'new', 60_000);
      same([taken!.epoch, taken!.position], [2, 3]);
      assert.equal((await port.append([commitOf(P0, 3, 'E1', 2, { epoch: 1, commitId: 'stale' })])).get(P0), 'ownership-lost');
      assert.equal((await successor.append([commitOf(P0, 4, 'E1', 2, { epoch: 2 })])).get(P0), 'durable');
      // It has seen where the log ends by now; it may not write there either.
      assert.equal((await port.append([commitOf(P0, 5, 'E1', 3, { epoch: 1, commitId: 'staler' })])).get(P0), 'ownership-lost');
      assert.equal((await successor.append([commitOf(P0, 5, 'E1', 3, { epoch: 2 })])).get(P0), 'durable');
      same(
        (await readAll(successor, ORG, 'E1')).map((one) => [one.position, one.epoch]),
        [
          [2, 1],
          [4, 2],
          [5, 2],
        ],
      );
      same(await port.renew([old!], 60_000), []);
    },
  },
  {
    name: 'puts the epoch record behind what a former owner still wrote meanwhile',
    async run({ port, another }) {
      const successor = (await another?.()) ?? port;
      const [old] = await port.claim([P0], 'old', 0);
      let position = 1;
      let stopped = false;
      const writing = (async () => {
        for (; ; position++) {
          const answer = await port.append([commitOf(P0, position + 1, 'E1', position, { epoch: old!.epoch })]);
          if (answer.get(P0) !== 'durable') return;
          if (position === 3) await port.release([old!]); // its lease is gone, and it does not know
          if (stopped) return;
        }
      })();
      let taken: Ownership | undefined;
      while (!taken) [taken] = await successor.claim([P0], 'new', 0);
      await writing;
      stopped = true;
      const records = await successor.tail(P0, 0, 10_000);
      const record = records.findIndex((one) => one.kind === 'epoch' && one.epoch === 2);
      same(
        records.map((one) => one.position),
        range(1, records.length),
      );
      same([records[record]?.position, record], [taken.position, records.length - 1]);
      assert.equal(position, record, 'all that was acknowledged stands before the epoch record, and nothing behind it');
    },
  },
  {
    name: 'keeps a thousand commits over sixteen partitions in order',
    async run({ port, another }) {
      const partitions = range(0, 15).map((n) => `master/${String(n).padStart(2, '0')}` as PartitionId);
      assert.equal((await port.claim(partitions, 'one', 60_000)).length, 16);
      const last = new Map(partitions.map((partition) => [partition, 1]));
      const appends: Promise<unknown>[] = [];
      for (let batch = 0; batch < 25; batch++) {
        const commits = range(0, 39).map((n) => {
          const partition = partitions[(batch * 7 + n) % 16] as PartitionId;
          const position = (last.get(partition) as number) + 1;
          last.set(partition, position);
          return commitOf(partition, position, `E-${partition}`, position - 1);
        });
        appends.push(port.append(commits).then((answer) => assert.ok([...answer.values()].every((one) => one === 'durable'))));
      }
      await Promise.all(appends);
      const reader = (await another?.()) ?? port;
      let count = 0;
      for (const partition of partitions) {
        const records = await reader.tail(partition, 1, 1000);
        same(
          records.map((one) => [one.position, one.kind === 'commit' && one.version]),
          range(2, last.get(partition) as number).map((n) => [n, n - 1]),
        );
        count += records.length;
      }
      assert.equal(count, 1000);
    },
  },
  {
    name: 'keeps a commit of nearly a mebibyte, with keys of any name in their order',
    async run({ port, another }) {
      await claimOne(port);
      const value = JSON.parse('{"z":1,"a.b":{"$set":{"":null}},"__proto__":{"x":1},"$where":"1","10":2,"2":[],"constructor":3}') as Json;
      const output = { value: { text: 'x'.repeat(1024 * 1024 - 2000), value } };
      const commit = commitOf(P0, 2, 'E1', 1, {
        events: [{ type: 'NodeCompleted', path: 'n', output, handles: ['out'], seq: 1 }] as unknown as Commit['events'],
      });
      assert.equal((await port.append([commit])).get(P0), 'durable');
      const [read] = await readAll((await another?.()) ?? port, ORG, 'E1');
      assert.equal(JSON.stringify(read!.events), JSON.stringify(commit.events));
      same(read, commit);
    },
  },
  {
    name: 'keeps the same id of two orgs apart in log, heads and deletion',
    async run({ port }) {
      await claimOne(port);
      const mine = commitOf(P0, 2, 'same', 1);
      const theirs = commitOf(P0, 3, 'same-too', 1, { org: OTHER });
      await port.append([mine, theirs]);
      await port.project(
        [headOf('same', 1, { tags: ['t'] }), headOf('same', 4, { org: OTHER, tags: ['t'], workflowName: 'theirs' })],
        new Map(),
      );
      assert.equal((await port.head(ORG, executionId('same')))?.version, 1);
      assert.equal((await port.head(OTHER, executionId('same')))?.workflowName, 'theirs');
      for (const org of [ORG, OTHER])
        same([(await port.list(org, { tag: 't', limit: 9 })).items.length, await port.countOpen(org, 'W1')], [1, 1]);
      await port.delete(OTHER, [executionId('same')]);
      same([await port.head(OTHER, executionId('same')), (await readAll(port, ORG, 'same')).length], [null, 1]);
      assert.equal((await port.head(ORG, executionId('same')))?.version, 1);
      same([await readAll(port, ORG, 'same-too'), (await readAll(port, OTHER, 'same-too')).length], [[], 1]);
    },
  },
  {
    name: 'never gives the position of a deleted commit again',
    async run({ port, another }) {
      const owned = await port.claim([P0], 'one', 60_000);
      await port.append([commitOf(P0, 2, 'kept', 1), commitOf(P0, 3, 'gone', 1), commitOf(P0, 4, 'gone', 2)]);
      await port.delete(ORG, [executionId('gone')]);
      while (await port.reclaim());
      const later = (await another?.()) ?? port;
      await port.release(owned);
      const [taken] = await later.claim([P0], 'two', 60_000);
      same([taken!.epoch, taken!.position], [2, 5]);
      while (await port.reclaim());
      assert.equal((await later.append([commitOf(P0, 6, 'kept', 2, { epoch: 2 })])).get(P0), 'durable');
      same(
        (await port.tail(P0, 0, 10)).map((one) => one.position),
        [1, 2, 5, 6],
      );
    },
  },
];
const projecting: ContractCase<ExecutionStore>[] = [
  {
    name: 'keeps the newest version of a head, whatever the order of writes',
    async run({ port }) {
      await Promise.all([
        port.project([headOf('E1', 3, { status: 'completed' })], new Map([[P0, 9]])),
        port.project([headOf('E1', 2)], new Map([[P0, 5]])),
      ]);
      await port.project([headOf('E1', 1)], new Map([[P1, 4]]));
      assert.equal((await port.head(ORG, executionId('E1')))?.version, 3);
      same(
        await port.cursors([P0, P1, P2]),
        new Map([
          [P0, 9],
          [P1, 4],
          [P2, 0],
        ]),
      );
    },
  },
  {
    name: 'answers a head as it was projected, to its own org alone',
    async run({ port }) {
      const head = headOf('E1', 1, {
        workflowName: 'Größe "x"\n😀',
        trigger: { type: 'webhook', body: [1, null] },
        error: { code: 'X', message: 'm', path: null },
      });
      await port.project([head], new Map());
      same(await port.head(ORG, executionId('E1')), head);
      assert.equal(await port.head(OTHER, executionId('E1')), null);
      same((await port.list(OTHER, { limit: 10 })).items, []);
      assert.equal(await port.countOpen(OTHER, 'W1'), 0);
    },
  },
  {
    name: 'lists newest first and filters by workflow, status, tag and time',
    async run({ port }) {
      await port.project(
        [
          headOf('A', 1, { createdAt: AT + 1, tags: ['red', 'blue'] }),
          headOf('B', 1, { createdAt: AT + 2, status: 'failed', workflowId: 'W2' }),
          headOf('C', 1, { createdAt: AT + 3, status: 'completed', tags: ['red'] }),
          headOf('D', 1, { createdAt: AT + 3, status: 'failed' }),
          headOf('E', 1, { createdAt: AT + 9, org: OTHER, tags: ['red'] }),
        ],
        new Map(),
      );
      const ids = async (query: Omit<Parameters<ExecutionStore['list']>[1], 'limit'>) =>
        (await port.list(ORG, { ...query, limit: 10 })).items.map((one) => String(one.executionId)).join('');
      assert.equal(await ids({}), 'DCBA');
      assert.equal(await ids({ workflowId: 'W1' }), 'DCA');
      assert.equal(await ids({ status: ['failed'] }), 'DB');
      assert.equal(await ids({ status: ['completed', 'running', 'running'] }), 'CA');
      assert.equal(await ids({ status: [] }), '');
      assert.equal(await ids({ tag: 'red' }), 'CA');
      assert.equal(await ids({ tag: 'red', status: ['completed'], workflowId: 'W1' }), 'C');
      assert.equal(await ids({ from: AT + 2, to: AT + 3 }), 'B');
      assert.equal(await ids({ tag: "red' OR 1=1 --" }), '');
    },
  },
  {
    name: 'shows shared deciders to take-over and timers, but in no list',
    async run({ port }) {
      const partition = headOf('A', 1, {}).partition;
      const shared = (id: string, more: object) => headOf(id, 1, { workflowId: '$mutex', status: 'waiting', wakeAt: AT + 5, ...more });
      await port.project(
        [headOf('A', 1, { createdAt: AT }), shared('B', { createdAt: AT - 1 }), shared('C', { createdAt: AT + 1, status: 'completed' })],
        new Map(),
      );
      const ids = async (query: object) => (await port.list(ORG, { ...query, limit: 2 })).items.map((one) => one.executionId).join('');
      assert.equal(await ids({}), 'A');
      assert.equal(await ids({ status: ['waiting', 'completed'] }), '');
      assert.equal((await port.list(ORG, { limit: 1 })).nextCursor, null);
      assert.equal((await port.head(ORG, shared('B', {}).executionId))?.workflowId, '$mutex');
      const open = (await port.open([partition, shared('B', {}).partition], null, 10)).items.map((one) => one.executionId);
      assert.ok(open.includes(shared('B', {}).executionId) && !open.includes(shared('C', {}).executionId));
      same(
        (await port.due([shared('B', {}).partition], AT + 5, 10)).map((one) => one.executionId),
        ['B'],
      );
    },
  },
  {
    name: 'pages without gap or repeat while executions are added and change',
    async run({ port }) {
      const names = range(100, 149).map(String);
      await port.project(
        names.map((name, i) => headOf(name, 1, { createdAt: AT + Math.floor(i / 3), status: i % 2 ? 'failed' : 'running' })),
        new Map(),
      );
      for (const status of [undefined, ['failed', 'running']]) {
        const seen: string[] = [];
        for (let cursor: string | undefined, page = 0; ; page++) {
          const answer = await port.list(ORG, { limit: 7, ...(cursor && { cursor }), ...(status && { status }) });
          seen.push(...answer.items.map((one) => String(one.executionId)));
          await port.project([headOf(`new-${page}-${status?.length}`, 1, { createdAt: AT + 10_000 + page })], new Map());
          if (answer.nextCursor === null) break;
          cursor = answer.nextCursor;
        }
        same(
          seen.filter((id) => !id.startsWith('new-')),
          [...names].reverse(),
        );
      }
    },
  },
  {
    name: 'refuses a cursor it has not answered',
    async run({ port }) {
      for (const cursor of ['garbage', '', 'W10', Buffer.from('[1]').toString('base64url'), "' OR 1=1 --"]) {
        await rejectsWith('BAD_REQUEST', port.list(ORG, { limit: 5, cursor }));
      }
    },
  },
  {
    name: 'finds what is open and what is due by partition',
    async run({ port }) {
      await port.project(
        [
          headOf('A', 1, { wakeAt: AT + 10 }),
          headOf('B', 1, { wakeAt: AT + 20, partition: P1 }),
          headOf('C', 1, { wakeAt: AT + 5, status: 'completed' }),
          headOf('D', 1, { wakeAt: AT + 15, org: OTHER }),
          headOf('E', 1, { workflowId: 'W2' }),
        ],
        new Map(),
      );
      const due = async (partitions: PartitionId[], at: number) =>
        (await port.due(partitions, at, 10))
          .map((one) => String(one.executionId))
          .sort()
          .join('');
      assert.equal(await due([P0], AT + 9), '');
      assert.equal(await due([P0], AT + 10), 'A');
      assert.equal(await due([P0, P1], AT + 30), 'ABD');
      assert.equal((await port.due([P0, P1], AT + 30, 2)).length, 2);
      const open: string[] = [];
      for (let cursor: string | null = null; ;) {
        const page: Awaited<ReturnType<ExecutionStore['open']>> = await port.open([P0, P1], cursor, 2);
        open.push(...page.items.map((one) => String(one.executionId)));
        if ((cursor = page.nextCursor) === null) break;
      }
      same(open.sort(), ['A', 'B', 'D', 'E']);
      same((await port.open([P2], null, 10)).items, []);
      assert.equal(await port.countOpen(ORG, 'W1'), 2);
      await port.project([headOf('A', 2, { status: 'stopped', wakeAt: null })], new Map());
      assert.equal(await port.countOpen(ORG, 'W1'), 1);
      assert.equal(await due([P0], AT + 10), '');
    },
  },
  {
    name: 'keeps the projection over a restart while the log goes with it',
    needsReopen: true,
    async run({ port, reopen }) {
      await claimOne(port);
      await port.append([commitOf(P0, 2, 'E1', 1)]);
      await port.project([headOf('E1', 1)], new Map([[P0, 2]]));
      const again = await reopen!();
      same(await again.cursors([P0]), new Map([[P0, 2]]));
      assert.equal((await again.head(ORG, executionId('E1')))?.version, 1);
    },
  },
];
/** The log, its ownership and its projection. */
const deleting: ContractCase<ExecutionStore>[] = [
  {
    name: 'deletes whole executions and nothing else, in this org alone, once and again',
    async run({ port }) {
      await claimOne(port);
      await port.append(range(1, 6).map((n) => commitOf(P0, n + 1, n % 2 === 0 ? 'even' : 'odd', Math.ceil(n / 2))));
      await port.append([commitOf(P0, 8, 'theirs', 1, { org: OTHER })]);
      await port.project(
        [headOf('even', 3, { status: 'completed', endedAt: AT, tags: ['t'] }), headOf('odd', 3, { tags: ['t'] })],
        new Map(),
      );
      await port.delete(ORG, [executionId('even'), executionId('theirs'), executionId('nobody')]);
      await port.delete(ORG, [executionId('even')]);
      same(await readAll(port, ORG, 'even'), []);
      same(
        (await readAll(port, ORG, 'odd')).map((one) => one.version),
        [1, 2, 3],
      );
      same((await readAll(port, OTHER, 'theirs')).length, 1);
      assert.equal(await port.head(ORG, executionId('even')), null);
      assert.notEqual(await port.head(ORG, executionId('odd')), null);
      same(
        (await port.list(ORG, { limit: 10, tag: 't' })).items.map((head) => head.executionId),
        ['odd'],
      );
      same(
        (await port.tail(P0, 0, 100)).map((record) => record.position),
        [1, 2, 4, 6, 8],
      );
      same(
        (await port.tail(P0, 2, 2)).map((record) => record.position),
        [4, 6],
      );
      for (let steps = 0; await port.reclaim(); steps++) assert.ok(steps < 100);
      same((await readAll(port, ORG, 'odd')).length, 3);
    },
  },
  {
    name: 'takes an id again after its execution was deleted, from version 1 on',
    async run({ port }) {
      await claimOne(port);
      await port.append([commitOf(P0, 2, 'E', 1), commitOf(P0, 3, 'E', 2)]);
      await port.delete(ORG, [executionId('E')]);
      same([...(await port.append([commitOf(P0, 4, 'E', 1)]))], [[P0, 'durable']]);
      same(
        (await readAll(port, ORG, 'E')).map((one) => one.position),
        [4],
      );
      same(
        (await port.tail(P0, 0, 100)).map((record) => record.position),
        [1, 4],
      );
    },
  },
  {
    name: 'lists what has ended, a page at a time, and counts what is open below a root',
    async run({ port }) {
      const ended = range(1, 5).map((n) => headOf(`E${n}`, 1, { status: 'failed', endedAt: AT, partition: n === 5 ? P1 : P0 }));
      const open = [headOf('O1', 1, { rootId: 'R' }), headOf('O2', 1, { rootId: 'R', status: 'waiting' }), headOf('O3', 1)];
      await port.project([...ended, ...open], new Map());
      const seen: string[] = [];
      for (let cursor: string | null = null; ;) {
        const page: Awaited<ReturnType<ExecutionStore['ended']>> = await port.ended([P0], cursor, 3);
        seen.push(...page.items.map((head) => head.executionId));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      same(seen.sort(), ['E1', 'E2', 'E3', 'E4']);
      assert.equal(await port.countOpenOfRoot(ORG, 'R'), 2);
      assert.equal(await port.countOpenOfRoot(ORG, 'E1'), 0);
      assert.equal(await port.countOpenOfRoot(OTHER, 'R'), 0);
    },
  },
];

export const executionStoreContract: Contract<ExecutionStore> = {
  port: 'ExecutionStore',
  cases: [...appending, ...reading, ...owning, ...sharing, ...projecting, ...deleting],
};
