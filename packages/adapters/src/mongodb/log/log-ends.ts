import type { PartitionId } from '@agentflow/core';
import type { MongoLink } from '../mongo-link.js';
import { logOf, placesAfter } from './log-document.js';

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
  /** Reads the ends of these logs. @throws AppError UNAVAILABLE */
  learn(partitions: Iterable<PartitionId>): Promise<void>;
}
export function createLogEnds(link: MongoLink): LogEnds {
  const known = new Map<PartitionId, LogEnd>();
  const log = logOf(link.db);
  async function learnOne(partition: PartitionId): Promise<void> {
    const options = { projection: { epoch: 1 }, sort: { _id: -1 } as const, ...link.limit };
    const last = await link.run('reading the end of a log', () => log.findOne({ _id: placesAfter(partition, 0) }, options));
    known.set(partition, { position: last?._id.position ?? 0, epoch: last?.epoch ?? 0 });
  }
  return {
    get: (partition) => known.get(partition),
    set: (partition, end) => void known.set(partition, end),
    forget(partitions) {
      for (const partition of partitions) known.delete(partition);
    },
    learn: async (partitions) => void (await Promise.all([...partitions].map(learnOne))),
  };
}
