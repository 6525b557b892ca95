import { connect, type Socket } from 'node:net';
import { checkMode, noFaults, type FaultCounts, type FaultMode } from './fault-mode.js';
import { faultyPipe } from './faulty-pipe.js';
import { steadyListener } from './steady-listener.js';

export interface FaultProxy {
  readonly port: number;
  /** `127.0.0.1:<port>`: what the client is given in place of the target. */
  readonly address: string;
  readonly counts: Readonly<FaultCounts>;
  /** Connections of clients that are open now. */
  readonly open: number;
  /** Changes what happens from now on; resolves when it is in force (`cut`: nobody listens any more). @throws RangeError */
  set(mode: FaultMode): Promise<void>;
  close(): Promise<void>;
}
interface Pair {
  readonly client: Socket;
  server?: Socket;
}

/**
 * A TCP proxy on this machine in front of `target` (`host:port`) that can do what networks and dying servers do; TLS runs through it unseen. `port` where the target tells its clients where to
 * find it (Kafka); else any free one. A client that asks its server for addresses goes past it: MongoDB wants `directConnection=true` in place of `replicaSet`.
 * @throws RangeError where `target` is no address
 */
export async function createFaultProxy({ target, port }: { readonly target: string; readonly port?: number }): Promise<FaultProxy> {
  const to = addressOf(target);
  const counts = noFaults();
  const pairs = new Set<Pair>();
  let mode: FaultMode = { kind: 'pass' };
  let heal: () => void = () => undefined;
  let healing = Promise.resolve();
  const weather = { counts, mode: () => mode, healed: () => healing };

  const listener = await steadyListener((client) => {
    counts.accepted += 1;
    client.on('error', () => undefined);
    if (mode.kind === 'reset') {
      counts.resetConnections += 1;
      client.resetAndDestroy();
      return;
    }
    const pair: Pair = { client };
    pairs.add(pair);
    client.setNoDelay(true).once('close', () => forget(pair));
    if (mode.kind === 'half-open') void healing.then(() => client.destroyed || reach(pair));
    else reach(pair);
  }, port);

  function reach(pair: Pair): void {
    const { client } = pair;
    const server = connect({ ...to, allowHalfOpen: true, noDelay: true });
    pair.server = server;
    let reached = false;
    server.on('error', () => undefined);
    server.once('connect', () => {
      reached = true;
      faultyPipe(client, server, 'to-server', weather);
      faultyPipe(server, client, 'to-client', weather);
    });
    server.once('close', () => {
      if (!reached && !client.destroyed) {
        counts.unreachable += 1;
        client.destroy();
      }
      forget(pair);
    });
    client.once('close', () => reached || server.destroy());
  }
  const forget = (pair: Pair) => {
    if (pair.client.destroyed && (pair.server?.destroyed ?? true)) pairs.delete(pair);
  };
  function tear(way: 'cut' | 'reset'): void {
    for (const { client, server } of pairs) {
      if (!client.destroyed) counts[way === 'cut' ? 'cutConnections' : 'resetConnections'] += 1;
      for (const socket of [client, server])
        if (way === 'cut') socket?.destroy();
        else socket?.resetAndDestroy();
    }
  }

  return {
    port: listener.port,
    address: `127.0.0.1:${listener.port}`,
    counts,
    get open() {
      return [...pairs].filter(({ client }) => !client.destroyed).length;
    },
    async set(next) {
      checkMode(next);
      if (next.kind === 'half-open' && mode.kind !== 'half-open') healing = new Promise((resolve) => (heal = resolve));
      mode = next;
      if (next.kind === 'cut' || next.kind === 'reset') tear(next.kind);
      if (next.kind !== 'half-open') heal();
      await (next.kind === 'cut' ? listener.shut() : listener.open());
    },
    async close() {
      for (const { client, server } of pairs) for (const socket of [client, server]) socket?.destroy();
      heal();
      await listener.shut();
    },
  };
}
function addressOf(target: string): { host: string; port: number } {
  const [, host, port] = /^\[?([^\]]+)\]?:(\d+)$/.exec(target) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) throw new RangeError(`"${target}" is no host:port`);
  return { host, port: Number(port) };
}
