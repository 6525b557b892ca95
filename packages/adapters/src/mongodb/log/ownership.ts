import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type PartitionId } from '@agentflow/core';
import type { ExecutionStore, Ownership } from '@agentflow/ports';
import type { mongo } from 'mongoose';
import { isPassing } from '../mongo-errors.js';
import type { MongoLink } from '../mongo-link.js';
import { plainId } from '../plain-text.js';
import { LOG, placeOf, type LogDocument } from './log-document.js';
import type { LogEnds } from './log-ends.js';

export const OWNERSHIP = 'ownership';
/** Who owns a partition. Times are the server's own (`$$NOW`): no clock of ours decides who owns what. */
export interface OwnershipDocument {
  readonly _id: PartitionId;
  readonly domain: string;
  readonly epoch: number;
  /** '': nobody. */
  readonly owner: string;
  readonly expiresAt: Date;
  readonly claimedAt?: Date;
  /** Names the call that claimed it last. */
  readonly claim?: string;
  /** Of the last epoch record. */
  readonly position?: number;
}
export const ownershipOf = (db: mongo.Db): mongo.Collection<OwnershipDocument> => db.collection<OwnershipDocument>(OWNERSHIP);
/** The last instant a Date can tell: no expiry. */
const NEVER = new Date(8.64e15);
const FREE = new Date(0);
const NO_RECORD = { position: 0, epoch: 0 };
/** How often an epoch record is put behind what a former owner still writes. */
const RECORD_TRIES = 200;
const PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 50;
/** How often a write that failed is tried. */
const TRIES = 3;

