import { partitionId, PARTITIONS_PER_DOMAIN } from '@agentflow/core';
import type { Member, Membership, Ownership, SeenMember } from '@agentflow/ports';
import type { Call } from '../ports/calls.js';
import type { MemoryExecutions } from './memory-execution-store.js';

const READ = { faults: ['before', 'slow'] } as const;

/** Who is there, and who owns what, by the clock of the store. */
export class MemoryMembers {
  readonly #members = new Map<string, { readonly member: Member; readonly seenAt: number; readonly until: number }>();
  readonly #domains: string[] = [];
  constructor(
    private readonly executions: Pick<MemoryExecutions, 'partitions'>,
    private readonly now: () => number,
  ) {}

  beat(member: Member, ttlMs: number): void {
    this.#members.set(member.id, { member, seenAt: this.now(), until: this.now() + ttlMs });
  }
  leave(id: string): void {
    this.#members.delete(id);
  }
  members(service?: Member['service']): SeenMember[] {
    const now = this.now();
    return [...this.#members.values()]
      .filter(({ member, until }) => until > now && (service === undefined || member.service === service))
      .map(({ member, seenAt }) => ({ ...member, seenMsAgo: now - seenAt }))
      .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  }
  owners(domain: string): (Ownership & { readonly leftMs: number })[] {
    const now = this.now();
    return Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => partitionId(domain, index)).flatMap((partition) => {
      const log = this.executions.partitions.get(partition);
      if (!log || log.owner === null || (log.expiresAt !== 0 && log.expiresAt <= now)) return [];
      const { epoch, owner, expiresAt, records } = log;
      return [{ partition, epoch, owner, expiresAt, position: records.length, leftMs: expiresAt - now }];
    });
  }
  domains(): string[] {
    return [...this.#domains];
  }
  nameDomains(domains: readonly string[]): void {
    for (const domain of domains) if (!this.#domains.includes(domain)) this.#domains.push(domain);
  }
}
export const membershipPort = (data: MemoryMembers, call: Call): Membership => ({
  beat: (member, ttlMs) => call('beat', () => data.beat(member, ttlMs)),
  leave: (id) => call('leave', () => data.leave(id)),
  members: (service) => call('members', () => data.members(service), READ),
  owners: (domain) => call('owners', () => data.owners(domain), READ),
  domains: () => call('domains', () => data.domains(), READ),
  nameDomains: (domains) => call('name domains', () => data.nameDomains(domains)),
});
