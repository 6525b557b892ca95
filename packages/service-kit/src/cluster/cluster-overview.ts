import { MASTER_DOMAIN, PARTITIONS_PER_DOMAIN, partitionId, type Json } from '@agentflow/core';
import type {
  Clock,
  ClusterDomain,
  ClusterMember,
  ClusterOverview,
  ClusterService,
  Member,
  Membership,
  Ownership,
  SeenMember,
} from '@agentflow/ports';

const SERVICES: readonly Member['service'][] = ['gateway', 'designer', 'orchestrator', 'agent-runtime', 'scheduler', 'metrics'];
/** A member that was silent for so long is taken for gone although it is still remembered, milliseconds. */
const SILENT_MS = 3_000;
const WORST: readonly ClusterDomain['health'][] = ['ok', 'short', 'down'];
const worst = (states: readonly ClusterDomain['health'][]): ClusterDomain['health'] =>
  states.reduce((worse, state) => (WORST.indexOf(state) > WORST.indexOf(worse) ? state : worse), 'ok');

/** The master's view, put together from what members tell of themselves and from who owns what. */
export function createClusterService({
  membership,
  clock,
}: {
  readonly membership: Pick<Membership, 'members' | 'owners' | 'domains'>;
  readonly clock: Pick<Clock, 'now'>;
}): ClusterService {
  return {
    async overview(): Promise<ClusterOverview> {
      const [members, named] = await Promise.all([membership.members(), membership.domains()]);
      const served = members.flatMap(({ service, domains }) =>
        service === 'orchestrator' ? domains.filter((domain) => domain !== '*') : [],
      );
      const names = [...new Set([MASTER_DOMAIN, ...[...named, ...served].sort()])];
      const owned = new Map(await Promise.all(names.map(async (name) => [name, await membership.owners(name)] as const)));
      const domains = names.map((name) => domainView(name, members, owned.get(name) ?? []));
      const counts = new Map<string, number>();
      for (const rows of owned.values()) for (const { owner } of rows) counts.set(owner, (counts.get(owner) ?? 0) + 1);
      const missing = SERVICES.some((service) => !members.some((member) => member.service === service && isThere(member)));
      return {
        at: new Date(clock.now()).toISOString(),
        health: worst([missing ? 'short' : 'ok', ...domains.map(({ health }) => health)]),
        domains,
        members: members.map((member) => memberView(member, counts.get(member.id) ?? 0)),
      };
    },
  };
}
const isThere = ({ leaving, seenMsAgo }: SeenMember): boolean => !leaving && seenMsAgo < SILENT_MS;

function domainView(domain: string, members: readonly SeenMember[], rows: readonly Ownership[]): ClusterDomain {
  const serving = members.filter(
    (member) => member.service === 'orchestrator' && isThere(member) && (member.domains.includes('*') || member.domains.includes(domain)),
  );
  const sum = (name: string): number => serving.reduce((total, { figures }) => total + numberOf(figures[name]), 0);
  const most = (name: string): number => serving.reduce((highest, { figures }) => Math.max(highest, numberOf(figures[name])), 0);
  // Each of them looks at the same group: the one that looked last is right.
  const busLag = serving.reduce(
    (highest, { figures }) => Math.max(highest, numberOf((figures['busLag'] as { [name: string]: Json })?.[domain])),
    0,
  );
  // Each runtime has a stream to each coordinator: they are counted where they are, unless they say nothing of themselves.
  const runtimes = members.filter(
    (one) =>
      one.service === 'agent-runtime' &&
      isThere(one) &&
      typeof one.figures['slots'] === 'number' &&
      (one.domains.includes('*') || one.domains.includes(domain)),
  );
  const all = (name: string): number => runtimes.reduce((total, { figures }) => total + numberOf(figures[name]), 0);
  const capacity =
    runtimes.length > 0
      ? { workers: runtimes.length, slots: Math.max(0, all('slots') - all('running')), running: all('running') }
      : { workers: sum('workers'), slots: sum('slots'), running: sum('running') };
  const owners = new Map<string, number[]>();
  for (const { owner, partition } of rows) {
    const number = Number(partition.slice(partition.lastIndexOf('/') + 1));
    const own = owners.get(owner);
    if (own) own.push(number);
    else owners.set(owner, [number]);
  }
  return {
    domain,
    partitions: PARTITIONS_PER_DOMAIN,
    owned: rows.length,
    owners: [...owners].map(([owner, partitions]) => ({ owner, partitions: partitions.sort((a, b) => a - b) })),
    capacity,
    backlog: {
      queuedTasks: sum('queuedTasks'),
      waitingCommands: sum('waitingCommands'),
      outbox: sum('outbox'),
      outboxDelayMs: Math.round(most('outboxDelayMs')),
      busLag,
    },
    health: serving.length === 0 ? 'down' : rows.length < PARTITIONS_PER_DOMAIN || capacity.workers === 0 ? 'short' : 'ok',
  };
}
const numberOf = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

function memberView({ startedAt, figures, ...member }: SeenMember, partitions: number): ClusterMember {
  const { id, service, address, httpUrl, domains, version, leaving, seenMsAgo } = member;
  return {
    ...{ id, service, address, httpUrl, domains, version, startedAt: new Date(startedAt).toISOString(), leaving },
    ...{ seenMsAgo: Math.round(seenMsAgo), partitions, figures },
  };
}

/** The members of one process that is all services, and owns everything. */
export function soleMembers(about: {
  readonly id: string;
  readonly httpUrl: () => string;
  readonly version: string;
  readonly startedAt: number;
  /** Of the orchestrator. */
  readonly figures: () => Member['figures'];
}): Pick<Membership, 'members' | 'owners' | 'domains'> {
  const owner = `${about.id}/orchestrator`;
  const member = (service: Member['service']): SeenMember => ({
    ...{ id: `${about.id}/${service}`, service, address: '', httpUrl: about.httpUrl(), version: about.version, startedAt: about.startedAt },
    domains: service === 'orchestrator' || service === 'agent-runtime' ? ['*'] : [],
    figures: service === 'orchestrator' ? about.figures() : {},
    ...{ leaving: false, seenMsAgo: 0 },
  });
  return {
    members: async (only) => SERVICES.filter((service) => only === undefined || only === service).map(member),
    owners: async (domain) =>
      domain !== MASTER_DOMAIN
        ? []
        : Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => ({
            ...{ partition: partitionId(domain, index), epoch: 1, owner, expiresAt: 0, position: 0, leftMs: 0 },
          })),
    domains: async () => [],
  };
}
