// Restate beside the platform, in the same run:
//   in a scratch folder: npm i @restatedev/restate-server @restatedev/restate-sdk node@24      (its SDK needs Node 22 or newer)
//   BENCH_DEPS=<that folder> [RESTATE_PARTITIONS=2] npm run bench -- --subject bench/peers/restate.mjs
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuMicros, request } from '../load.mjs';

const WORKER_PORT = 19080;
const deps = process.env.BENCH_DEPS;

/** @returns {Promise<import('../subjects.mjs').Subject>} */
export async function start(folder) {
  if (!deps) throw new Error('BENCH_DEPS names the folder in which Restate is installed');
  const partitions = process.env.RESTATE_PARTITIONS;
  const home = path.join(folder, 'restate');
  fs.mkdirSync(home);
  const log = fs.openSync(path.join(home, 'log'), 'a');
  const run = (program, args, env) => spawn(program, args, { cwd: home, env: { ...process.env, ...env }, stdio: ['ignore', log, log] });
  const binary = path.join(deps, `node_modules/@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`);
  const engine = run(binary, ['--base-dir', path.join(home, 'data'), '--bind-ip', '127.0.0.1'], {
    RESTATE_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: '1',
    ...(partitions && { RESTATE_DEFAULT_NUM_PARTITIONS: partitions }),
  });
  const worker = run(path.join(deps, 'node_modules/.bin/node'), [fileURLToPath(new URL('./restate-worker.mjs', import.meta.url))], {
    PORT: String(WORKER_PORT),
  });
  const call = async (url, body = '{}', method = 'POST') => {
    const { status, text } = await request(url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body }),
    });
    if (status >= 300) throw new Error(`restate: ${status} ${text.slice(0, 200)}`);
  };
  for (let tries = 0; ; tries++) {
    try {
      await call('http://127.0.0.1:9070/health', undefined, 'GET');
      await call('http://127.0.0.1:8080/restate/health', undefined, 'GET');
      await call('http://127.0.0.1:9070/deployments', JSON.stringify({ uri: `http://127.0.0.1:${WORKER_PORT}`, force: true }));
      break;
    } catch (error) {
      if (tries === 120) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  const name = `restate${partitions ? `, ${partitions} partitions` : ''}`;
  return {
    name,
    works: {
      chain: { [name]: () => call('http://127.0.0.1:8080/bench/chain') },
      fan: { [name]: () => call('http://127.0.0.1:8080/bench/fan') },
    },
    cpu: () => cpuMicros(engine.pid) + cpuMicros(worker.pid),
    counters: () => Promise.resolve(null),
    stop: async () => {
      for (const child of [worker, engine]) child.kill();
      await Promise.all([worker, engine].map((child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))));
    },
  };
}
