import { isAppError, MASTER_DOMAIN, partitionId, PARTITIONS_PER_DOMAIN, type PartitionId } from '@agentflow/core';
import type { Clock, ExecutionStore, Membership, Ownership, SeenMember } from '@agentflow/ports';
import { fairShare, pick } from './fair-share.js';
import { LEASE_MS, RENEW_MS, type Leases } from './leases.js';
import type { PartitionHolder } from './partition-holder.js';

/*
 * I1  What this process owns is what the store says that it owns: a claim counts from its answer, a loss from whoever notices it first.
 * I2  Members decide only how much is tried for. Two that see different members may both try for a partition: one gets it.
 * I3  A partition is released only after everything that was decided for it is in the log.
 */
/** How often the members are looked at; more often while one of them hands over, and after something failed. Milliseconds. */
const LOOK_MS = 250;
const HURRY_MS = 50;
const RETRY_MS = 200;
/** How long a leave waits for what is under way before it lets the leases run out. */
const LEAVE_MS = 6_000;

export interface KeeperPorts {
  readonly store: Pick<ExecutionStore, 'claim' | 'renew' | 'release'>;
  readonly membership: Pick<Membership, 'members' | 'owners' | 'domains'>;
  /** This process among the members, and as an owner. */
  readonly self: string;
  /** Domains it serves; `*`: the master's and all that are named. */
  readonly domains: readonly string[];
  readonly holder: PartitionHolder;
  /** In which epoch the coordinator works on a partition, or `undefined`. */
  readonly epochOf: (partition: PartitionId) => number | undefined;
  readonly leases: Leases;
  /** Leases were extended: what was not allowed to leave for a while may leave now. */
  readonly onRenewed: () => void;
  /** The domains that are served now. */
  readonly onDomains?: (domains: readonly string[]) => void;
  /** Tells the others that partitions are free, or will be: a hint, so that they look at once. */
  readonly tellOthers?: () => void;
  readonly clock: Clock;
  readonly onFault: (error: unknown, about: string) => void;
}
export interface OwnershipKeeper {
  start(): Promise<void>;
  /** Hands over everything at once and takes nothing new. Resolves when all of it is free; after six seconds at the latest. */
  leave(): Promise<void>;
  /** Looks now: somebody said that something changed. */
  look(): void;
  /** The domains that are served now. */
  readonly served: readonly string[];
  readonly counts: { readonly claimed: number; readonly handedOver: number; readonly lost: number; readonly renewals: number };
}
interface Held {
  readonly ownership: Ownership;
  state: 'taking' | 'owned' | 'leaving';
}

