import type { ExecutionHead, ExecutionId, OrgId, PartitionId } from '@agentflow/core';
import type { ExecutionStore } from '@agentflow/ports';
import type { DbThread } from '../threads/db-thread.js';
import type { TextPage } from './heads-file.js';

type HeadsPart = Pick<
  ExecutionStore,
  'project' | 'cursors' | 'head' | 'list' | 'open' | 'ended' | 'due' | 'countOpen' | 'countOpenOfRoot'
> & {
  /** Forgets heads, those on their way included. */
  remove(org: OrgId, ids: readonly ExecutionId[]): Promise<void>;
};
interface Gathered {
  readonly heads: Map<string, ExecutionHead>;
  readonly cursors: Map<PartitionId, number>;
  readonly callers: { resolve(): void; reject(error: unknown): void }[];
}

/** The projection half of the ExecutionStore. While one write is on its way the next gathers, of each execution only its newest version. */
export function createHeadsClient(thread: DbThread): HeadsPart {
  let gathered: Gathered | null = null;
  let busy = false;

  async function write(): Promise<void> {
    busy = true;
    while (gathered) {
      const { heads, cursors, callers } = gathered;
      gathered = null;
      try {
        await thread.call(
          'heads',
          'project',
          [...heads.values()].map((head) => JSON.stringify(head)),
          [...cursors],
        );
        for (const caller of callers) caller.resolve();
      } catch (error) {
        for (const caller of callers) caller.reject(error);
      }
    }
    busy = false;
  }
  const page = (answer: TextPage) => ({
    items: answer.items.map((text) => JSON.parse(text) as ExecutionHead),
    nextCursor: answer.nextCursor,
  });
  return {
    project(heads, cursors) {
      gathered ??= { heads: new Map(), cursors: new Map(), callers: [] };
      const { heads: newest, cursors: furthest, callers } = gathered;
      for (const head of heads) {
        const key = `${head.org}\n${head.executionId}`;
        const known = newest.get(key);
        if (!known || known.version < head.version) newest.set(key, head);
      }
      for (const [partition, position] of cursors) furthest.set(partition, Math.max(position, furthest.get(partition) ?? 0));
      return new Promise((resolve, reject) => {
        callers.push({ resolve, reject });
        if (!busy) void write();
      });
    },
    async cursors(partitions) {
      const known = new Map(await thread.call<[PartitionId, number][]>('heads', 'cursors'));
      return new Map(partitions.map((partition) => [partition, known.get(partition) ?? 0]));
    },
    async head(org, id) {
      const text = await thread.call<string | null>('heads', 'head', org, id);
      return text === null ? null : (JSON.parse(text) as ExecutionHead);
    },
    list: async (org, query) => page(await thread.call('heads', 'list', org, query)),
    open: async (partitions, cursor, limit) => page(await thread.call('heads', 'open', partitions, cursor, limit)),
    ended: async (partitions, cursor, limit) => page(await thread.call('heads', 'ended', partitions, cursor, limit)),
    countOpenOfRoot: (org, rootId) => thread.call<number>('heads', 'countOpenOfRoot', org, rootId),
    async remove(org, ids) {
      for (const id of ids) gathered?.heads.delete(`${org}\n${id}`);
      await thread.call('heads', 'remove', org, ids);
    },
    due: (partitions, at, limit) => thread.call<{ org: OrgId; executionId: ExecutionId }[]>('heads', 'due', partitions, at, limit),
    countOpen: (org, workflowId) => thread.call<number>('heads', 'countOpen', org, workflowId),
  };
}
