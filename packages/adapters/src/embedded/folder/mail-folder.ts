import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { OrgId } from '@agentflow/core';
import type { Clock, IdSource, MailOutbox, OutgoingMail, StoredMail } from '@agentflow/ports';
import { writeDurably } from './durable-file.js';

/** `<epoch ms, 15 digits>-<hash of the idempotency key>.json`: names sort by time and tell a repeat. */
const FILE = /^(\d{15})-([0-9a-f]{32})\.json$/;

/** Mails as JSON files under `<root>/<org>/`, for people to look at. One process writes there. */
export function createMailFolder({ root, clock, ids }: { root: string; clock: Clock; ids: IdSource }): MailOutbox {
  const base = resolve(root);
  /** By org: file name (or its writing) by hash of the idempotency key. */
  const known = new Map<OrgId, Promise<Map<string, Promise<string>>>>();
  const folderOf = (org: OrgId): string => join(base, encodeURIComponent(org).replace(/^\./, '%2E'));

  async function filesOf(org: OrgId): Promise<Map<string, Promise<string>>> {
    const names = await readdir(folderOf(org)).catch(() => []);
    return new Map(names.flatMap((name) => (FILE.test(name) ? [[FILE.exec(name)![2]!, Promise.resolve(name)] as const] : [])));
  }
  const load = (org: OrgId): Promise<Map<string, Promise<string>>> => {
    let files = known.get(org);
    if (!files) known.set(org, (files = filesOf(org)));
    return files;
  };
  async function write(org: OrgId, hash: string, mail: OutgoingMail): Promise<string> {
    const stored: StoredMail = { ...mail, id: ids.next(), at: clock.now() };
    const name = `${String(stored.at).padStart(15, '0')}-${hash}.json`;
    await writeDurably(join(folderOf(org), name), JSON.stringify(stored, null, 2), { root: base, temp: join(base, '.unfinished') });
    return name;
  }
  const read = async (org: OrgId, name: string): Promise<StoredMail> =>
    JSON.parse(await readFile(join(folderOf(org), name), 'utf8')) as StoredMail;
  return {
    async send(org, mail) {
      const files = await load(org);
      const hash = createHash('sha256').update(mail.idempotencyKey).digest('hex').slice(0, 32);
      let writing = files.get(hash);
      if (!writing) {
        files.set(hash, (writing = write(org, hash, mail)));
        writing.catch(() => files.delete(hash)); // not sent: a repeat may be
      }
      const { id } = await read(org, await writing);
      return { id };
    },
    async list(org, limit) {
      const settled = await Promise.allSettled((await load(org)).values());
      const names = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).sort((a, b) => (a < b ? 1 : -1));
      const mails: StoredMail[] = [];
      for (const name of names) {
        if (mails.length === limit) break;
        const mail = await read(org, name).catch(() => null); // somebody tidied the folder
        if (mail) mails.push(mail);
      }
      return mails;
    },
  };
}
