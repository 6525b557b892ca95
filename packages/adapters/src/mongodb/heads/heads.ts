import { AppError, type ExecutionHead, type ExecutionId, type OrgId, type PartitionId } from '@agentflow/core';
import type { ExecutionStore } from '@agentflow/ports';
import { fitting } from '../message-size.js';
import type { MongoLink } from '../mongo-link.js';
import { CURSORS, cursorsOf, HEADS, headsOf, keyOf, toHead, toHeadDocument } from './head-document.js';
import { createHeadQueries } from './head-queries.js';

type HeadsPart = Pick<
  ExecutionStore,
  'project' | 'cursors' | 'head' | 'list' | 'open' | 'ended' | 'due' | 'countOpen' | 'countOpenOfRoot'
> & {
  /** Forgets heads, those on their way included. */
  remove(org: OrgId, ids: readonly ExecutionId[]): Promise<void>;
};
interface Update {
  readonly write: object;
  /** Of its text, in UTF-16 units. */
  readonly length: number;
}
interface Gathered {
  readonly heads: Map<string, ExecutionHead>;
  readonly cursors: Map<PartitionId, number>;
  readonly callers: { resolve(): void; reject(error: unknown): void }[];
}
const AT_ONCE = 1000;
/** Two who add the same head at once: the server has one of them try again, seldom it says so. */
const TRIES = 5;

/** The projection half of the ExecutionStore. While one write is on its way the next gathers, of each execution only its newest version. */
export function createHeads(link: MongoLink): HeadsPart {
  const heads = headsOf(link.db);
  const cursors = cursorsOf(link.db);
  let gathered: Gathered | null = null;
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (gathered) {
      const { heads: newest, cursors: furthest, callers } = gathered;
      gathered = null;
      try {
        // In this order: a cursor never stands beyond a head that was not written.
        await update(HEADS, [...newest.values()].map(upsertHead));
        await update(CURSORS, [...furthest].map(moveCursor));
        for (const caller of callers) caller.resolve();
      } catch (error) {
        for (const caller of callers) caller.reject(error);
      }
    }
    busy = false;
  }
  async function update(collection: string, updates: readonly Update[]): Promise<void> {
    for (let from = 0; from < updates.length;) {
      const rest = updates.slice(from);
      let open = rest.slice(
        0,
        fitting(rest, ({ length }) => length, AT_ONCE),
      );
      from += open.length;
      for (let tries = 0; open.length > 0; tries++) {
        if (tries === TRIES) throw new AppError('UNAVAILABLE', 'others keep adding the same heads');
        const faults = await link.write('projecting', { update: collection, updates: open.map(({ write }) => write), ordered: false });
        open = faults.map(({ index }) => open[index] as Update);
      }
    }
  }
  return {
    ...createHeadQueries(link),
    project(list, positions) {
      gathered ??= { heads: new Map(), cursors: new Map(), callers: [] };
      const { heads: newest, cursors: furthest, callers } = gathered;
      for (const head of list) {
        const key = `${head.org}\n${head.executionId}`;
        const known = newest.get(key);
        if (!known || known.version < head.version) newest.set(key, head);
      }
      for (const [partition, position] of positions) furthest.set(partition, Math.max(position, furthest.get(partition) ?? 0));
      return new Promise((resolve, reject) => {
        callers.push({ resolve, reject });
        if (!busy) void work();
      });
    },
    async cursors(partitions) {
      const found = await link.run('reading cursors', () => cursors.find({ _id: { $in: [...partitions] } }, link.limit).toArray());
      const known = new Map(found.map(({ _id, position }) => [_id, position]));
      return new Map(partitions.map((partition) => [partition, known.get(partition) ?? 0]));
    },
    async head(org, id) {
      const found = await link.run('reading a head', () => heads.findOne({ _id: { $eq: keyOf(org, id) } }, link.limit));
      return found && toHead(found);
    },
    async remove(org, ids) {
      for (const id of ids) gathered?.heads.delete(`${org}\n${id}`);
      const keys = ids.map((id) => keyOf(org, id));
      await link.run('deleting heads', () => heads.deleteMany({ _id: { $in: keys } }, link.limit));
    },
  };
}
/** The newer one stays, whichever comes last. */
function upsertHead(head: ExecutionHead): Update {
  const document = toHeadDocument(head);
  const newer = { $lt: [{ $ifNull: ['$version', 0] }, document.version] };
  const change = [{ $replaceWith: { $cond: [newer, { $literal: document }, '$$ROOT'] } }];
  return { write: { q: { _id: { $eq: document._id } }, u: change, upsert: true }, length: document.body.length };
}
const moveCursor = ([partition, position]: [PartitionId, number]): Update => ({
  write: { q: { _id: { $eq: partition } }, u: { $max: { position } }, upsert: true },
  length: 0,
});
