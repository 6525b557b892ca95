import type { Clock, Readiness, Service } from '@agentflow/ports';

/** How often a server is asked at most, and how long it may take: less than whoever asks for readiness waits. Milliseconds. */
const KNOWN_MS = 1_000;
const ASK_MS = 1_200;

export interface WatchedServer {
  readonly name: string;
  /** Whether nothing works without it. What the others carry waits, or is done without, while they are gone. */
  readonly needed: boolean;
  /** Rejects when it does not answer. */
  ping(): Promise<void>;
}
/** How the servers stand that a process speaks to, by name: ready as long as the needed ones answer. */
export function createStoreHealth(servers: readonly WatchedServer[], clock: Clock): Service {
  const asked = new Map<WatchedServer, { readonly at: number; readonly answer: Promise<string> }>();
  const ask = (server: WatchedServer): Promise<string> => {
    let known = asked.get(server);
    if (!known || clock.monotonic() - known.at >= KNOWN_MS) {
      known = { at: clock.monotonic(), answer: stateOf(server, clock) };
      asked.set(server, known);
    }
    return known.answer;
  };
  return {
    name: 'servers',
    start: async () => undefined,
    stop: async () => undefined,
    async ready(): Promise<Readiness> {
      const states = await Promise.all(servers.map(async (server) => ({ server, state: await ask(server) })));
      return {
        ready: states.every(({ server, state }) => state === 'ok' || !server.needed),
        checks: Object.fromEntries(states.map(({ server, state }) => [server.name, state])),
      };
    },
  };
}
function stateOf(server: WatchedServer, clock: Clock): Promise<string> {
  return new Promise((resolve) => {
    const disarm = clock.after(ASK_MS, () => resolve('no answer'));
    server
      .ping()
      .then(
        () => resolve('ok'),
        () => resolve('cannot be reached'),
      )
      .finally(disarm);
  });
}
