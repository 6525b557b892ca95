import type { mongo } from 'mongoose';
import { MAILS } from './create-mongo-mail-outbox.js';
import { MEMBERS } from './create-mongo-membership.js';
import { DOCUMENTS } from './documents/stored-document.js';
import { HEADS } from './heads/head-document.js';
import { LOG } from './log/log-document.js';
import { OWNERSHIP } from './log/ownership.js';
import type { MongoLink } from './mongo-link.js';

type Indexes = Readonly<Record<string, readonly mongo.IndexDescription[]>>;
/** Every index by its collection. Names never change their meaning: a changed index gets a new name. */
export const INDEXES: Indexes = {
  [LOG]: [
    {
      name: 'execution',
      key: { org: 1, executionId: 1, version: 1 },
      unique: true,
      partialFilterExpression: { executionId: { $exists: true } },
    },
    { name: 'dead', key: { dead: 1 }, partialFilterExpression: { dead: true } },
  ],
  [OWNERSHIP]: [{ name: 'domain', key: { domain: 1 } }],
  [HEADS]: [
    { name: 'created', key: { '_id.org': 1, shown: 1, createdAt: 1, _id: 1 } },
    { name: 'workflow', key: { '_id.org': 1, workflowId: 1, createdAt: 1, _id: 1 } },
    { name: 'status', key: { '_id.org': 1, status: 1, createdAt: 1, _id: 1 } },
    { name: 'tag', key: { '_id.org': 1, tags: 1, createdAt: 1, _id: 1 }, partialFilterExpression: { tags: { $exists: true } } },
    { name: 'place', key: { open: 1, partition: 1, _id: 1 } },
    { name: 'due', key: { partition: 1, wakeAt: 1 }, partialFilterExpression: { wakeAt: { $exists: true } } },
    { name: 'openOfWorkflow', key: { '_id.org': 1, workflowId: 1 }, partialFilterExpression: { open: true } },
    { name: 'openOfRoot', key: { '_id.org': 1, rootId: 1 }, partialFilterExpression: { open: true } },
  ],
  [DOCUMENTS]: [
    { name: 'unique', key: { unique: 1 }, unique: true, sparse: true },
    { name: 'entries', key: { '_id.collection': 1, '_id.org': 1, entries: 1 }, partialFilterExpression: { entries: { $exists: true } } },
  ],
  // Who has gone without a word is forgotten by the server.
  [MEMBERS]: [{ name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 60 }],
  [MAILS]: [{ name: 'newest', key: { '_id.org': 1, at: 1, _id: 1 } }],
};
const TRIES = 30;

/** Makes what is missing; several processes may do so at once. @throws AppError */
export async function ensureIndexes(link: MongoLink): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES)) {
    // A large index takes longer than a call may: it goes on being built, and the next try waits for it.
    for (let tries = 1; ; tries++) {
      try {
        await link.run('making indexes', () => link.db.collection(collection).createIndexes([...indexes]));
        break;
      } catch (error) {
        if (tries === TRIES || (error as { code?: string }).code !== 'UNAVAILABLE') throw error;
      }
    }
  }
}
