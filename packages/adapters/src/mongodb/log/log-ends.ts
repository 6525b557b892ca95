import type { PartitionId } from '@agentflow/core';
import type { MongoLink } from '../mongo-link.js';
import { LOG, placeOf, type LogDocument } from './log-document.js';

/** The newest record of a partition that is known to be in the log. */
export interface LogEnd {
  readonly position: number;
  /** Epochs never fall along a log. */
  readonly epoch: number;
}
/** What is known of the ends of logs. True for ever once known, since nothing is taken from a log's end; there may be more behind it. */
export interface LogEnds {
  get(partition: PartitionId): LogEnd | undefined;
  set(partition: PartitionId, end: LogEnd): void;
  forget(partitions: Iterable<PartitionId>): void;
  /** Reads the ends of these logs, all at once. @throws AppError UNAVAILABLE */
  learn(partitions: Iterable<PartitionId>): Promise<void>;
}
interface FoundEnd {
  readonly partition: PartitionId;
  readonly last: readonly Pick<LogDocument, '_id' | 'epoch'>[];
}
/** The last record between two places, for each pair of them: one step along the index each. */
const LAST_RECORDS = {
  from: LOG,
  let: { from: '$from', to: '$to' },
  pipeline: [
    { $match: { $expr: { $and: [{ $gt: ['$_id', '$$from'] }, { $lte: ['$_id', '$$to'] }] } } },
    { $sort: { _id: -1 } },
    { $limit: 1 },
    { $project: { epoch: 1 } },
  ],
  as: 'last',
} as const;

export function createLogEnds(link: MongoLink): LogEnds {
  const known = new Map<PartitionId, LogEnd>();
  return {
    get: (partition) => known.get(partition),
    set: (partition, end) => void known.set(partition, end),
    forget(partitions) {
      for (const partition of partitions) known.delete(partition);
    },
    async learn(partitions) {
      const ranges = [...partitions].map((partition) => {
        return { partition, from: placeOf(partition, 0), to: placeOf(partition, Number.MAX_SAFE_INTEGER) };
      });
      const pipeline = [{ $documents: { $literal: ranges } }, { $lookup: LAST_RECORDS }, { $project: { partition: 1, last: 1 } }];
      const found = await link.run('reading the ends of logs', () => link.db.aggregate<FoundEnd>(pipeline, link.limit).toArray());
      for (const { partition, last } of found) known.set(partition, { position: last[0]?._id.position ?? 0, epoch: last[0]?.epoch ?? 0 });
    },
  };
}
