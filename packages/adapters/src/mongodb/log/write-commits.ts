import { setTimeout as wait } from 'node:timers/promises';
import type { PartitionId } from '@agentflow/core';
import { fitting } from '../message-size.js';
import { isPassing } from '../mongo-errors.js';
import type { MongoLink } from '../mongo-link.js';
import { LOG, logOf, type CommitDocument } from './log-document.js';

/** Documents of one command. */
const MOST_DOCUMENTS = 5000;
/** After so many failed tries the caller hears of it, and asks the log itself. */
const TRIES = 3;
const PAUSE_MS = 100;
/** A clash with what is not yet on a majority: it is there, or gone, within moments. */
const UNSETTLED_TRIES = 50;
const UNSETTLED_MS = 20;

/**
 * Writes commits, whose place follows what is in the log, with ordered commands, one where they fit: what is written is a prefix of what was asked, in each
 * partition and over all. Where a partition refuses, the others go on. Answers from which position on a partition refused.
 * What an error leaves open, whether something was written, is settled by reading the positions. @throws AppError UNAVAILABLE: some of it may have been written
 */
export async function writeCommits(link: MongoLink, commits: readonly CommitDocument[]): Promise<ReadonlyMap<PartitionId, number>> {
  const lost = new Map<PartitionId, number>();
  const log = logOf(link.db);
  let rest = commits;
  let failures = 0;

  /** The commitIds that stand where these commits belong, as a majority has them. */
  async function holders(documents: readonly CommitDocument[]): Promise<readonly (string | undefined)[]> {
    const found = await link.run('reading positions of the log', () =>
      log.find({ _id: { $in: documents.map(({ _id }) => _id) } }, { projection: { commitId: 1 }, ...link.limit }).toArray(),
    );
    const ids = new Map(found.map(({ _id, commitId }) => [`${_id.partition}\n${_id.position}`, commitId ?? '']));
    return documents.map(({ _id }) => ids.get(`${_id.partition}\n${_id.position}`));
  }
  function lose({ _id: { partition, position } }: CommitDocument): void {
    if (!lost.has(partition)) lost.set(partition, position);
    rest = rest.filter((document) => document._id.partition !== partition);
  }
  /** Somebody's record stands where the first of `rest` belongs, or its version is taken. */
  async function settleClash(onPlace: boolean): Promise<void> {
    const first = rest[0] as CommitDocument;
    for (let tries = 1; ; tries++) {
      const [there] = await holders([first]);
      if (there === first.commitId) {
        rest = rest.slice(1);
        return;
      }
      if (there !== undefined || !onPlace || tries === UNSETTLED_TRIES) return lose(first);
      await wait(UNSETTLED_MS);
    }
  }
  /** After an error that does not tell: what is there and ours is done, what is there and foreign is lost, the rest is written again. */
  async function settleUnknown(): Promise<void> {
    const asked = rest;
    const there = await holders(asked);
    rest = asked.filter((_, index) => there[index] === undefined);
    asked.forEach((document, index) => {
      if (there[index] !== undefined && there[index] !== document.commitId) lose(document);
    });
  }
  while (rest.length > 0) {
    const batch = rest.slice(
      0,
      fitting(rest, ({ body }) => body.length, MOST_DOCUMENTS),
    );
    try {
      const [fault] = await link.write('writing to the log', { insert: LOG, documents: batch, ordered: true });
      rest = rest.slice(fault ? fault.index : batch.length);
      if (fault) await settleClash('_id' in (fault.keyPattern ?? {}));
    } catch (error) {
      if (!isPassing(error) || ++failures === TRIES) throw error;
      await wait(PAUSE_MS * failures);
      await settleUnknown();
    }
  }
  return lost;
}
