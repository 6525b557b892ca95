import { partitionId, PARTITIONS_PER_DOMAIN, type PartitionId } from '@agentflow/core';
import type { Ownership } from '@agentflow/ports';
import { createFakeClock, nextTurn } from '@agentflow/testkit';
import { createLeases } from './leases.js';
import { createOwnershipKeeper } from './ownership-keeper.js';

const all = Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => partitionId('master', index));

describe('the keeper of ownership', () => {
  it('lets go on what was held back while an answer to a renewal was on its way, though it was asked for in time', async () => {
    const clock = createFakeClock();
    const leases = createLeases(clock);
    const owned = new Map<PartitionId, Ownership>();
    let answer: (() => void) | null = null;
    const resumed: boolean[] = [];
    const keeper = createOwnershipKeeper({
      store: {
        claim: async (partitions, owner) =>
          partitions.map((partition) => {
            const row = { partition, epoch: 1, owner, expiresAt: 0, position: 1 };
            owned.set(partition, row);
            return row;
          }),
        renew: (rows) => new Promise((resolve) => (answer = () => resolve(rows.map(({ partition }) => partition)))),
        release: async () => undefined,
      },
      membership: {
        members: async () => [],
        owners: async () => [...owned.values()].map((row) => ({ ...row, leftMs: 3_000 })),
        domains: async () => [],
      },
      self: 'me',
      domains: ['master'],
      holder: { take: async () => undefined, drop: () => undefined, handOver: async () => undefined, isGone: () => false },
      epochOf: (partition) => owned.get(partition)?.epoch,
      leases,
      onRenewed: () => void resumed.push(leases.mayAct()),
      clock,
      onFault: (error) => {
        throw error;
      },
    });
    await keeper.start();
    expect(owned.size).toBe(all.length);
    clock.advance(1_000);
    await nextTurn();
    // Asked for while the leases were good, answered after they had run out for this process: what came in between waits.
    expect(leases.mayAct()).toBe(true);
    for (let n = 0; n < 6; n++) {
      clock.advance(250);
      await nextTurn();
    }
    expect(leases.mayAct()).toBe(false);
    (answer as unknown as () => void)();
    await nextTurn();
    await nextTurn();
    expect(resumed).toEqual([true]);
    const left = keeper.leave();
    for (let n = 0; n < 5; n++) await nextTurn();
    await left;
  });
});
