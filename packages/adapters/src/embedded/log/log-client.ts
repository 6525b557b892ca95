import type { Commit, ExecutionId, OrgId, PartitionId } from '@agentflow/core';
import type { AppendAnswer, Clock, ExecutionStore, LogRecord, Ownership } from '@agentflow/ports';
import type { DbThread } from '../threads/db-thread.js';
import { createGroupCommit } from './group-commit.js';
import { decodeCommit, decodeRecord, encodeCommit } from './log-line.js';

const READ_AT_ONCE = 256;
type LogPart = Pick<ExecutionStore, 'append' | 'read' | 'tail' | 'claim' | 'renew' | 'release' | 'reclaim'> & {
  remove(org: OrgId, ids: readonly ExecutionId[]): Promise<void>;
};

/** The log half of the ExecutionStore: encodes commits, gathers them into flushes for the log's thread, decodes what is read. */
export function createLogClient(thread: DbThread, clock: Clock): LogPart {
  const commit = createGroupCommit((text, counts) => thread.call('log', 'append', text, counts));
  return {
    append(commits) {
      if (commits.length === 0) return Promise.resolve(new Map());
      return new Promise((resolve, reject) => {
        commit({ lines: commits.map(encodeCommit), resolve: (refused) => resolve(answers(commits, refused)), reject });
      });
    },
    async *read(org, id, version) {
      for (let after = version; ;) {
        const [text, more] = await thread.call<[string, boolean]>('log', 'read', org, id, after, READ_AT_ONCE);
        for (const line of lines(text)) {
          const read = decodeCommit(line);
          after = read.version;
          yield read;
        }
        if (!more) return;
      }
    },
    async tail(partition, position, limit) {
      const records: LogRecord[] = [];
      for (let more = true; more && records.length < limit;) {
        const after = records.at(-1)?.position ?? position;
        const [text, rest] = await thread.call<[string, boolean]>('log', 'tail', partition, after, limit - records.length);
        for (const line of lines(text)) records.push(decodeRecord(line));
        more = rest;
      }
      return records;
    },
    claim: (partitions, owner, leaseMs) => thread.call<Ownership[]>('log', 'claim', partitions, owner, leaseMs, clock.now()),
    renew: (owned, leaseMs) => thread.call<PartitionId[]>('log', 'renew', owned, leaseMs, clock.now()),
    async remove(org, ids) {
      await thread.call('log', 'remove', org, ids);
    },
    reclaim: () => thread.call<boolean>('log', 'reclaim'),
    async release(owned) {
      await thread.call('log', 'release', owned);
    },
  };
}
const lines = (text: string): string[] => (text === '' ? [] : text.split('\n'));
function answers(commits: readonly Commit[], refused: readonly string[]): ReadonlyMap<PartitionId, AppendAnswer> {
  const result = new Map<PartitionId, AppendAnswer>();
  for (const { partition } of commits) result.set(partition, 'durable');
  for (const partition of refused) result.set(partition as PartitionId, 'ownership-lost');
  return result;
}
