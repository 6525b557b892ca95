import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isFree } from './free-ports.mjs';
import { identityOf, isAlive, isPaused, signal } from './process-identity.mjs';

const LOG_LIMIT = 16 * 1024 * 1024;
const logOf = (node) => join(node.dir, 'server.log');
const since = (file, from) => (existsSync(file) ? readFileSync(file).subarray(from).toString('utf8') : '');
const tail = (text) => text.trim().split('\n').slice(-15).join('\n').slice(-2500);

/** Starts one node of a server in a process group of its own, which outlives this one. Answers `{ pid, start }` and where its log begins. @throws Error where one of its ports is taken */
export async function startNode(server, place, node, files) {
  for (const port of node.ports.slice(0, server.ownPorts))
    if (!(await isFree(port)))
      throw new Error(`port ${port} is taken by another program: end that one, or delete ${place.dir} for new ports (and empty data)`);
  const { program, args, env = {}, cwd = node.dir } = server.command(place, node, files);
  const file = logOf(node);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  const from = existsSync(file) ? statSync(file).size : 0;
  const log = openSync(file, 'a', 0o600);
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  return { ...identityOf(child.pid), from };
}
/** Waits until a node answers. @throws Error with the end of its log where it ends or takes longer than the server may */
export async function awaitReady(server, place, node, kept) {
  const until = Date.now() + (server.readyMs ?? 60_000);
  const log = () => since(logOf(node), kept.from ?? 0);
  while (!((server.hasStarted?.(log()) ?? true) && (await server.ready(place, node)))) {
    if (!isAlive(kept)) throw new Error(`it ended before it was ready (${logOf(node)}):\n${tail(log())}`);
    if (Date.now() > until)
      throw new Error(`it was not ready after ${(server.readyMs ?? 60_000) / 1000} s (${logOf(node)}):\n${tail(log())}`);
    await pause(50);
  }
}
/** Holds a process by SIGSTOP; resolves when it stands still. Answers whether it was there. */
export async function holdStill(kept) {
  if (!signal(kept, 'SIGSTOP')) return false;
  while (isAlive(kept) && !isPaused(kept)) await pause(5);
  return true;
}
export async function awaitEnd(kept, ms) {
  for (const until = Date.now() + ms; isAlive(kept); await pause(20)) if (Date.now() > until) return false;
  return true;
}
/** Ends a node as its server wants to be ended; what does not end in time is killed. Answers `stopped`, `killed` or, where it did not run, `absent`. */
export async function stopNode(server, place, node, kept, isLast = false) {
  if (!isAlive(kept)) return 'absent';
  signal(kept, 'SIGCONT');
  if (isLast && server.lastCannotLeave) {
    signal(kept, 'SIGKILL');
    await awaitEnd(kept, 5000);
    return 'stopped';
  }
  if (server.askToStop) {
    // Not awaited: a server may end before it answers.
    server.askToStop(place, node).catch(() => undefined);
    if (await awaitEnd(kept, 10_000)) return 'stopped';
  }
  signal(kept, 'SIGTERM');
  if (await awaitEnd(kept, server.stopMs ?? 20_000)) return 'stopped';
  signal(kept, 'SIGKILL');
  await awaitEnd(kept, 5000);
  return 'killed';
}
