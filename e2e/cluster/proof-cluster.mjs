import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startBackends } from '@agentflow/testkit';
import { awaitEnd } from '../../infra/local/node-process.mjs';
import { isAlive } from '../../infra/local/process-identity.mjs';
import { startCluster } from './cluster-instance.mjs';

const ALL = ['mongo', 'kafka', 'redis', 'nats', 'clickhouse', 's3'];
const born = performance.now();
export const say = (text) => console.log(`${((performance.now() - born) / 1000).toFixed(1).padStart(6)} s  ${text}`);

/**
 * A cluster on servers of its own, which a proof may hurt; the servers end with this process however it goes, the cluster unless it is killed; the proof is skipped by name where a server cannot be had. `sizes` as of `startBackends`; `through(env, servers)` may put something in between: it answers the environment that the services get.
 * @returns the cluster of `startCluster`, with `servers` (of `startBackends`), `environment`, and `end`, which answers what would not end
 */
export async function startProofCluster({ counts = {}, env = {}, sizes = {}, through = (given) => given } = {}) {
  const servers = await startBackends(ALL, sizes).catch((error) => {
    if (!/cannot be had here/.test(error.message)) throw error;
    console.log(`skipped: ${error.message}`);
    process.exit(0);
  });
  try {
    say(`servers: ${servers.servers.map(({ name, port }) => `${name} ${port}`).join(', ')}`);
    const environment = { ...process.env, ...(await through(servers.env, servers)), ...env };
    const cluster = await startCluster({ env: environment, counts });
    // Whoever has enough of a proof ends its processes, too.
    for (const name of ['SIGINT', 'SIGTERM'])
      process.once(name, () => {
        say(`${name}: ending the cluster`);
        void cluster.down().finally(() => process.exit(1));
      });
    say(`processes: ${Object.keys(cluster.processes()).join(', ')}`);
    return {
      ...cluster,
      servers,
      environment,
      async end({ keep = false } = {}) {
        const left = await cluster.down({ keep: true });
        if (keep) say(`logs are in ${cluster.dataDir}/cluster`);
        else rmSync(cluster.dataDir, { recursive: true, force: true });
        await servers.stop();
        return left;
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}
/** Which of these processes say that they can work. */
export async function readyOf(cluster, labels) {
  const said = await Promise.all(
    labels.map((label) =>
      fetch(`${cluster.processes()[label].url}/ready`, { signal: AbortSignal.timeout(1_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    ),
  );
  return labels.filter((_, n) => said[n]);
}
/** Starts again at once whatever has ended by itself or by a kill, as a supervisor does. `stop` ends the watching; `starts` counts by label. */
export function supervise(cluster) {
  const labels = Object.keys(cluster.processes());
  const starts = {};
  let going = true;
  const watching = Promise.all(
    labels.map(async (label) => {
      while (going) {
        const kept = cluster.processes()[label];
        if (isAlive(kept)) {
          await pause(50);
          continue;
        }
        await awaitEnd(kept, 5_000);
        if (!going) break;
        starts[label] = (starts[label] ?? 0) + 1;
        await cluster.revive(label).catch((error) => say(`${label} could not be started: ${error.message}`));
      }
    }),
  );
  return {
    starts,
    async stop() {
      going = false;
      await watching;
    },
  };
}
/** Prints figures and problems; the exit status says whether it is proven. */
export function conclude(figures, problems, left = []) {
  console.log(JSON.stringify(figures, null, 2));
  const all = [...problems, ...left.map((label) => `${label} would not end`)];
  for (const problem of all.slice(0, 30)) console.log(`  ${problem}`);
  if (all.length > 30) console.log(`  and ${all.length - 30} more`);
  say(all.length === 0 ? 'proven' : 'NOT proven');
  process.exitCode = all.length === 0 ? 0 : 1;
}
