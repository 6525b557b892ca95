import assert from 'node:assert/strict';
import type { Json, PartitionId } from '@agentflow/core';
import type { ExecutionStore, Member, Membership } from '@agentflow/ports';
import type { Contract, ContractCase } from './contract.js';
import { same } from './assertions.js';

/** A membership, and the store whose ownership it tells of. */
export interface MembershipSet {
  readonly membership: Membership;
  readonly executions: Pick<ExecutionStore, 'claim' | 'renew' | 'release'>;
}
const FOREVER = 600_000;
const P0 = 'master/00' as PartitionId;
const P1 = 'master/01' as PartitionId;
const R0 = 'research/00' as PartitionId;
const memberOf = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  service: 'orchestrator',
  address: '127.0.0.1:7001',
  httpUrl: 'http://127.0.0.1:9101',
  domains: ['master'],
  version: '1.0.0',
  startedAt: 1_000,
  leaving: false,
  figures: {},
  ...more,
});
const idsOf = async ({ membership }: MembershipSet, service?: Member['service']): Promise<string> =>
  (await membership.members(service)).map(({ id }) => id).join(' ');

const members: ContractCase<MembershipSet>[] = [
  {
    name: 'shows members as they tell of themselves, with the time since they did',
    async run({ port, passTime }) {
      const figures = JSON.parse('{"z":1,"a.b":{"$set":[null,"$owner"]},"__proto__":{"deep":true},"$where":"1"}') as {
        [name: string]: Json;
      };
      const member = memberOf('$owner', { figures, domains: ['*', 'f.in'], leaving: true });
      await port.membership.beat(member, FOREVER);
      const [first] = await port.membership.members();
      const { seenMsAgo, ...told } = first!;
      same(told, member);
      assert.equal(JSON.stringify(told.figures), JSON.stringify(figures));
      assert.ok(seenMsAgo >= 0);
      await passTime(120);
      assert.ok((await port.membership.members())[0]!.seenMsAgo >= seenMsAgo + 100);
      await port.membership.beat(memberOf('$owner', { figures: { queue: 2 } }), FOREVER);
      const [again, ...others] = await port.membership.members();
      same([again!.figures, again!.leaving, others.length], [{ queue: 2 }, false, 0]);
    },
  },
  {
    name: 'forgets a member when its time is over, and knows it again when it speaks',
    async run({ port, passTime }) {
      await port.membership.beat(memberOf('short'), 200);
      await port.membership.beat(memberOf('long'), FOREVER);
      await passTime(300);
      assert.equal(await idsOf(port), 'long');
      await port.membership.beat(memberOf('short'), FOREVER);
      assert.equal(await idsOf(port), 'long short');
    },
  },
  {
    name: 'lists the oldest first, all of them or those of one service',
    async run({ port }) {
      await port.membership.beat(memberOf('c', { startedAt: 1 }), FOREVER);
      await port.membership.beat(memberOf('b', { startedAt: 2 }), FOREVER);
      await port.membership.beat(memberOf('a', { startedAt: 2, service: 'gateway' }), FOREVER);
      assert.equal(await idsOf(port), 'c a b');
      assert.equal(await idsOf(port, 'orchestrator'), 'c b');
      assert.equal(await idsOf(port, 'metrics'), '');
    },
  },
  {
    name: 'lets a member leave, once and again',
    async run({ port }) {
      await port.membership.beat(memberOf('a'), FOREVER);
      await port.membership.beat(memberOf('b'), FOREVER);
      await port.membership.leave('a');
      await port.membership.leave('a');
      assert.equal(await idsOf(port), 'b');
    },
  },
];
const owners: ContractCase<MembershipSet>[] = [
  {
    name: 'tells who owns the partitions of a domain, in which epoch and for how long',
    async run({ port }) {
      await port.executions.claim([P1, P0], '$owner', FOREVER);
      await port.executions.claim([R0], 'other', FOREVER);
      const found = await port.membership.owners('master');
      same(
        found.map(({ partition, owner, epoch, position }) => [partition, owner, epoch, position]),
        [
          [P0, '$owner', 1, 1],
          [P1, '$owner', 1, 1],
        ],
      );
      for (const { leftMs } of found) assert.ok(leftMs > FOREVER / 2 && leftMs <= FOREVER, String(leftMs));
      same(
        (await port.membership.owners('research')).map(({ owner }) => owner),
        ['other'],
      );
      same(await port.membership.owners('master/00'), []);
    },
  },
  {
    name: 'leaves out what was released, what has run out and what nobody ever owned',
    async run({ port, passTime }) {
      const [kept] = await port.executions.claim([P0], 'one', 300);
      const released = await port.executions.claim([P1], 'one', FOREVER);
      await port.executions.release(released);
      await port.executions.renew([kept!], 400);
      same(
        (await port.membership.owners('master')).map(({ partition }) => partition),
        [P0],
      );
      await passTime(500);
      same(await port.membership.owners('master'), []);
    },
  },
];
const domains: ContractCase<MembershipSet>[] = [
  {
    name: "keeps domains that were named, each once; the master's goes without saying",
    async run({ port }) {
      same(await port.membership.domains(), []);
      await port.membership.nameDomains(['research', 'finance', 'research', 'master']);
      await Promise.all([port.membership.nameDomains(['finance', 'ops']), port.membership.nameDomains(['ops', 'finance'])]);
      await port.membership.nameDomains([]);
      same([...(await port.membership.domains())].sort(), ['finance', 'ops', 'research']);
    },
  },
];
/** Who is there and who owns what. */
export const membershipContract: Contract<MembershipSet> = { port: 'Membership', cases: [...members, ...owners, ...domains] };
