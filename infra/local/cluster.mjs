import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { masterKey, serverEnvironment } from './cluster-environment.mjs';
import { processesOf, root, SERVICES } from './cluster-services.mjs';
import { withLock } from './folder-lock.mjs';
import { freePorts, isFree } from './free-ports.mjs';
import { awaitEnd } from './node-process.mjs';
import { writePrivate } from './place.mjs';
import { identityOf, isAlive, isPaused, signal } from './process-identity.mjs';

const READY_MS = 120_000;
/** A service ends within 10 s of SIGTERM; this is with room. */
const STOP_MS = 12_000;
const LOG_LIMIT = 16 * 1024 * 1024;
const GATEWAY_PORT = 8420;
/** The S3 client says on each start that it will want a newer Node some day. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const read = (file, otherwise) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise);
const tail = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n').slice(-3000) : '');
const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/**
 * The six services as processes of their own on this machine. `dataDir` holds their keys, ports, logs and the record of what runs; `published` is where `backends:up` says where the servers are;
 * `report(name, text)` gets progress. What runs is known by pid and start time, so that a pid that was given to another program is never touched.
 */
export function createCluster({ dataDir, published, env = process.env, report = () => undefined }) {
  const folder = join(dataDir, 'cluster');
  const [portsFile, recordFile, lock] = ['ports.json', 'processes.json', 'lock'].map((name) => join(folder, name));
  const instanceFile = join(dataDir, 'instance.json');
  const logOf = (label) => join(folder, `${label}.log`);
  const record = () => read(recordFile, {});

  async function portsOf({ service, label }) {
    const kept = read(portsFile, {});
    if (service.name === 'gateway' && label === 'gateway-1' && Number(env.AGENTFLOW_PORT) > 0)
      return { AGENTFLOW_PORT: Number(env.AGENTFLOW_PORT) };
    if (!kept[label]) {
      const free = await freePorts(service.ports.length);
      if (label === 'gateway-1' && env.AGENTFLOW_PORT !== '0' && (await isFree(GATEWAY_PORT))) free[0] = GATEWAY_PORT;
      kept[label] = Object.fromEntries(service.ports.map((name, n) => [name, free[n]]));
      writePrivate(portsFile, `${JSON.stringify(kept, undefined, 2)}\n`);
    }
    return kept[label];
  }
  /** What all processes are told. @throws Error where nobody says where the servers are */
  function sharedEnvironment() {
    const servers = serverEnvironment(env, published);
    const shared = {
      NODE_ENV: 'production',
      ...QUIET,
      ...servers,
      ...env,
      AGENTFLOW_DATA: dataDir,
      AGENTFLOW_MASTER_KEY: masterKey(env, dataDir),
    };
    for (const name of ['AGENTFLOW_PORT', 'AGENTFLOW_HTTP_PORT', 'AGENTFLOW_GRPC_PORT']) delete shared[name];
    return shared;
  }
  const urlOf = (ports) => `http://127.0.0.1:${ports.AGENTFLOW_HTTP_PORT ?? ports.AGENTFLOW_PORT}`;

  async function start(one, shared) {
    const { service, label } = one;
    const ports = await portsOf(one);
    for (const [name, port] of Object.entries(ports))
      if (!(await isFree(port)))
        throw new Error(
          `port ${port} of ${label} is taken by another program: end that one, or ${name === 'AGENTFLOW_PORT' ? 'set AGENTFLOW_PORT' : `delete ${portsFile}`}`,
        );
    const file = logOf(label);
    if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
    const log = openSync(file, 'a', 0o600);
    const flags = service.young ? ['--max-semi-space-size=32', '--min-semi-space-size=16'] : [];
    const child = spawn(process.execPath, [...flags, join(root, 'services', service.name, 'dist/main.js')], {
      cwd: root,
      env: { ...shared, ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])) },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    const kept = { ...identityOf(child.pid), service: service.name, url: urlOf(ports) };
    writePrivate(recordFile, `${JSON.stringify({ ...record(), [label]: kept }, undefined, 2)}\n`);
    return kept;
  }
  const adminKey = () => (existsSync(join(dataDir, 'admin.key')) ? readFileSync(join(dataDir, 'admin.key'), 'utf8').trim() : undefined);
  /** Whether a process says that it can work; else why not. */
  async function stateOf({ service, url }) {
    try {
      const key = service === 'gateway' ? adminKey() : undefined;
      const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const answer = await fetch(`${url}/ready`, { headers, signal: AbortSignal.timeout(3_000) });
      const { checks = {} } = await answer.json();
      if (answer.ok) return { ready: true };
      const wrong = Object.entries(checks).filter(([, state]) => state !== 'ok');
      return { ready: false, why: wrong.map(([name, state]) => `${name}: ${state}`).join(', ') || 'not ready' };
    } catch {
      return { ready: false, why: 'no answer' };
    }
  }
  async function awaitReady(label, kept) {
    const from = performance.now();
    for (let told = ''; ; await pause(100)) {
      const { ready, why } = await stateOf(kept);
      if (ready) return report(label, `ready after ${seconds(from)}`);
      if (!isAlive(kept)) throw new Error(`${label} ended before it was ready (${logOf(label)}):\n${tail(logOf(label))}`);
      if (performance.now() - from > READY_MS)
        throw new Error(`${label} was not ready after ${READY_MS / 1000} s: ${why} (${logOf(label)})`);
      if (performance.now() - from > 5_000 && why !== told) report(label, `waiting: ${(told = why)}`);
    }
  }
  function writeInstance() {
    const running = Object.entries(record()).filter(([, kept]) => isAlive(kept));
    const gateway = running.find(([, { service }]) => service === 'gateway')?.[1];
    if (!gateway) return rmSync(instanceFile, { force: true });
    const { version } = read(join(root, 'package.json'), {});
    writePrivate(
      instanceFile,
      `${JSON.stringify({ url: gateway.url, pid: gateway.pid, mode: 'cluster', version, startedAt: new Date().toISOString(), services: running.map(([instance, { service, pid, url }]) => ({ name: service, pid, url, instance })) }, undefined, 2)}\n`,
    );
    return gateway.url;
  }
  function refuseOther() {
    const instance = read(instanceFile, undefined);
    if (instance && instance.mode !== 'cluster' && identityOf(instance.pid).start !== undefined)
      throw new Error(
        `AgentFlow runs on ${dataDir} in mode ${instance.mode} (process ${instance.pid}): stop it first, or set AGENTFLOW_DATA to another folder`,
      );
  }
  async function loginLink(url) {
    const answer = await fetch(`${url}/api/v1/login-links`, { method: 'POST', headers: { authorization: `Bearer ${adminKey()}` } });
    return answer.ok ? `${url}${(await answer.json()).path}` : `${url}/login`;
  }

  return {
    /** Starts what does not run and answers once all are ready: `{ url, loginUrl }`. `counts`: processes by service, e.g. `{ orchestrators: 3 }`. */
    async up(counts = {}) {
      refuseOther();
      const shared = sharedEnvironment();
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return withLock(lock, async () => {
        const wanted = processesOf(counts);
        const labels = new Set([...wanted.map(({ label }) => label), ...Object.keys(record())]);
        for (const one of wanted) {
          const kept = record()[one.label];
          if (isPaused(kept)) signal(kept, 'SIGCONT');
          if (isAlive(kept)) continue;
          await start(one, shared);
          report(one.label, 'starting');
        }
        const running = Object.entries(record()).filter(([label, kept]) => labels.has(label) && isAlive(kept));
        await Promise.all(running.map(([label, kept]) => awaitReady(label, kept)));
        const url = writeInstance();
        return { url, loginUrl: await loginLink(url) };
      });
    },
    /** Starts one process again that has ended, as a supervisor does, and does not wait for it to be ready: for fault tests. Answers its record. */
    async revive(label, counts = {}) {
      const one = processesOf(counts).find((wanted) => wanted.label === label);
      if (!one) throw new Error(`no process is called ${label}`);
      return withLock(lock, async () => {
        const kept = record()[label];
        return isAlive(kept) ? kept : start(one, sharedEnvironment());
      });
    },
    /** Ends what runs: what takes work in first. */
    async down() {
      if (!existsSync(folder)) return;
      await withLock(lock, async () => {
        const kept = record();
        for (const { name } of SERVICES) {
          const own = Object.entries(kept).filter(([, { service }]) => service === name);
          await Promise.all(
            own.map(async ([label, one]) => {
              if (!isAlive(one)) return;
              const from = performance.now();
              signal(one, 'SIGCONT');
              signal(one, 'SIGTERM');
              if (await awaitEnd(one, STOP_MS)) return report(label, `stopped after ${seconds(from)}`);
              signal(one, 'SIGKILL');
              await awaitEnd(one, 5_000);
              report(label, `had to be killed after ${seconds(from)}`);
            }),
          );
        }
        rmSync(recordFile, { force: true });
        if (read(instanceFile, {}).mode === 'cluster') rmSync(instanceFile, { force: true });
      });
    },
    /** One row per process that was started and not taken down: `{ label, pid, url, state }`. */
    async status() {
      return Promise.all(
        Object.entries(record()).map(async ([label, kept]) => {
          const row = { label, pid: kept.pid, url: kept.url };
          if (!isAlive(kept)) return { ...row, state: 'down' };
          if (isPaused(kept)) return { ...row, state: 'paused' };
          const { ready, why } = await stateOf(kept);
          return { ...row, state: ready ? 'ready' : why };
        }),
      );
    },
  };
}
