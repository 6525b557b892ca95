import type { PartitionId } from '@agentflow/core';
import type { Clock, Membership } from '@agentflow/ports';

/** What is known is used at once, looked up again beside it after the first time, and before it is used after the second. Milliseconds. */
const KNOWN_MS = { fresh: 500, usable: 5_000 };

/** Who owns what, and where that is: a hint. An owner that is none any more says so. */
export interface OwnerDirectory {
  /** `host:port` of the partition's owner, or `undefined` while nobody is known to own it. @throws AppError UNAVAILABLE when nobody can be asked */
  ownerOf(partition: PartitionId): Promise<string | undefined>;
  /** As `ownerOf`, from what is known without asking. */
  known(partition: PartitionId): string | undefined;
  /** Addresses of orchestrators that do not leave, oldest first. */
  orchestrators(): Promise<readonly string[]>;
  /** What is known of this partition was found wrong: it is looked up before it is told again. */
  forget(partition: PartitionId): void;
}
interface Known {
  readonly at: number;
  /** Ids of owners. */
  readonly owners: ReadonlyMap<PartitionId, string>;
  readonly addresses: ReadonlyMap<string, string>;
  readonly staying: readonly string[];
}
const domainOfPartition = (partition: PartitionId): string => partition.slice(0, partition.lastIndexOf('/'));

export function createOwnerDirectory({
  membership,
  clock,
}: {
  readonly membership: Pick<Membership, 'members' | 'owners'>;
  readonly clock: Pick<Clock, 'monotonic'>;
}): OwnerDirectory {
  const domains = new Map<string, Known>();
  const asking = new Map<string, Promise<Known>>();

  function ask(domain: string): Promise<Known> {
    let under = asking.get(domain);
    if (!under) {
      const at = clock.monotonic();
      under = Promise.all([membership.members('orchestrator'), domain === '' ? [] : membership.owners(domain)])
        .then(([members, rows]) => {
          const known: Known = {
            at,
            owners: new Map(rows.map(({ partition, owner }) => [partition, owner])),
            addresses: new Map(members.filter(({ address }) => address !== '').map(({ id, address }) => [id, address])),
            staying: members.filter(({ leaving, address }) => !leaving && address !== '').map(({ address }) => address),
          };
          if (asking.get(domain) === mine) domains.set(domain, known);
          return known;
        })
        .finally(() => asking.get(domain) === mine && asking.delete(domain));
      const mine = under;
      asking.set(domain, mine);
    }
    return under;
  }
  async function look(domain: string): Promise<Known> {
    const known = domains.get(domain);
    const age = known ? clock.monotonic() - known.at : Number.POSITIVE_INFINITY;
    if (!known || age > KNOWN_MS.usable) return ask(domain);
    if (age > KNOWN_MS.fresh) ask(domain).catch(() => undefined);
    return known;
  }
  const addressIn = ({ owners, addresses }: Known, partition: PartitionId): string | undefined => {
    const owner = owners.get(partition);
    return owner === undefined ? undefined : addresses.get(owner);
  };
  return {
    async ownerOf(partition) {
      const domain = domainOfPartition(partition);
      const known = await look(domain);
      return addressIn(known, partition) ?? addressIn(known.at < clock.monotonic() ? await ask(domain) : known, partition);
    },
    known(partition) {
      const known = domains.get(domainOfPartition(partition));
      return known && addressIn(known, partition);
    },
    orchestrators: async () => (await look('')).staying,
    forget(partition) {
      const domain = domainOfPartition(partition);
      // One that is being asked now was asked before it was found wrong.
      domains.delete(domain);
      asking.delete(domain);
    },
  };
}
