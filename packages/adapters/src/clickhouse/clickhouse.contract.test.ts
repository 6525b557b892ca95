import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@clickhouse/client';
import { backendEnv, metricsStoreContract, runContract } from '@agentflow/testkit';
import { createClickHouseMetricsStore } from './clickhouse-metrics-store.js';

/** A database of the test's own on the server. */
function ownDatabase(): { readonly url: string; drop(): Promise<void> } {
  const url = new URL(backendEnv('CLICKHOUSE_URL')!);
  const name = `test_${randomBytes(8).toString('hex')}`;
  url.pathname = `/${name}`;
  return {
    url: String(url),
    async drop() {
      const client = createClient({ url: url.origin, username: url.username, password: url.password });
      await client.command({ query: `DROP DATABASE IF EXISTS ${name}` });
      await client.close();
    },
  };
}
runContract(metricsStoreContract, {
  adapter: 'ClickHouse',
  needs: 'CLICKHOUSE_URL',
  open: async () => {
    const { url, drop } = ownDatabase();
    let store = await createClickHouseMetricsStore({ url });
    return {
      port: store,
      async reopen() {
        await store.close();
        return (store = await createClickHouseMetricsStore({ url, retentionDays: 3_650 }));
      },
      passTime: (ms) => wait(ms),
      async close() {
        await store.close();
        await drop();
      },
    };
  },
});
