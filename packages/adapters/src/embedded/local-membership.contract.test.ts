import type { ExecutionStore, Ownership } from '@agentflow/ports';
import { createFakeClock, membershipContract, runContract } from '@agentflow/testkit';
import { createLocalMembership } from './local-membership.js';

runContract(membershipContract, {
  adapter: 'one process',
  async open() {
    const clock = createFakeClock();
    const held = new Map<string, Ownership>();
    /** Ownership as a coordinator knows it. */
    const executions: Pick<ExecutionStore, 'claim' | 'renew' | 'release'> = {
      async claim(partitions, owner, leaseMs) {
        const claimed = partitions.map((partition) => ({ partition, owner, epoch: 1, position: 1, expiresAt: clock.now() + leaseMs }));
        for (const ownership of claimed) held.set(ownership.partition, ownership);
        return claimed;
      },
      async renew(owned, leaseMs) {
        for (const ownership of owned) held.set(ownership.partition, { ...ownership, expiresAt: clock.now() + leaseMs });
        return owned.map(({ partition }) => partition);
      },
      async release(owned) {
        for (const { partition } of owned) held.delete(partition);
      },
    };
    return {
      port: { membership: createLocalMembership({ clock, owned: () => [...held.values()] }), executions },
      passTime: async (ms) => clock.advance(ms),
      close: async () => undefined,
    };
  },
});
