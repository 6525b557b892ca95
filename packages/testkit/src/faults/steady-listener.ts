import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Below the ports that the system hands to outgoing connections: while nobody listens none of those may take our place. */
const [LOWEST, HIGHEST] = [20_000, 32_000];
const TRIES = 100;

const listen = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', failed).listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(true);
    });
  });

export interface SteadyListener {
  readonly port: number;
  /** Listens again, on the same port. @throws Error where somebody else has taken it meanwhile */
  open(): Promise<void>;
  /** New connections are refused. Resolves when those that were accepted have ended. */
  shut(): Promise<void>;
}
/** A listener on this machine that can stop and come back on its port: `port`, or any free one. It listens on return. */
export async function steadyListener(accept: (socket: Socket) => void, port?: number): Promise<SteadyListener> {
  let server: Server | undefined;
  const tryPort = async (at: number): Promise<boolean> => {
    const next = createServer({ allowHalfOpen: true }, accept);
    const listens = await listen(next, at);
    if (listens) server = next;
    return listens;
  };
  let at = port ?? randomInt(LOWEST, HIGHEST);
  for (let tries = 0; !(await tryPort(at)); tries++) {
    if (port !== undefined || tries > TRIES) throw new Error(`port ${at} is taken by another program`);
    at = randomInt(LOWEST, HIGHEST);
  }
  return {
    port: at,
    async open() {
      if (server) return;
      for (let tries = 0; !(await tryPort(at)); tries++) {
        if (tries > TRIES) throw new Error(`port ${at} was taken by another program meanwhile`);
        await pause(20);
      }
    },
    shut: () =>
      new Promise((resolve) => {
        if (!server) return resolve();
        server.close(() => resolve());
        server = undefined;
      }),
  };
}
