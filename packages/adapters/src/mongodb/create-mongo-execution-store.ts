import type { ExecutionStore } from '@agentflow/ports';
import { createHeads } from './heads/heads.js';
import { createAppend } from './log/append.js';
import { createLogDeletion } from './log/delete-executions.js';
import { logOf, placesAfter, toCommit, toRecord } from './log/log-document.js';
import { createLogEnds } from './log/log-ends.js';
import { createOwnership } from './log/ownership.js';
import { plainText } from './plain-text.js';
import type { MongoLink } from './mongo-link.js';

const READ_AT_ONCE = 256;

/** The ExecutionStore on MongoDB: the log, its ownership in the server's time, and its projection. Without transactions: each record is one document. */
export function createMongoExecutionStore(link: MongoLink): ExecutionStore {
  const log = logOf(link.db);
  const ends = createLogEnds(link);
  const deletion = createLogDeletion(link);
  const { remove: removeHeads, ...projection } = createHeads(link);
  return {
    append: createAppend(link, ends),
    ...createOwnership(link, ends),
    ...projection,
    async *read(org, id, version) {
      for (let after = version; ;) {
        const filter = { org: { $eq: org }, executionId: { $eq: id }, version: { $gt: after } };
        const options = { sort: { version: 1 }, limit: READ_AT_ONCE, ...link.limit } as const;
        const documents = await link.run('reading an execution', () => log.find(filter, options).toArray());
        for (const document of documents) {
          const commit = toCommit(document);
          after = commit.version;
          yield commit;
        }
        if (documents.length < READ_AT_ONCE) return;
      }
    },
    async tail(partition, position, limit) {
      if (limit <= 0) return [];
      const filter = { _id: placesAfter(partition, position), dead: { $ne: true as const } };
      const options = { sort: { _id: 1 }, limit, ...link.limit } as const;
      return (await link.run('following a log', () => log.find(filter, options).toArray())).map(toRecord);
    },
    // The log goes first: a head that is left behind brings retention back to it.
    async delete(org, ids) {
      if (ids.length === 0) return;
      for (const id of ids) plainText(id, 'the id of an execution');
      await deletion.remove(org, ids);
      await removeHeads(org, ids);
    },
    reclaim: () => deletion.reclaim(),
  };
}
