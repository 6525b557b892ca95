import { createHash } from 'node:crypto';
import type { OrgId } from '@agentflow/core';
import type { IdSource, MailOutbox, OutgoingMail, StoredMail } from '@agentflow/ports';
import { isDuplicateKey } from './mongo-errors.js';
import type { MongoLink } from './mongo-link.js';
import { plainText } from './plain-text.js';

export const MAILS = 'mails';
interface MailDocument {
  /** One mail per org and idempotency key (its hash: a key may be any text). */
  readonly _id: { readonly org: OrgId; readonly key: string };
  readonly id: string;
  readonly at: Date;
  /** The mail as JSON text. */
  readonly body: string;
}
/** Two who send the same mail at once. */
const TRIES = 5;

/** Mails as documents, for people to look at. */
export function createMongoMailOutbox(link: MongoLink, ids: IdSource): MailOutbox {
  const mails = link.db.collection<MailDocument>(MAILS);
  return {
    async send(org, mail) {
      const key = createHash('sha256').update(JSON.stringify(mail.idempotencyKey)).digest('hex');
      const _id = { org: plainText(org, 'an org') as OrgId, key };
      // What is there stays: a repeat changes nothing.
      const once = (name: string, value: unknown) => ({ [name]: { $ifNull: [`$${name}`, value] } });
      const change = [
        { $set: { ...once('id', { $literal: ids.next() }), ...once('at', '$$NOW'), ...once('body', { $literal: JSON.stringify(mail) }) } },
      ];
      const options = { upsert: true, returnDocument: 'after', projection: { id: 1 }, ...link.limit } as const;
      return link.run('sending a mail', async () => {
        for (let tries = 1; ; tries++) {
          try {
            const stored = await mails.findOneAndUpdate({ _id: { $eq: _id } }, change, options);
            return { id: (stored as Pick<MailDocument, 'id'>).id };
          } catch (error) {
            if (!isDuplicateKey(error) || tries === TRIES) throw error;
          }
        }
      });
    },
    async list(org, limit) {
      if (limit <= 0) return [];
      const options = { sort: { at: -1, _id: -1 }, limit, ...link.limit } as const;
      const found = await link.run('listing mails', () => mails.find({ '_id.org': { $eq: org } }, options).toArray());
      return found.map(({ id, at, body }): StoredMail => ({ ...(JSON.parse(body) as OutgoingMail), id, at: at.getTime() }));
    },
  };
}
