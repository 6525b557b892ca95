import { partitionId } from '@agentflow/core';
import type { SeenMember } from '@agentflow/ports';
import { createClusterService, soleMembers } from './cluster-overview.js';

const member = (id: string, service: SeenMember['service'], more: Partial<SeenMember> = {}): SeenMember => ({
  ...{ id, service, address: `${id}:1`, httpUrl: '', domains: [], version: '1', startedAt: 0, leaving: false, figures: {}, seenMsAgo: 10 },
  ...more,
});
const rows = (domain: string, owner: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ({
    ...{ partition: partitionId(domain, from + n), epoch: 1, owner, expiresAt: 9, position: 0, leftMs: 9 },
  }));
const REST = (['gateway', 'designer', 'scheduler', 'metrics'] as const).map((service) => member(service, service));

describe('the view over the cluster', () => {
  it('tells owners, capacity, backlog and health of each domain', async () => {
    const members = [
      ...REST,
      member('o1', 'orchestrator', { domains: ['*'], figures: { queuedTasks: 3, outbox: 1, outboxDelayMs: 70, busLag: { research: 5 } } }),
      member('o2', 'orchestrator', { domains: ['master'], figures: { queuedTasks: 4, outboxDelayMs: 90, busLag: { research: 2 } } }),
      member('w1', 'agent-runtime', { domains: ['*'], figures: { slots: 10, running: 4 } }),
      member('w2', 'agent-runtime', { domains: ['research'], figures: { slots: 8, running: 1 } }),
    ];
    const owned = new Map([
      ['master', [...rows('master', 'o1', 0, 32), ...rows('master', 'o2', 32, 64)]],
      ['research', rows('research', 'o1', 0, 60)],
    ]);
    const overview = await createClusterService({
      membership: {
        members: async () => members,
        owners: async (domain) => owned.get(domain) ?? [],
        domains: async () => ['research', 'finance'],
      },
      clock: { now: () => 0 },
    }).overview({});
    expect(overview).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      health: 'short',
      domains: [
        {
          domain: 'master',
          owned: 64,
          health: 'ok',
          capacity: { workers: 1, slots: 6, running: 4 },
          backlog: { queuedTasks: 7, outboxDelayMs: 90, busLag: 0 },
        },
        { domain: 'finance', owned: 0, owners: [], health: 'short' },
        {
          domain: 'research',
          owned: 60,
          health: 'short',
          capacity: { workers: 2, slots: 13, running: 5 },
          backlog: { queuedTasks: 3, busLag: 5 },
        },
      ],
    });
    expect(overview.members.find(({ id }) => id === 'o1')?.partitions).toBe(92);
    expect(overview.domains[0]?.owners[1]).toMatchObject({ owner: 'o2', partitions: rows('master', 'o2', 32, 64).map((_, n) => 32 + n) });
  });

  it('counts nobody who leaves or is silent, and says when a service is not there', async () => {
    const of = async (orchestrator: Partial<SeenMember>) =>
      createClusterService({
        membership: {
          members: async () => [
            ...REST,
            member('o1', 'orchestrator', { domains: ['*'], ...orchestrator }),
            member('w1', 'agent-runtime', { domains: ['*'], figures: { slots: 1, running: 0 } }),
          ],
          owners: async (domain) => rows(domain, 'o1', 0, 64),
          domains: async () => [],
        },
        clock: { now: () => 0 },
      }).overview({});
    expect((await of({})).health).toBe('ok');
    expect((await of({ leaving: true })).health).toBe('down');
    expect((await of({ seenMsAgo: 3_000 })).health).toBe('down');
  });

  it('shows one process that is everything', async () => {
    const membership = soleMembers({
      id: 'p',
      httpUrl: () => 'http://here',
      version: '1',
      startedAt: 0,
      figures: () => ({ workers: 2, slots: 7 }),
    });
    const { health, domains, members } = await createClusterService({ membership, clock: { now: () => 0 } }).overview({});
    expect(health).toBe('ok');
    expect(domains).toHaveLength(1);
    expect(domains[0]).toMatchObject({ owned: 64, capacity: { workers: 2, slots: 7, running: 0 } });
    expect(members.map(({ service }) => service)).toContain('agent-runtime');
  });
});
