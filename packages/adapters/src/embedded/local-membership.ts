import { MASTER_DOMAIN } from '@agentflow/core';
import type { Clock, Member, Membership, Ownership, SeenMember } from '@agentflow/ports';

interface Seen {
  readonly member: Member;
  readonly at: number;
  readonly ttlMs: number;
}
/** Who is there where all services are one process. `owned`: what its coordinator owns at the moment (`expiresAt` of the same clock). */
export function createLocalMembership({ clock, owned }: { readonly clock: Clock; readonly owned: () => readonly Ownership[] }): Membership {
  const seen = new Map<string, Seen>();
  const named = new Set<string>();
  return {
    async beat(member, ttlMs) {
      seen.set(member.id, { member, at: clock.now(), ttlMs });
    },
    async leave(id) {
      seen.delete(id);
    },
    async members(service) {
      const now = clock.now();
      for (const [id, { at, ttlMs }] of seen) if (at + ttlMs <= now) seen.delete(id);
      return [...seen.values()]
        .filter(({ member }) => service === undefined || member.service === service)
        .map(({ member, at }): SeenMember => ({ ...member, seenMsAgo: now - at }))
        .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
    },
    async owners(domain) {
      const now = clock.now();
      return owned()
        .filter(({ partition, expiresAt }) => partition.slice(0, partition.lastIndexOf('/')) === domain && expiresAt > now)
        .map((ownership) => ({ ...ownership, leftMs: ownership.expiresAt - now }))
        .sort((a, b) => (a.partition < b.partition ? -1 : 1));
    },
    domains: async () => [...named].sort(),
    async nameDomains(domains) {
      for (const domain of domains) if (domain !== MASTER_DOMAIN && domain !== '*') named.add(domain);
    },
  };
}
