import { MASTER_DOMAIN, type PartitionId } from '@agentflow/core';
import type { Member, Membership, SeenMember } from '@agentflow/ports';
import { ownershipOf } from './log/ownership.js';
import type { MongoLink } from './mongo-link.js';
import { plainId } from './plain-text.js';

export const MEMBERS = 'members';
export const DOMAINS = 'domains';
/** A member is a hint: its heartbeat need not be on the disk. */
const HINT = { writeConcern: { w: 1 } } as const;
interface MemberDocument {
  readonly _id: string;
  readonly service: string;
  readonly startedAt: number;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  /** The member as JSON text. */
  readonly body: string;
}
interface DomainDocument {
  readonly _id: string;
}
interface OwnerRow {
  readonly _id: PartitionId;
  readonly epoch: number;
  readonly owner: string;
  readonly expiresAt: Date;
  readonly position?: number;
  readonly leftMs: number;
}

/** Who is there and who owns what, in the server's time. `owners` tells of each log the position of its last epoch record. */
export function createMongoMembership(link: MongoLink): Membership {
  const members = link.db.collection<MemberDocument>(MEMBERS);
  const domains = link.db.collection<DomainDocument>(DOMAINS);
  const ownership = ownershipOf(link.db);
  return {
    async beat(member, ttlMs) {
      const { id, service, startedAt } = member;
      const seen = { seenAt: '$$NOW', expiresAt: { $add: ['$$NOW', ttlMs] } };
      const told = { service: { $literal: service }, startedAt: { $literal: startedAt }, body: { $literal: JSON.stringify(member) } };
      const options = { upsert: true, ...HINT, ...link.limit } as const;
      await link.run('telling of a member', () =>
        members.updateOne({ _id: { $eq: plainId(id, 'the id of a member') } }, [{ $set: { ...told, ...seen } }], options),
      );
    },
    async leave(id) {
      await link.run('taking leave', () => members.deleteOne({ _id: { $eq: id } }, { ...HINT, ...link.limit }));
    },
    async members(service) {
      const alive = { $expr: { $gt: ['$expiresAt', '$$NOW'] }, ...(service === undefined ? {} : { service: { $eq: service } }) };
      const pipeline = [
        { $match: alive },
        { $sort: { startedAt: 1, _id: 1 } },
        { $project: { body: 1, ago: { $toDouble: { $subtract: ['$$NOW', '$seenAt'] } } } },
      ];
      const options = { readConcern: { level: 'local' }, ...link.limit } as const;
      const found = await link.run('asking who is there', () =>
        members.aggregate<{ body: string; ago: number }>(pipeline, options).toArray(),
      );
      return found.map(({ body, ago }): SeenMember => ({ ...(JSON.parse(body) as Member), seenMsAgo: Math.max(0, ago) }));
    },
    async owners(domain) {
      const held = { domain: { $eq: domain }, owner: { $ne: '' }, $expr: { $gt: ['$expiresAt', '$$NOW'] } };
      const left = { $toDouble: { $subtract: ['$expiresAt', '$$NOW'] } };
      const pipeline = [
        { $match: held },
        { $sort: { _id: 1 } },
        { $project: { epoch: 1, owner: 1, expiresAt: 1, position: 1, leftMs: left } },
      ];
      const rows = await link.run('asking who owns what', () => ownership.aggregate<OwnerRow>(pipeline, link.limit).toArray());
      return rows.map(({ _id, epoch, owner, expiresAt, position = 0, leftMs }) => {
        return { partition: _id, epoch, owner, expiresAt: expiresAt.getTime(), position, leftMs };
      });
    },
    async domains() {
      const found = await link.run('reading domains', () => domains.find({}, { sort: { _id: 1 }, ...link.limit }).toArray());
      return found.map(({ _id }) => _id);
    },
    async nameDomains(names) {
      const documents = [...new Set(names)]
        .filter((name) => name !== MASTER_DOMAIN && name !== '*')
        .map((name): DomainDocument => ({ _id: plainId(name, 'a domain') }));
      if (documents.length > 0) await link.write('naming domains', { insert: DOMAINS, documents, ordered: false });
    },
  };
}
