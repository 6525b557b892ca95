import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './folder-lock.mjs';
import { awaitEnd, awaitReady, holdStill, startNode, stopNode } from './node-process.mjs';
import { forgetRecord, isRecorded, openPlace, readRecord, writePrivate, writeRecord } from './place.mjs';
import { isAlive, isPaused, memoryOf, signal } from './process-identity.mjs';
import { Unavailable } from './programs.mjs';

const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const SIZES = [1, 3];

/**
 * Brings real servers up and down. `servers` are descriptions as in `servers/`; `dataDir` holds all that they write, `cache` all that is downloaded, `file` is where tests and `cluster:up` find
 * them, `report(name, text)` gets progress. Each server is handled under a lock of its own, so that several of these may run at once.
 */
export function createBackends({ servers, dataDir, cache, file, report = () => undefined }) {
  const sizeOf = (server) => SIZES.find((size) => isRecorded(dataDir, server.name, size)) ?? 1;
  const place = (server, size = sizeOf(server)) => openPlace(dataDir, server, size);
  const named = (name) => {
    const found = servers.find((server) => server.name === name);
    if (!found) throw new Error(`there is no server "${name}": there are ${servers.map((server) => server.name).join(', ')}`);
    return found;
  };
  const chosen = (names) => (names.length === 0 ? servers : names.map(named));
  const nodesOf = (found, number) => {
    if (number === undefined) return found.nodes;
    const node = found.nodes.find((one) => one.number === number);
    if (!node) throw new Error(`${found.name} has no node ${number}: it has ${found.nodes.length}`);
    return [node];
  };
  const runs = (record, node) => isAlive(record?.processes[node.number]);

  /** Starts what is dead among `nodes` and answers once all of them are ready. */
  async function bring(server, found, nodes, tag) {
    const say = (text) => report(server.name, text);
    let record = readRecord(found);
    const dead = nodes.filter((node) => !runs(record, node));
    for (const node of nodes) if (isPaused(record?.processes[node.number])) signal(record.processes[node.number], 'SIGCONT');
    const answers = dead.length === 0 ? await Promise.all(nodes.map((node) => server.ready(found, node))) : [];
    if (dead.length === 0 && answers.every(Boolean)) return 'running already';
    const from = performance.now();
    if (dead.length > 0) {
      if (!found.nodes.some((node) => runs(record, node))) record = undefined;
      const files = await server.obtain({ cache, say });
      await server.prepare(found, files, say);
      say('starting');
      for (const node of dead) {
        const kept = await startNode(server, found, node, files);
        record = { version: files.version, ...(tag && { tag }), ...record, processes: { ...record?.processes, [node.number]: kept } };
        writeRecord(found, record);
      }
    }
    await Promise.all(nodes.map((node) => awaitReady(server, found, node, record.processes[node.number])));
    await server.furnish?.(found);
    return `ready after ${seconds(from)}`;
  }
  /** Ends nodes one after another, the last first, so that each can hand over to those that are left. */
  async function stopInOrder(server, found, nodes, record) {
    const ends = [];
    for (const node of [...nodes].reverse()) {
      const isLast = found.size > 1 && !found.nodes.some((other) => other !== node && runs(record, other));
      ends.push(await stopNode(server, found, node, record?.processes[node.number], isLast));
    }
    return ends;
  }
  async function takeDown(server, found, tag) {
    const record = readRecord(found);
    if (record === undefined || (tag && record.tag !== tag)) return undefined;
    const ends = await stopInOrder(server, found, found.nodes, record);
    forgetRecord(found);
    return ends;
  }

  /** @returns one row per node: `{ name, node, state: 'ready' | 'not ready' | 'paused' | 'down', pid, port, memory, version }`; memory in bytes */
  async function status(names = []) {
    const rows = await Promise.all(
      chosen(names).map(async (server) => {
        if (!SIZES.some((size) => isRecorded(dataDir, server.name, size))) return [{ name: server.name, state: 'down' }];
        const found = await place(server);
        const record = readRecord(found);
        return Promise.all(
          found.nodes.map(async (node) => {
            const kept = record?.processes[node.number];
            const about = {
              name: server.name,
              ...(found.size > 1 && { node: node.number }),
              port: node.ports[0],
              version: record?.version,
            };
            if (!isAlive(kept)) return { ...about, state: 'down' };
            const state = isPaused(kept) ? 'paused' : (await server.ready(found, node)) ? 'ready' : 'not ready';
            return { ...about, state, pid: kept.pid, memory: memoryOf(kept.pid) };
          }),
        );
      }),
    );
    return rows.flat();
  }
  /** Says where the servers are: a projection of their records, so that the last writer is right whoever it is. */
  async function publish() {
    const env = {};
    const entries = [];
    for (const server of servers) {
      if (!SIZES.some((size) => isRecorded(dataDir, server.name, size))) continue;
      const found = await place(server);
      const record = readRecord(found);
      if (record === undefined) continue;
      const about = server.env(found);
      Object.assign(env, about);
      for (const node of found.nodes)
        entries.push({
          name: server.name,
          ...(found.size > 1 && { node: node.number }),
          ...record.processes[node.number],
          from: undefined,
          port: node.ports[0],
          dataDir: node.dir,
          version: record.version,
          provides: Object.keys(about),
          ...server.details?.(found, node),
        });
    }
    if (entries.length === 0) rmSync(file, { force: true });
    else writePrivate(file, `${JSON.stringify({ env, servers: entries }, undefined, 2)}\n`);
  }

  return {
    status,
    /**
     * Starts what does not run, all servers at once. `sizes` says how many nodes (`{ kafka: 3 }`); without, what runs stays as it is and what does not is one node. What is started is marked with `tag`.
     * @returns one row per server: `{ name, outcome: 'ready' | 'unavailable' | 'failed', detail }`
     */
    async up({ names = [], sizes = {}, tag } = {}) {
      const rows = await Promise.all(
        chosen(names).map(async (server) => {
          try {
            const size = sizes[server.name] ?? sizeOf(server);
            const found = await place(server, size);
            const detail = await withLock(found.lock, async () => {
              for (const other of SIZES.filter((one) => one !== size && isRecorded(dataDir, server.name, one))) {
                report(server.name, `stopping the one of ${other === 1 ? 'one node' : `${other} nodes`}`);
                await takeDown(server, await place(server, other));
              }
              return bring(server, found, found.nodes, tag);
            });
            const where = found.nodes.map((node) => `127.0.0.1:${node.ports[0]}`).join(',');
            report(server.name, `${detail} ${where}`);
            return { name: server.name, outcome: 'ready', detail };
          } catch (error) {
            const outcome = error instanceof Unavailable ? 'unavailable' : 'failed';
            report(server.name, `${outcome === 'failed' ? 'FAILED' : 'cannot be had'}: ${error.message}`);
            return { name: server.name, outcome, detail: error.message };
          }
        }),
      );
      await publish();
      return rows;
    },
    /** Ends what runs, each server as it wants to be ended; with `tag` only what was started with it. */
    async down({ names = [], tag } = {}) {
      await Promise.all(
        chosen(names).flatMap((server) =>
          SIZES.filter((size) => isRecorded(dataDir, server.name, size)).map(async (size) => {
            const found = await place(server, size);
            const from = performance.now();
            const ends = await withLock(found.lock, () => takeDown(server, found, tag));
            if (ends === undefined) report(server.name, `left alone: it was not started as "${tag}"`);
            else
              report(server.name, ends.includes('killed') ? `had to be killed after ${seconds(from)}` : `stopped after ${seconds(from)}`);
          }),
        ),
      );
      await publish();
    },
    /** What fault tests do to one server, or to one node of it: `start`, `stop`, `kill`, `restart`, `pause`, `continue`, `wipe` (stop and forget all data). Ports and secrets stay. */
    async control(action, name, number) {
      const server = named(name);
      const found = await place(server);
      const nodes = nodesOf(found, number);
      const end = async (way) => {
        const record = readRecord(found);
        if (way !== 'kill') return stopInOrder(server, found, nodes, record);
        const kept = nodes.map((node) => record?.processes[node.number]).filter((one) => signal(one, 'SIGKILL'));
        return Promise.all(kept.map((one) => awaitEnd(one, 10_000)));
      };
      const send = async (way) => {
        const record = readRecord(found);
        for (const node of nodes)
          if (!(await way(record?.processes[node.number])))
            throw new Error(`${name}${found.size > 1 ? ` ${node.number}` : ''} does not run`);
      };
      await withLock(found.lock, async () => {
        if (action === 'pause') return send(holdStill);
        if (action === 'continue') return send((kept) => signal(kept, 'SIGCONT'));
        if (action !== 'start') await end(action);
        if (action === 'wipe')
          for (const node of nodes) for (const part of server.data) rmSync(join(node.dir, part), { recursive: true, force: true });
        if (action === 'start' || action === 'restart') await bring(server, found, nodes);
        return undefined;
      });
      await publish();
    },
  };
}