/** The ownership half of the ExecutionStore: `claim`, `renew`, `release`. */
export function createOwnership(link: MongoLink, ends: LogEnds): Pick<ExecutionStore, 'claim' | 'renew' | 'release'> {
  const rows = ownershipOf(link.db);
  const known = new Set<PartitionId>();
  let before: Promise<unknown> = Promise.resolve();

  const leaseEnd = (leaseMs: number) => (leaseMs === 0 ? NEVER : { $add: ['$$NOW', leaseMs] });
  async function addRows(partitions: readonly PartitionId[]): Promise<void> {
    const unknown = partitions.filter((partition) => !known.has(partition));
    if (unknown.length === 0) return;
    const found = await link.run('reading ownership', () =>
      rows.find({ _id: { $in: unknown } }, { projection: { _id: 1 }, ...link.limit }).toArray(),
    );
    const there = new Set(found.map(({ _id }) => _id));
    const documents = unknown
      .filter((partition) => !there.has(partition))
      .map((_id): OwnershipDocument => ({ _id, domain: domainOfPartition(_id), epoch: 0, owner: '', expiresAt: FREE, position: 0 }));
    // Another process may add the same ones: then they are there.
    if (documents.length > 0) await link.write('adding ownership rows', { insert: OWNERSHIP, documents, ordered: false });
    for (const partition of unknown) known.add(partition);
  }
  async function claim(partitions: readonly PartitionId[], owner: string, leaseMs: number): Promise<readonly Ownership[]> {
    const names = [...new Set(partitions)];
    for (const name of names) plainId(name, 'a partition');
    plainId(owner, 'an owner');
    if (names.length === 0) return [];
    await addRows(names);
    const call = randomUUID();
    const claimable = {
      $or: [{ $eq: ['$owner', ''] }, { $eq: ['$owner', { $literal: owner }] }, { $lte: ['$expiresAt', '$$NOW'] }],
    };
    const taking = {
      epoch: { $add: ['$epoch', 1] },
      owner: { $literal: owner },
      expiresAt: leaseEnd(leaseMs),
      claimedAt: '$$NOW',
      claim: { $literal: call },
    };
    await link.run('claiming partitions', () =>
      rows.updateMany({ _id: { $in: names }, $expr: claimable }, [{ $set: taking }], { ...link.limit }),
    );
    const taken = await link.run('claiming partitions', () =>
      rows.find({ _id: { $in: names }, claim: { $eq: call } }, link.limit).toArray(),
    );
    const owned = await addEpochRecords(taken, call);
    await notePositions([...owned.values()]);
    return names.flatMap((partition) => owned.get(partition) ?? []);
  }
  /**
   * Appends the record of each row's epoch behind the last record of its log, whoever wrote that meanwhile; answers the positions. A row that was
   * claimed again since is left out.
   */
  async function addEpochRecords(taken: readonly OwnershipDocument[], call: string): Promise<ReadonlyMap<PartitionId, Ownership>> {
    const owned = new Map<PartitionId, Ownership>();
    const own = (row: OwnershipDocument, position: number): void => {
      ends.set(row._id, { position, epoch: row.epoch });
      owned.set(row._id, { partition: row._id, epoch: row.epoch, owner: row.owner, expiresAt: row.expiresAt.getTime(), position });
    };
    let open = taken;
    let failures = 0;
    for (let tries = 0; open.length > 0; tries++) {
      if (tries === RECORD_TRIES) throw new AppError('UNAVAILABLE', 'the log has not taken an epoch record: others keep writing to it');
      if (tries > 0) await wait(Math.min(PAUSE_MS * tries, LONGEST_PAUSE_MS));
      await ends.learn(open.map(({ _id }) => _id));
      const behind: OwnershipDocument[] = [];
      for (const row of open) {
        const end = ends.get(row._id) ?? NO_RECORD;
        if (end.epoch < row.epoch) behind.push(row);
        // The row is the only source of its epoch: a record of it that was not there at first is ours, its answer got lost.
        else if (end.epoch === row.epoch && tries > 0) own(row, end.position);
        else {
          const raised = await raise(row, end.epoch + 1, call);
          if (raised) behind.push(raised);
        }
      }
      open = behind;
      const documents = open.map(({ _id, epoch, owner, claimedAt }): LogDocument => {
        const position = (ends.get(_id) ?? NO_RECORD).position + 1;
        return { _id: placeOf(_id, position), epoch, owner, at: claimedAt?.getTime() ?? 0 };
      });
      if (documents.length === 0) break;
      try {
        const faults = await link.write('writing epoch records', { insert: LOG, documents, ordered: false });
        const refused = new Set(faults.map(({ index }) => index));
        open.forEach((row, index) => refused.has(index) || own(row, (documents[index] as LogDocument)._id.position));
        open = open.filter((_, index) => refused.has(index));
      } catch (error) {
        if (!isPassing(error) || ++failures === TRIES) throw error;
      }
    }
    return owned;
  }
  /** The log knows a newer epoch than the row, which was put back from a copy: the row follows, unless somebody has claimed it since. */
  async function raise(row: OwnershipDocument, epoch: number, call: string): Promise<OwnershipDocument | null> {
    const still = { _id: { $eq: row._id }, claim: { $eq: call } };
    const options = { returnDocument: 'after', ...link.limit } as const;
    return link.run('claiming partitions', () => rows.findOneAndUpdate(still, { $set: { epoch } }, options));
  }
  /** For `owners` of the membership; what claims goes without it. */
  async function notePositions(owned: readonly Ownership[]): Promise<void> {
    const updates = owned.map(({ partition, epoch, position }) => ({
      q: { _id: { $eq: partition }, epoch },
      u: { $set: { position } },
    }));
    if (updates.length > 0) await link.write('noting positions', { update: OWNERSHIP, updates, ordered: false }).catch(() => undefined);
  }
  const stillOwned = (owned: readonly Ownership[]) => ({
    $or: owned.map(({ partition, epoch, owner }) => ({ _id: { $eq: partition }, epoch: { $eq: epoch }, owner: { $eq: owner } })),
  });
  return {
    // One after the other: claims of one process do not share out partitions among themselves.
    claim(partitions, owner, leaseMs) {
      const answer = before.then(() => claim(partitions, owner, leaseMs));
      before = answer.catch(() => undefined);
      return answer;
    },
    async renew(owned, leaseMs) {
      if (owned.length === 0) return [];
      const change = [{ $set: { expiresAt: leaseEnd(leaseMs) } }];
      const { matchedCount } = await link.run('renewing leases', () => rows.updateMany(stillOwned(owned), change, link.limit));
      if (matchedCount === owned.length) return owned.map(({ partition }) => partition);
      const ours = await link.run('renewing leases', () =>
        rows.find(stillOwned(owned), { projection: { _id: 1 }, ...link.limit }).toArray(),
      );
      const names = new Set(ours.map(({ _id }) => _id));
      return owned.flatMap(({ partition }) => (names.has(partition) ? [partition] : []));
    },
    async release(owned) {
      if (owned.length === 0) return;
      await link.run('releasing partitions', () =>
        rows.updateMany(stillOwned(owned), { $set: { owner: '', expiresAt: FREE } }, link.limit),
      );
    },
  };
}
/** `<domain>/<index>`. */
const domainOfPartition = (partition: PartitionId): string => partition.slice(0, Math.max(0, partition.lastIndexOf('/')));
