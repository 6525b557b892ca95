import { ORG, type Client, type Offer } from './client.js';

/** Something a client does, now and then: one entry each. */
interface Move {
  readonly weight: number;
  run(client: Client, offers: readonly Offer[]): Promise<unknown>;
}
const pick = <T>(client: Client, from: readonly T[]): T | undefined => from[client.world.random(Math.max(1, from.length))];
const anyone = (client: Client): string | undefined => pick(client, [...client.known]);
const offer = (client: Client, offers: readonly Offer[]): Offer => pick(client, offers) as Offer;
const input = (client: Client) => ({ n: client.world.random(10), ...(client.world.random(12) === 0 ? { large: 'y'.repeat(34_000) } : {}) });

/** Does `what` to an execution the client knows of; nothing where it knows none. */
const toSomeone =
  (what: (client: Client, id: string) => Promise<unknown>) =>
  async (client: Client): Promise<void> => {
    const id = anyone(client);
    if (id !== undefined) await what(client, id);
  };

export const MOVES: { readonly [name: string]: Move } = {
  start: { weight: 3, run: (client, offers) => client.start(offer(client, offers), input(client), null) },
  'start under a key': {
    weight: 4,
    // Few keys, and the input follows from the key or not: repeats and mismatches both come up.
    run: (client, offers) => {
      const key = `k${client.world.random(3)}`;
      const first = offers[key.charCodeAt(1) % offers.length] as Offer;
      const body = client.world.random(6) === 0 ? input(client) : { n: key.charCodeAt(1) % 10 };
      return client.start(first, body, key);
    },
  },
  'start and wait': {
    weight: 1,
    run: (client, offers) => client.start(offer(client, offers), input(client), null, { waitMs: 1 + client.world.random(20_000) }),
  },
  get: { weight: 5, run: toSomeone((client, id) => client.get(id)) },
  'read the history': { weight: 2, run: toSomeone(readHistory) },
  'read the nodes': {
    weight: 1,
    run: toSomeone((client, id) => client.insist('nodes', id, (service) => service.nodes({ org: ORG, executionId: id, limit: 100 }), 1)),
  },
  list: { weight: 1, run: (client) => client.insist('list', null, (service) => service.list({ org: ORG, limit: 50 }), 1) },
  answer: {
    weight: 6,
    run: toSomeone(async (client, id) => {
      const view = await client.get(id);
      if (view) await client.answerAll(view);
    }),
  },
  pause: {
    weight: 1,
    run: toSomeone((client, id) => client.command('pause', id, (service, by) => service.pause({ org: ORG, executionId: id, by }))),
  },
  resume: {
    weight: 1,
    run: toSomeone((client, id) => client.command('resume', id, (service, by) => service.resume({ org: ORG, executionId: id, by }))),
  },
  stop: {
    weight: 1,
    run: toSomeone((client, id) => client.command('stop', id, (service, by) => service.stop({ org: ORG, executionId: id, by }))),
  },
  signal: {
    weight: 2,
    run: toSomeone((client, id) =>
      client.signal(id, ['go', 'back', 'more', 'word'][client.world.random(4)] as string, client.world.random(10)),
    ),
  },
  watch: { weight: 1, run: toSomeone(watch) },
};
const NAMES = Object.entries(MOVES).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));

/** The first moves of a run: something has to be there. */
export const begin = (client: Client, offers: readonly Offer[], n: number): Promise<unknown> =>
  (MOVES[n === 0 ? 'start' : 'start under a key'] as Move).run(client, offers);
/** One random move. */
export function move(client: Client, offers: readonly Offer[]): Promise<unknown> {
  const name = NAMES[client.world.random(NAMES.length)] as string;
  client.world.scheduler.note(`client: ${name}`);
  return (MOVES[name] as Move).run(client, offers);
}

export async function readHistory(client: Client, id: string): Promise<void> {
  let cursor: string | undefined;
  for (let page = 0; page < 20; page++) {
    const told = await client.insist(`history ${id.slice(-4)}`, id, (service) =>
      service.history({ org: ORG, executionId: id, limit: 40, ...(cursor === undefined ? {} : { cursor }) }),
    );
    if (!told) return;
    client.history.pages.push({ ...told, answer: { id, items: told.answer.items, after: Number(cursor ?? 0) } });
    if (told.answer.nextCursor === null) return;
    cursor = told.answer.nextCursor;
  }
}
/** Follows the frames of an execution for a while, as a browser does. */
async function watch(client: Client, id: string): Promise<void> {
  const { scheduler } = client.world;
  const process = client.world.process;
  if (!process?.ready) return;
  const stop = new AbortController();
  scheduler.later(process.owner, 5_000, 'watcher leaves', () => stop.abort());
  try {
    for await (const frame of process.service.watch({ org: ORG, executionId: id, fromSeq: 1, signal: stop.signal }))
      client.history.frames.push({ id, frame, leftAt: scheduler.steps });
  } catch {
    // the process, or the execution, is not there any more: the watcher comes back another time
  }
}
