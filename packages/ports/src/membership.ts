import type { Json } from '@agentflow/core';
import type { Ownership } from './execution-store.js';

/** A process of the platform, as it tells of itself. */
export interface Member {
  /** Unique per start of the process: an owner of partitions is named by it. */
  readonly id: string;
  readonly service: 'gateway' | 'designer' | 'orchestrator' | 'agent-runtime' | 'scheduler' | 'metrics';
  /** `host:port` of its gRPC door; '' where it has none. */
  readonly address: string;
  /** Where its `/health`, `/ready` and `/metrics` are, e.g. `http://127.0.0.1:9101`. */
  readonly httpUrl: string;
  /** Domains it serves; `*`: all. Empty where it serves none. */
  readonly domains: readonly string[];
  readonly version: string;
  /** Epoch milliseconds, its own clock. */
  readonly startedAt: number;
  /** It hands over what it has and takes nothing new. */
  readonly leaving: boolean;
  /** What it tells of its load, for the master's view: queue lengths, workers, slots. */
  readonly figures: { readonly [name: string]: Json };
}
export interface SeenMember extends Member {
  /** Milliseconds since its last heartbeat, in store time. */
  readonly seenMsAgo: number;
}
/** Who is there, in store time. A hint for routing and sharing out: correctness rests on ownership alone. */
export interface Membership {
  /** Says that the member is alive; forgotten `ttlMs` after the last time. */
  beat(member: Member, ttlMs: number): Promise<void>;
  leave(id: string): Promise<void>;
  /** Members that are alive, oldest first (startedAt, then id). */
  members(service?: Member['service']): Promise<readonly SeenMember[]>;
  /** Who owns the partitions of a domain, in store time; partitions without an owner, or whose lease has run out, are left out. */
  owners(domain: string): Promise<readonly (Ownership & { readonly leftMs: number })[]>;
  /** Domains that revisions, or somebody by hand, have named: what `*` stands for, besides the master's. */
  domains(): Promise<readonly string[]>;
  /** Adds domains to those; known ones are skipped. */
  nameDomains(domains: readonly string[]): Promise<void>;
}
