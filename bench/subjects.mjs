// What bench/run.mjs measures: each subject runs in a process of its own and answers the same works. A module given by `--subject <file>` exports `start(folder)` that
// answers one more of these (another engine, say).
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuMicros, request } from './load.mjs';
import { chainOf, fanOf, startPlatform, waitOf } from './platform.mjs';

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {Record<string, Record<string, () => Promise<void>>>} works by work (`chain`, `start`, `fan`), by kind: one call is one workflow, done when it resolves
 * @property {() => number} cpu microseconds of CPU its processes have used
 * @property {() => Promise<{ commits: number, flushes: number } | null>} counters what was made durable, and by how many synced writes; `null`: it does not say
 * @property {() => Promise<void>} stop
 */
const LIST = Array.from({ length: 100 }, (_, i) => i);
/** Steps in one workflow of a work: what CPU per step divides by. */
export const STEPS = { chain: 10, start: 1, fan: 100 };

/** The bare group commit: nothing that runs on Node can be faster. @returns {Promise<Subject>} */
export async function startFloor(folder) {
  const child = fork(fileURLToPath(new URL('./floor-server.mjs', import.meta.url)), [path.join(folder, 'floor.log')]);
  const { port } = await new Promise((resolve) => child.once('message', resolve));
  const on = (route) => async () => {
    const { status } = await request(`http://127.0.0.1:${port}${route}`);
    if (status !== 200) throw new Error(`floor: ${status}`);
  };
  return {
    name: 'floor',
    works: { chain: { floor: on('/chain') }, start: { floor: on('/start') }, fan: { floor: on('/fan') } },
    cpu: () => cpuMicros(child.pid),
    counters: () => Promise.resolve(null),
    stop: async () => void child.kill(),
  };
}
/** The platform of a checkout, through its public HTTP API. @returns {Promise<Subject & { platform: object, execute: Function }>} */
export async function startAgentFlow(folder, { name = 'platform', root, env } = {}) {
  const platform = await startPlatform(path.join(folder, name), env, root);
  const execute = async (id, input, wait) => {
    const { status, text } = await request(`${platform.url}/api/v1/workflows/${id}/execute${wait ? '?wait=30' : ''}`, {
      headers: platform.headers,
      body: JSON.stringify({ input }),
    });
    if (status >= 300 || (wait && !text.includes('"status":"completed"'))) throw new Error(`${status} ${text.slice(0, 300)}`);
  };
  const ids = {
    pure: await platform.publish(chainOf(10, 'chain of pure steps')),
    effects: await platform.publish(chainOf(10, 'chain of effects', 'at_least_once')),
    fan: await platform.publish(fanOf('fan out')),
    wait: await platform.publish(waitOf('waiting')),
  };
  return {
    name,
    platform,
    execute,
    works: {
      chain: { effects: () => execute(ids.effects, {}, true), pure: () => execute(ids.pure, {}, true) },
      start: { start: () => execute(ids.wait, {}, false) },
      fan: { 'fan-out': () => execute(ids.fan, { list: LIST }, true) },
    },
    cpu: () => cpuMicros(platform.pid),
    async counters() {
      const { text } = await request(`${platform.url}/metrics`, { method: 'GET', headers: platform.headers });
      const read = (metric) => new RegExp(`^agentflow_orchestrator_${metric}_total(?:\\{[^}]*\\})? (\\d+)`, 'm').exec(text)?.[1];
      const commits = read('commits');
      return commits === undefined ? null : { commits: Number(commits), flushes: Number(read('flushes')) };
    },
    stop: () => platform.stop(),
  };
}
