import type { Json } from '@agentflow/core';
import type { Member } from '../membership.js';

/** A process of the platform, as it told of itself last. */
export interface ClusterMember {
  readonly id: string;
  readonly service: Member['service'];
  /** `host:port` of its gRPC door; '' where it has none. */
  readonly address: string;
  readonly httpUrl: string;
  /** Domains it serves; `*`: all. */
  readonly domains: readonly string[];
  readonly version: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** It hands over what it has. */
  readonly leaving: boolean;
  /** Milliseconds since its last heartbeat. */
  readonly seenMsAgo: number;
  /** Partitions it owns, over all domains. */
  readonly partitions: number;
  readonly figures: { readonly [name: string]: Json };
}
/** Who owns how much of a domain. */
export interface PartitionShare {
  /** Id of the member. */
  readonly owner: string;
  /** Numbers of its partitions, rising. */
  readonly partitions: readonly number[];
}
export interface ClusterDomain {
  readonly domain: string;
  /** How many partitions the domain has, and how many of them have an owner now. */
  readonly partitions: number;
  readonly owned: number;
  readonly owners: readonly PartitionShare[];
  /** Of the workers that serve the domain, together: those that serve several count in each. `slots`: tasks that they could take now. */
  readonly capacity: { readonly workers: number; readonly slots: number; readonly running: number };
  readonly backlog: {
    /** Tasks that wait for a worker. */
    readonly queuedTasks: number;
    /** Commands that wait to be decided. */
    readonly waitingCommands: number;
    /** Public events and messages that are not on their way yet. */
    readonly outbox: number;
    /** How long the oldest public event has waited, milliseconds. */
    readonly outboxDelayMs: number;
    /** Commands of other domains that wait in the bus. */
    readonly busLag: number;
  };
  /** `ok`; `short`: partitions without an owner, or no worker; `down`: nobody serves it. */
  readonly health: 'ok' | 'short' | 'down';
}
export interface ClusterOverview {
  /** RFC 3339. */
  readonly at: string;
  /** The worst of the domains, or `short` where a service has no member. */
  readonly health: ClusterDomain['health'];
  readonly domains: readonly ClusterDomain[];
  readonly members: readonly ClusterMember[];
}
/** The master's view of everything: which domains there are, who serves them, with how much room, and what waits. */
export interface ClusterService {
  overview(request: Record<never, never>): Promise<ClusterOverview>;
}