/** Sees to it that each member owns its fair share of the partitions of its domains, and that each partition has an owner. */
export function createOwnershipKeeper(ports: KeeperPorts): OwnershipKeeper {
  const { store, membership, self, domains, holder, epochOf, leases, onRenewed, onDomains, tellOthers, clock, onFault } = ports;
  const held = new Map<PartitionId, Held>();
  const counts = { claimed: 0, handedOver: 0, lost: 0, renewals: 0 };
  let served: readonly string[] = [];
  let left = false;
  let stopped = false;
  let looking: Promise<void> | null = null;
  let again = false;
  let disarmLook: (() => void) | null = null;
  let disarmRenew: (() => void) | null = null;
  const under = new Set<Promise<void>>();

  /** Runs beside the looks, so that neither leases nor other partitions wait for it. */
  function aside(work: Promise<void>): void {
    const one = work.catch((error: unknown) => onFault(error, 'ownership')).finally(() => under.delete(one));
    under.add(one);
  }
  const ownerships = (partitions: readonly PartitionId[]): Ownership[] =>
    partitions.flatMap((partition) => held.get(partition)?.ownership ?? []);

  async function renew(): Promise<void> {
    const asked = [...held.values()].map(({ ownership }) => ownership);
    if (asked.length === 0) return;
    const at = clock.monotonic();
    const still = new Set(await store.renew(asked, LEASE_MS));
    counts.renewals++;
    const lost = asked.filter(({ partition, epoch }) => !still.has(partition) && held.get(partition)?.ownership.epoch === epoch);
    if (lost.length > 0) lose(lost.map(({ partition }) => partition));
    leases.renewed(at);
    // Also where they had not run out when this was asked for: they may have while the answer was on its way.
    onRenewed();
  }
  function lose(partitions: readonly PartitionId[]): void {
    counts.lost += partitions.length;
    for (const partition of partitions) held.delete(partition);
    holder.drop(partitions);
    look();
  }
  function armRenew(ms: number): void {
    disarmRenew = clock.after(ms, () => {
      renew().then(
        () => stopped || armRenew(RENEW_MS),
        (error: unknown) => {
          onFault(error, 'renewing leases');
          if (!stopped) armRenew(RETRY_MS);
        },
      );
    });
  }

  async function lookOnce(): Promise<boolean> {
    const all = domains.includes('*') ? [MASTER_DOMAIN, ...(await membership.domains())] : domains;
    const names = [...new Set(all)];
    if (names.length !== served.length || names.some((name, index) => served[index] !== name)) {
      served = names;
      onDomains?.(names);
    }
    const members = await membership.members('orchestrator');
    forgetWhatTheCoordinatorLost();
    for (const domain of served) await balance(domain, members);
    return members.some(({ leaving, id }) => leaving && id !== self);
  }
  async function balance(domain: string, members: readonly SeenMember[]): Promise<void> {
    // One whose leases have run out by now is not waited for, although it may still be remembered.
    const able = members.filter((member) => !member.leaving && member.seenMsAgo < LEASE_MS && serves(member, domain)).map(({ id }) => id);
    const share = fairShare(PARTITIONS_PER_DOMAIN, able.includes(self) ? able : [...able, self], self, domain);
    const all = Array.from({ length: PARTITIONS_PER_DOMAIN }, (_, index) => partitionId(domain, index));
    const mine = all.filter((partition) => held.has(partition) && held.get(partition)?.state !== 'leaving');
    if (mine.length > share) {
      const settled = mine.filter((partition) => held.get(partition)?.state === 'owned');
      return aside(handOver(pick(settled, self, mine.length - share)));
    }
    if (mine.length === share || left) return;
    const owned = await membership.owners(domain);
    const others = new Set(owned.filter(({ owner }) => owner !== self).map(({ partition }) => partition));
    const free = all.filter((partition) => !others.has(partition) && !held.has(partition));
    if (free.length > 0) await claim(pick(free, self, share - mine.length));
  }
  async function claim(partitions: readonly PartitionId[]): Promise<void> {
    const at = clock.monotonic();
    const first = held.size === 0;
    const got = await store.claim(partitions, self, LEASE_MS);
    if (got.length === 0) return;
    if (first) leases.began(at);
    counts.claimed += got.length;
    for (const ownership of got) held.set(ownership.partition, { ownership, state: 'taking' });
    // Free again at once: this process is leaving.
    if (left) return release(got.map(({ partition }) => partition));
    aside(take(got));
  }
  async function take(got: readonly Ownership[]): Promise<void> {
    const mine = (): PartitionId[] =>
      got.filter(({ partition, epoch }) => held.get(partition)?.ownership.epoch === epoch).map(({ partition }) => partition);
    try {
      await holder.take(got);
    } catch (error) {
      onFault(error, 'taking over partitions');
      await release(mine());
      return;
    }
    for (const partition of mine()) {
      const one = held.get(partition) as Held;
      if (one.state === 'taking') one.state = 'owned';
    }
  }
  async function handOver(partitions: readonly PartitionId[]): Promise<void> {
    for (const partition of partitions) {
      const one = held.get(partition);
      if (one) one.state = 'leaving';
    }
    await holder.handOver(partitions);
    counts.handedOver += partitions.length;
    await release(partitions);
  }
  async function release(partitions: readonly PartitionId[]): Promise<void> {
    const rows = ownerships(partitions);
    for (const partition of partitions) held.delete(partition);
    if (rows.length === 0) return;
    await store.release(rows);
    tellOthers?.();
  }
  /** Its log may have found out first that a partition is another's, or gave up on it: either way the row is not kept alive. */
  function forgetWhatTheCoordinatorLost(): void {
    const lost = [...held].filter(([partition, { ownership, state }]) => state === 'owned' && epochOf(partition) !== ownership.epoch);
    if (lost.length === 0) return;
    counts.lost += lost.length;
    aside(release(lost.map(([partition]) => partition)));
  }
  function armLook(ms: number): void {
    if (stopped) return;
    disarmLook?.();
    disarmLook = clock.after(ms, look);
  }
  function look(): void {
    if (stopped) return;
    if (looking) return void (again = true);
    disarmLook?.();
    disarmLook = null;
    looking = lookOnce()
      .then(
        (hurry) => (hurry ? HURRY_MS : LOOK_MS),
        (error: unknown) => {
          if (!isAppError(error) || !error.retryable) onFault(error, 'sharing out partitions');
          return RETRY_MS;
        },
      )
      .then((ms) => {
        looking = null;
        const soon = again;
        again = false;
        armLook(soon ? 0 : ms);
      });
  }

  return {
    async start() {
      armRenew(RENEW_MS);
      look();
      await looking;
    },
    async leave() {
      left = true;
      const over = (async () => {
        await looking;
        stopped = true;
        disarmLook?.();
        // What is being taken ends first: what it has begun belongs to the log, too.
        await Promise.all(under);
        await handOver([...held.keys()]);
      })();
      let late: (() => void) | undefined;
      const patience = new Promise<void>((resolve) => (late = clock.after(LEAVE_MS, resolve)));
      await Promise.race([over.catch((error: unknown) => onFault(error, 'handing over')), patience]);
      late?.();
      stopped = true;
      disarmLook?.();
      disarmRenew?.();
    },
    look,
    get served() {
      return served;
    },
    counts,
  };
}
const serves = ({ domains }: SeenMember, domain: string): boolean => domains.includes('*') || domains.includes(domain);
