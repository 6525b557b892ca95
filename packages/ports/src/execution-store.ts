import type { Commit, ExecutionHead, ExecutionId, OrgId, PartitionId } from '@agentflow/core';

/** Fences the former owner: no commit of an older epoch may follow it. */
export interface EpochRecord {
  readonly kind: 'epoch';
  readonly partition: PartitionId;
  readonly position: number;
  readonly epoch: number;
  readonly owner: string;
  /** Epoch milliseconds, store time. */
  readonly at: number;
}
export type LogRecord = ({ readonly kind: 'commit' } & Commit) | EpochRecord;
export interface Ownership {
  readonly partition: PartitionId;
  readonly epoch: number;
  readonly owner: string;
  /** Epoch milliseconds, store time. */
  readonly expiresAt: number;
  /** The last position of the partition's log, the epoch record included. */
  readonly position: number;
}
export type AppendAnswer = 'durable' | 'ownership-lost';
/** Keeps the logs of partitions. Written by each partition's one owner; the truth from which everything else is rebuilt. */
export interface ExecutionStore {
  /**
   * Makes commits of many partitions durable in one write, each partition's in position order, atomically per partition; answers per partition whether it is still ours.
   * A commit whose (partition, position) holds the same `commitId` already counts as durable. @throws AppError UNAVAILABLE when nothing is known to be written,
   * or when only the first of a partition's commits are: the log tells (`tail`) what is; the rest may yet take effect, unless an epoch record stands in its place
   */
  append(commits: readonly Commit[]): Promise<ReadonlyMap<PartitionId, AppendAnswer>>;
  /** Commits of one execution after `version` (0 reads all), oldest first; nothing if there is no such execution in this org. */
  read(org: OrgId, id: ExecutionId, version: number): AsyncIterable<Commit>;
  /** Records of a partition after `position`, at most `limit`: what relays, projections and a new owner follow. */
  tail(partition: PartitionId, position: number, limit: number): Promise<readonly LogRecord[]>;
  /** Takes partitions that are free, expired or already `owner`'s, and appends an epoch record to each. Answers what it got. `leaseMs` 0: no expiry (embedded). */
  claim(partitions: readonly PartitionId[], owner: string, leaseMs: number): Promise<readonly Ownership[]>;
  /** Extends leases; answers the partitions still owned in these epochs. */
  renew(owned: readonly Ownership[], leaseMs: number): Promise<readonly PartitionId[]>;
  release(owned: readonly Ownership[]): Promise<void>;

  /** The projection of the log that lists and takeovers read: upserts heads (by org and id; an older version never overwrites a newer) and moves the cursors, in one write. */
  project(heads: readonly ExecutionHead[], cursors: ReadonlyMap<PartitionId, number>): Promise<void>;
  /** Up to which position each partition is projected (0 where never). */
  cursors(partitions: readonly PartitionId[]): Promise<ReadonlyMap<PartitionId, number>>;
  head(org: OrgId, id: ExecutionId): Promise<ExecutionHead | null>;
  /** Heads of an org, newest first (createdAt, then id), without those of shared deciders (`workflowId` begins with `$`). */
  list(org: OrgId, query: HeadQuery): Promise<{ readonly items: readonly ExecutionHead[]; readonly nextCursor: string | null }>;
  /** Executions of `partitions` not ended, in any order, after `cursor`: what a new owner takes over. */
  open(
    partitions: readonly PartitionId[],
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly ExecutionHead[]; readonly nextCursor: string | null }>;
  /** Executions of `partitions` whose next wake-up is at or before `at` (epoch milliseconds), at most `limit`. */
  due(
    partitions: readonly PartitionId[],
    at: number,
    limit: number,
  ): Promise<readonly { readonly org: OrgId; readonly executionId: ExecutionId }[]>;
  /** Open executions of a workflow. */
  countOpen(org: OrgId, workflowId: string): Promise<number>;
  /** Open executions among those that descend from `rootId`, itself included. */
  countOpenOfRoot(org: OrgId, rootId: string): Promise<number>;

  /** Heads of ended executions of `partitions`, in an order that stays, after `cursor`: what retention looks at. */
  ended(
    partitions: readonly PartitionId[],
    cursor: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly ExecutionHead[]; readonly nextCursor: string | null }>;
  /**
   * Deletes whole executions: once it has answered, neither commits nor heads of them are. Unknown ids are skipped, a repeat is harmless. Positions keep
   * their numbers: `tail` has holes then. Their room comes back by `reclaim`.
   */
  delete(org: OrgId, ids: readonly ExecutionId[]): Promise<void>;
  /** One small step of giving back the room of what was deleted, where the store does not do so itself. `false`: there is nothing to do. */
  reclaim(): Promise<boolean>;
}
export interface HeadQuery {
  readonly workflowId?: string;
  readonly status?: readonly string[];
  /** createdAt bounds, epoch milliseconds, inclusive and exclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly tag?: string;
  readonly cursor?: string;
  readonly limit: number;
}
