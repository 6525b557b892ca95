import type { ExecutionId, OrgId, PartitionId } from '@agentflow/core';
import type { MongoLink } from '../mongo-link.js';
import { logOf, placeOf, placesAfter } from './log-document.js';

const AT_ONCE = 100;

export interface LogDeletion {
  remove(org: OrgId, ids: readonly ExecutionId[]): Promise<void>;
  /** Takes away what was left of deleted commits at the ends of logs. `false`: there is nothing to do. */
  reclaim(): Promise<boolean>;
}
/**
 * Deletes commits of whole executions. A log's last position must not be forgotten, or it would be given again: a commit that is the last of its log leaves its
 * place behind, empty (`dead`). Whatever was last when it was looked at either stays last or is followed by something, so two who delete at the same time do no harm.
 */
export function createLogDeletion(link: MongoLink): LogDeletion {
  const log = logOf(link.db);
  const idOnly = { projection: { _id: 1 }, ...link.limit } as const;
  const isLast = async (partition: PartitionId, position: number): Promise<boolean> =>
    (await link.run('deleting from the log', () => log.findOne({ _id: placesAfter(partition, position) }, idOnly))) === null;

  async function remove(org: OrgId, ids: readonly ExecutionId[]): Promise<void> {
    const theirs = { org: { $eq: org }, executionId: { $in: [...ids] } };
    const tops = await link.run('deleting from the log', () =>
      log
        .aggregate<{ _id: PartitionId; top: number }>(
          [{ $match: theirs }, { $group: { _id: '$_id.partition', top: { $max: '$_id.position' } } }],
          link.limit,
        )
        .toArray(),
    );
    for (const { _id: partition, top } of tops) {
      if (!(await isLast(partition, top))) continue;
      const fields = { org: '', executionId: '', version: '', commitId: '', body: '' } as const;
      await link.run('deleting from the log', () =>
        log.updateOne({ _id: { $eq: placeOf(partition, top) }, ...theirs }, { $unset: fields, $set: { dead: true } }, link.limit),
      );
    }
    await link.run('deleting from the log', () => log.deleteMany(theirs, link.limit));
  }
  return {
    remove,
    async reclaim() {
      const left = await link.run('tidying the log', () => log.find({ dead: true }, { ...idOnly, limit: AT_ONCE }).toArray());
      const free = await Promise.all(left.map(async ({ _id }) => !(await isLast(_id.partition, _id.position))));
      const gone = left.filter((_, index) => free[index]).map(({ _id }) => _id);
      if (gone.length === 0) return false;
      await link.run('tidying the log', () => log.deleteMany({ _id: { $in: gone }, dead: true }, link.limit));
      return true;
    },
  };
}
