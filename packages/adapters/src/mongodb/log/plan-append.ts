import type { PartitionId } from '@agentflow/core';
import type { CommitDocument } from './log-document.js';
import type { LogEnd } from './log-ends.js';

export interface AppendPlan {
  /** What is to be written, each partition's in position order. */
  readonly fresh: readonly CommitDocument[];
  /** By call (its place in the flush): partitions whose commits are refused. */
  readonly refused: ReadonlyMap<number, ReadonlySet<PartitionId>>;
  /** Refused alone because something before it is missing: the end that is known may be an old one. */
  readonly gaps: ReadonlySet<PartitionId>;
}
export const placeKey = ({ _id }: CommitDocument): string => `${_id.partition}\n${_id.position}`;

/**
 * Which commits of a flush fit. Commits of one call and one partition stand or fall together; one that repeats what is stored, or what stands
 * earlier in the flush, counts as done and is left out. A commit fits only right behind a record that is known to be in the log and whose epoch is no newer than its own: so no former
 * owner gets past the epoch record of a later one.
 */
export function planAppend(
  calls: readonly (readonly CommitDocument[])[],
  endOf: (partition: PartitionId) => LogEnd,
  stored: ReadonlyMap<string, string>,
): AppendPlan {
  const fresh: CommitDocument[] = [];
  const refused = new Map<number, Set<PartitionId>>();
  const gaps = new Set<PartitionId>();
  const lastOf = new Map<PartitionId, number>();
  const planned = new Map<string, string>();
  calls.forEach((documents, call) => {
    for (const [partition, group] of byPartition(documents)) {
      const end = endOf(partition);
      const last = lastOf.get(partition) ?? end.position;
      let next = last + 1;
      const added: CommitDocument[] = [];
      const fits = group.every((document) => {
        const { position } = document._id;
        const key = placeKey(document);
        if (position < next) {
          const there = added.find((one) => one._id.position === position)?.commitId ?? planned.get(key) ?? stored.get(key);
          return there === document.commitId;
        }
        if (position > next) gaps.add(partition);
        if (position !== next || document.epoch < end.epoch) return false;
        next++;
        added.push(document);
        return true;
      });
      if (!fits) {
        refused.set(call, (refused.get(call) ?? new Set()).add(partition));
        continue;
      }
      lastOf.set(partition, next - 1);
      for (const document of added) {
        planned.set(placeKey(document), document.commitId);
        fresh.push(document);
      }
    }
  });
  return { fresh, refused, gaps };
}
export function byPartition(documents: readonly CommitDocument[]): ReadonlyMap<PartitionId, readonly CommitDocument[]> {
  const groups = new Map<PartitionId, CommitDocument[]>();
  for (const document of documents) {
    const group = groups.get(document._id.partition);
    if (group) group.push(document);
    else groups.set(document._id.partition, [document]);
  }
  return groups;
}
