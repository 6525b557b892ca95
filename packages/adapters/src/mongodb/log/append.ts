import { AppError, type Commit, type PartitionId } from '@agentflow/core';
import type { AppendAnswer, ExecutionStore } from '@agentflow/ports';
import type { MongoLink } from '../mongo-link.js';
import { logOf, toDocument, type CommitDocument } from './log-document.js';
import type { LogEnd, LogEnds } from './log-ends.js';
import { placeKey, planAppend, type AppendPlan } from './plan-append.js';
import { writeCommits } from './write-commits.js';

interface Call {
  readonly documents: readonly CommitDocument[];
  resolve(answer: ReadonlyMap<PartitionId, AppendAnswer>): void;
  reject(error: unknown): void;
}
const NO_RECORD: LogEnd = { position: 0, epoch: 0 };

/** `append` of the ExecutionStore: while one write is on its way the calls that come gather for the next, all partitions in one command. */
export function createAppend(link: MongoLink, ends: LogEnds): ExecutionStore['append'] {
  const log = logOf(link.db);
  let gathered: Call[] = [];
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (gathered.length > 0) {
      const calls = gathered;
      gathered = [];
      await flush(calls);
    }
    busy = false;
  }
  async function flush(calls: readonly Call[]): Promise<void> {
    const all = calls.flatMap(({ documents }) => documents);
    const partitions = new Set(all.map(({ _id }) => _id.partition));
    try {
      const { fresh, refused } = await plan(calls, all, partitions);
      const lost = await writeCommits(link, fresh);
      noteEnds(fresh, lost);
      calls.forEach((call, index) => {
        if (isHalfWritten(call, lost)) call.reject(halfWritten());
        else call.resolve(answersOf(call, refused.get(index), lost));
      });
    } catch (error) {
      ends.forget(partitions);
      for (const call of calls) call.reject(error);
    }
  }
  async function plan(calls: readonly Call[], all: readonly CommitDocument[], partitions: ReadonlySet<PartitionId>): Promise<AppendPlan> {
    const unknown = [...partitions].filter((partition) => !ends.get(partition));
    if (unknown.length > 0) await ends.learn(unknown);
    for (let learned = new Set(unknown); ;) {
      const planned = planAppend(
        calls.map(({ documents }) => documents),
        (partition) => ends.get(partition) ?? NO_RECORD,
        await storedBefore(all),
      );
      // What is known may be from before somebody else wrote: asked once more, it is so or not.
      const old = [...planned.gaps].filter((partition) => !learned.has(partition));
      if (old.length === 0) return planned;
      await ends.learn(old);
      learned = new Set([...learned, ...old]);
    }
  }
  /** Who stands at places that are taken: repeats are told from foreign commits. */
  async function storedBefore(documents: readonly CommitDocument[]): Promise<ReadonlyMap<string, string>> {
    const places = documents.filter(({ _id }) => _id.position <= (ends.get(_id.partition)?.position ?? 0)).map(({ _id }) => _id);
    if (places.length === 0) return new Map();
    const found = await link.run('reading positions of the log', () =>
      log.find({ _id: { $in: places } }, { projection: { commitId: 1 }, ...link.limit }).toArray(),
    );
    return new Map(found.map((document) => [placeKey(document as CommitDocument), document.commitId ?? '']));
  }
  function noteEnds(fresh: readonly CommitDocument[], lost: ReadonlyMap<PartitionId, number>): void {
    for (const { _id, epoch } of fresh) ends.set(_id.partition, { position: _id.position, epoch });
    ends.forget(lost.keys());
  }
  return async (commits: readonly Commit[]) => {
    if (commits.length === 0) return new Map();
    const documents = commits.map(toDocument);
    return new Promise((resolve, reject) => {
      gathered.push({ documents, resolve, reject });
      if (!busy) void work();
    });
  };
}
/**
 * Somebody else's record came between commits of one call. Those before it are in the log for good: called lost they might be done again. Whoever
 * asked learns from the log which they are, as after every write whose outcome is not known.
 */
function isHalfWritten({ documents }: Call, lost: ReadonlyMap<PartitionId, number>): boolean {
  for (const [partition, from] of lost) {
    const own = documents.filter(({ _id }) => _id.partition === partition);
    if (own.some(({ _id }) => _id.position < from) && own.some(({ _id }) => _id.position >= from)) return true;
  }
  return false;
}
const halfWritten = (): AppError =>
  new AppError('UNAVAILABLE', 'another record came between these commits: the log tells which of them it holds');
function answersOf(
  { documents }: Call,
  refused: ReadonlySet<PartitionId> | undefined,
  lost: ReadonlyMap<PartitionId, number>,
): ReadonlyMap<PartitionId, AppendAnswer> {
  const answers = new Map<PartitionId, AppendAnswer>();
  for (const { _id } of documents) {
    const written = !refused?.has(_id.partition) && _id.position < (lost.get(_id.partition) ?? Infinity);
    if (answers.get(_id.partition) !== 'ownership-lost') answers.set(_id.partition, written ? 'durable' : 'ownership-lost');
  }
  return answers;
}
