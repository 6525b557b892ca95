import { executionId, type ExecutionHead, type OrgId, type PartitionId } from '@agentflow/core';
import type { ExecutionStore, HeadQuery } from '@agentflow/ports';
import type { MongoLink } from '../mongo-link.js';
import { decodeCursor, encodeCursor } from '../page-cursor.js';
import { plainText } from '../plain-text.js';
import { headsOf, keyOf, toHead, type HeadDocument } from './head-document.js';

type Queries = Pick<ExecutionStore, 'list' | 'open' | 'ended' | 'due' | 'countOpen' | 'countOpenOfRoot'>;
type Found = Pick<HeadDocument, '_id' | 'partition' | 'createdAt' | 'body'>;
const FOUND = { partition: 1, createdAt: 1, body: 1 } as const;

/** Lists, take-over, timers and counts: what is asked of the heads. Values of callers stand behind `$eq`, `$in` and comparisons, never in the place of an operator. */
export function createHeadQueries(link: MongoLink): Queries {
  const heads = headsOf(link.db);

  async function list(org: OrgId, query: HeadQuery) {
    const { workflowId, status, from, to, tag, cursor, limit } = query;
    const key = cursor === undefined ? null : decodeCursor<[number, string]>(cursor, ['number', 'string']);
    const before = key && {
      createdAt: { $lte: key[0] },
      $or: [{ createdAt: { $lt: key[0] } }, { _id: { $lt: keyOf(org, executionId(key[1])) } }],
    };
    const filter = {
      '_id.org': { $eq: org },
      shown: true,
      ...(workflowId === undefined ? {} : { workflowId: { $eq: plainText(workflowId, 'a workflow') } }),
      ...(status === undefined ? {} : { status: { $in: status.map((one) => plainText(one, 'a status')) } }),
      ...(tag === undefined ? {} : { tags: { $eq: plainText(tag, 'a tag') } }),
      $and: [before ?? {}, from === undefined ? {} : { createdAt: { $gte: from } }, to === undefined ? {} : { createdAt: { $lt: to } }],
    };
    const options = { projection: FOUND, sort: { createdAt: -1, _id: -1 }, limit: limit + 1, ...link.limit } as const;
    const found = await link.run('listing executions', () => heads.find(filter as never, options).toArray());
    return pageOf(found, limit, ({ createdAt, _id }) => [createdAt, _id.id]);
  }
  async function byPlace(open: boolean, partitions: readonly PartitionId[], cursor: string | null, limit: number) {
    const key = cursor === null ? null : decodeCursor<[PartitionId, OrgId, string]>(cursor, ['string', 'string', 'string']);
    // From the cursor on: the rest of its partition, then all of those behind it, as the index has them.
    const later = { partition: { $in: [...partitions], ...(key === null ? {} : { $gt: key[0] }) } };
    const here =
      key === null ? [] : [{ partition: { $in: [...partitions], $eq: key[0] }, _id: { $gt: keyOf(key[1], executionId(key[2])) } }];
    const filter = { open, $or: [later, ...here] };
    const options = { projection: FOUND, sort: { partition: 1, _id: 1 }, limit: limit + 1, ...link.limit } as const;
    const found = await link.run('listing a partition', () => heads.find(filter as never, options).toArray());
    return pageOf(found, limit, ({ partition, _id }) => [partition, _id.org, _id.id]);
  }
  const count = (filter: object): Promise<number> => link.run('counting executions', () => heads.countDocuments(filter, link.limit));
  return {
    list,
    open: (partitions, cursor, limit) => byPlace(true, partitions, cursor, limit),
    ended: (partitions, cursor, limit) => byPlace(false, partitions, cursor, limit),
    async due(partitions, at, limit) {
      if (limit <= 0) return [];
      const filter = { partition: { $in: [...partitions] }, wakeAt: { $lte: at } };
      const options = { projection: { _id: 1 }, sort: { wakeAt: 1 }, limit, ...link.limit } as const;
      const found = await link.run('listing what is due', () => heads.find(filter, options).toArray());
      return found.map(({ _id }) => ({ org: _id.org, executionId: _id.id }));
    },
    countOpen: (org, workflowId) => count({ '_id.org': { $eq: org }, workflowId: { $eq: workflowId }, open: true }),
    countOpenOfRoot: (org, rootId) => count({ '_id.org': { $eq: org }, rootId: { $eq: rootId }, open: true }),
  };
}
function pageOf(found: readonly Found[], limit: number, keyOfLast: (last: Found) => readonly (string | number)[]) {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items: readonly ExecutionHead[] = page.map(toHead);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(keyOfLast(last)) : null };
}
