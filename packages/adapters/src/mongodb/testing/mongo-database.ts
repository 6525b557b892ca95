import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createIdSource } from '../../system/id-source.js';
import { openMongoLink } from '../mongo-link.js';
import { openMongoStores, type MongoStores } from '../open-mongo-stores.js';

/** A database of its own on the server of the tests; `drop` closes what was opened and takes it away. */
export function newDatabase(url: string) {
  const database = `agentflow_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const opened: MongoStores[] = [];
  return {
    database,
    async open(through = url): Promise<MongoStores> {
      const stores = await openMongoStores({ url: through, database, ids: createIdSource(), poolSize: 8 });
      opened.push(stores);
      return stores;
    },
    async drop(): Promise<void> {
      await Promise.all(opened.map((stores) => stores.close()));
      const link = await openMongoLink({ url, database });
      await link.db.dropDatabase();
      await link.close();
    },
  };
}
/** Opens a port on a database of its own. Time is the server's: it passes by waiting. */
export const onDatabase =
  <Port>(url: () => string, pick: (stores: MongoStores) => Port) =>
  async () => {
    const { open, drop } = newDatabase(url());
    let stores = await open();
    return {
      port: pick(stores),
      another: async () => pick(await open()),
      async reopen() {
        await stores.close();
        stores = await open();
        return pick(stores);
      },
      passTime: (ms: number) => wait(ms + 2),
      close: drop,
    };
  };
/** The same server by another way: `address` is a proxy's. A replica set would tell its own address, so it is spoken to directly. */
export function throughProxy(url: string, address: string): string {
  const proxied = new URL(url);
  proxied.host = address;
  proxied.searchParams.delete('replicaSet');
  proxied.searchParams.set('directConnection', 'true');
  return proxied.href;
}
