import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificatesOf } from './certificates.mjs';
import { freePorts } from './free-ports.mjs';

const read = (file, otherwise) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise);
/** Writes a file for its owner alone, whole or not at all. */
export function writePrivate(file, text) {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, text, { mode: 0o600 });
  renameSync(next, file);
}

/**
 * The folder of one server (`size` nodes): its ports and secrets, made once and kept, its certificates where it speaks TLS, and the record of its processes. Ports stay the same when the server comes back: clients keep trying
 * theirs, and a replica set knows its members by them.
 */
export async function openPlace(dataDir, server, size) {
  const dir = join(dataDir, size === 1 ? server.name : `${server.name}-${size}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const kept = join(dir, 'settings.json');
  let settings = read(kept);
  if (settings === undefined) {
    const ports = await freePorts(size * server.portsPerNode);
    settings = {
      nodes: Array.from({ length: size }, (_, n) => ports.slice(n * server.portsPerNode, (n + 1) * server.portsPerNode)),
      secrets: Object.fromEntries((server.secrets ?? []).map((name) => [name, randomBytes(18).toString('hex')])),
    };
    writePrivate(kept, JSON.stringify(settings, undefined, 2));
  }
  // A folder of before this server had so many ports.
  if (settings.nodes.some((ports) => ports.length < server.portsPerNode)) {
    for (const ports of settings.nodes) ports.push(...(await freePorts(server.portsPerNode - ports.length)));
    writePrivate(kept, JSON.stringify(settings, undefined, 2));
  }
  const nodes = settings.nodes.map((ports, index) => ({ number: index + 1, ports, dir: size === 1 ? dir : join(dir, String(index + 1)) }));
  for (const node of nodes) mkdirSync(node.dir, { recursive: true, mode: 0o700 });
  return { name: server.name, size, dir, nodes, secrets: settings.secrets, tls: certificatesOf(dataDir), lock: join(dir, 'lock') };
}

const recordFile = (place) => join(place.dir, 'processes.json');
/** What runs or ran here since the last `down`: `{ version, tag?, processes: { [number]: { pid, start } } }`. */
export const readRecord = (place) => read(recordFile(place));
export const writeRecord = (place, record) => writePrivate(recordFile(place), JSON.stringify(record));
export const forgetRecord = (place) => rmSync(recordFile(place), { force: true });
/** Whether a server of this size has been started and not been taken down. */
export const isRecorded = (dataDir, name, size) => existsSync(join(dataDir, size === 1 ? name : `${name}-${size}`, 'processes.json'));
