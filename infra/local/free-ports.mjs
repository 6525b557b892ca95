import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below 32768: higher ports are handed to outgoing connections, so that a server that comes back could find its own taken. */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const tryPort = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
const close = (server) => new Promise((resolve) => server.close(resolve));

/** `count` different free ports of the loopback interface. All are held open until the last is found. */
export async function freePorts(count) {
  const held = [];
  for (let tries = 0; held.length < count; tries++) {
    if (tries > 500) throw new Error(`no ${count} free ports between ${LOWEST} and ${HIGHEST}`);
    const server = await tryPort(randomInt(LOWEST, HIGHEST));
    if (server) held.push(server);
  }
  const ports = held.map((server) => server.address().port);
  await Promise.all(held.map(close));
  return ports;
}
/** Whether nobody listens on a port of the loopback interface. */
export async function isFree(port) {
  const server = await tryPort(port);
  if (server) await close(server);
  return server !== undefined;
}
