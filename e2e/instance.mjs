import { apiOf, newFolder, startProduct } from './product.mjs';

/** Starts the built product on a folder of its own and any free port; with E2E_MODE=cluster as processes of their own on real servers. Answers once it says that it is ready. */
export async function startInstance(env = {}) {
  if (process.env.E2E_MODE === 'cluster') {
    const { startCluster } = await import('./cluster/cluster-instance.mjs');
    const { ownRooms } = await import('./cluster/own-rooms.mjs');
    const cluster = await startCluster({ env: { ...ownRooms(), AGENTFLOW_SEED: 'on', ...env } });
    return { ...cluster, link: cluster.loginUrl, stop: () => cluster.down() };
  }
  const data = newFolder();
  const { url, link, key, stop } = await startProduct({ data, env });
  return { url, link, data, key, api: apiOf(url, key), stop };
}
