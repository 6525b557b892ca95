import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../../infra/local/cluster-build.mjs';
import { createCluster } from '../../infra/local/cluster.mjs';
import { publishedFile } from '../../infra/local/folders.mjs';
import { isAlive, signal } from '../../infra/local/process-identity.mjs';
import { apiOf } from '../product.mjs';
import { clearRooms, ownRooms } from './own-rooms.mjs';

/**
 * A cluster on a folder and in rooms of its own, ready. `kill` and the like take labels: `orchestrator-2`.
 * @returns `{ url, key, loginUrl, dataDir, processes, api, kill, up, revive, status, down }`
 */
export async function startCluster({ env = ownRooms(), counts = {}, report = () => undefined } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'agentflow-cluster-'));
  const quiet = { AGENTFLOW_PORT: '0', AGENTFLOW_SEED: 'off', AGENTFLOW_LOG_LEVEL: 'warn' };
  const cluster = createCluster({ dataDir, published: publishedFile, env: { ...quiet, ...env }, report });
  await buildIfNeeded(report);
  const processes = () => {
    const file = join(dataDir, 'cluster/processes.json');
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  };
  let place;
  try {
    place = await cluster.up(counts);
  } catch (error) {
    await cluster.down();
    await clearRooms(env);
    throw error;
  }
  const key = readFileSync(join(dataDir, 'admin.key'), 'utf8').trim();
  return {
    ...place,
    key,
    dataDir,
    processes,
    /** Sends a signal to one process; SIGKILL where none is named. Answers its record, which `isAlive` takes. */
    kill(label, name = 'SIGKILL') {
      const kept = processes()[label];
      if (!signal(kept, name)) throw new Error(`${label} does not run`);
      return kept;
    },
    up: () => cluster.up(counts),
    /** Starts one that has ended and does not wait for it. Answers its record. */
    revive: (label) => cluster.revive(label, counts),
    status: () => cluster.status(),
    api: apiOf(place.url, key),
    /** Ends it. Answers the labels of processes that are still there: none, if all is well. */
    async down({ keep = false } = {}) {
      const kept = Object.entries(processes());
      await cluster.down();
      if (!keep) {
        rmSync(dataDir, { recursive: true, force: true });
        await clearRooms(env);
      }
      return kept.filter(([, one]) => isAlive(one)).map(([label]) => label);
    },
  };
}
