import { executionId, orgId, type Task, type TaskOutcome } from '@agentflow/core';
import type { CoordinatorMessage, WorkerConnector, WorkerEnd, WorkerMessage } from '@agentflow/ports';
import { silentLogger } from '@agentflow/service-kit';
import { createFakeClock } from '@agentflow/testkit';
import type { AttemptLink } from '../application/attempt-link.js';
import type { Coordinators } from './coordinators.js';
import { createWorkerLoop } from './worker-loop.js';

const turns = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
};
const task = (token: string): Task =>
  ({ token, org: orgId('o'), executionId: executionId(`e-${token}`), path: 'n', attempt: 1 }) as unknown as Task;

/** One coordinator, as the worker hears it. */
class Coordinator implements WorkerConnector {
  readonly heard: WorkerMessage[] = [];
  #handler: ((message: CoordinatorMessage) => void) | null = null;
  #closed: (() => void) | null = null;
  closes = 0;
  async connect(): Promise<WorkerEnd> {
    return {
      send: (message) => void this.heard.push(message),
      onMessage: (handler) => void (this.#handler = handler),
      onClose: (handler) => void (this.#closed = handler),
      close: () => void this.closes++,
    };
  }
  say(message: CoordinatorMessage): void {
    this.#handler?.(message);
  }
  break(): void {
    this.#closed?.();
  }
  of<T extends WorkerMessage['type']>(type: T) {
    return this.heard.filter((message): message is Extract<WorkerMessage, { type: T }> => message.type === type);
  }
  /** Credits it holds by what it was granted. */
  get granted(): number {
    return this.of('grant').reduce((sum, { slots }) => sum + slots, 0);
  }
}
async function world(names: readonly string[], slots = 8) {
  const clock = createFakeClock();
  const coordinators = new Map(names.map((name) => [name, new Coordinator()]));
  let tell: (all: ReadonlyMap<string, WorkerConnector>) => void = () => undefined;
  const there: Coordinators = {
    fixed: false,
    watch(changed) {
      tell = changed;
      changed(new Map(coordinators));
      return () => undefined;
    },
  };
  const links = new Map<string, AttemptLink>();
  const ends = new Map<string, (outcome: TaskOutcome) => void>();
  const cancelled: string[] = [];
  const loop = createWorkerLoop({
    worker: 'w',
    coordinators: there,
    capabilities: [],
    slots,
    clock,
    logger: silentLogger(),
    execute: (one, link) => {
      links.set(one.token, link);
      return {
        outcome: new Promise<TaskOutcome>((resolve) => ends.set(one.token, resolve)),
        cancel: () => {
          cancelled.push(one.token);
          ends.get(one.token)?.({ status: 'cancelled' });
        },
      };
    },
  });
  await loop.start();
  await turns();
  const at = (name: string): Coordinator => coordinators.get(name) as Coordinator;
  return {
    ...{ clock, loop, at, links, cancelled },
    async end(token: string, outcome: TaskOutcome = { status: 'completed', output: { value: token } }) {
      ends.get(token)?.(outcome);
      await turns();
    },
    async change(all: readonly string[]) {
      for (const name of all) if (!coordinators.has(name)) coordinators.set(name, new Coordinator());
      tell(new Map(all.map((name) => [name, at(name)])));
      await turns();
    },
  };
}

describe('a worker of several coordinators', () => {
  it('shares its slots out, takes credits back when another comes, and gives them on when one goes', async () => {
    const { at, change } = await world(['a']);
    expect(at('a').granted).toBe(8);
    await change(['a', 'b']);
    expect([at('a').granted, at('b').granted]).toEqual([4, 4]);
    await change(['a', 'b', 'c']);
    expect([at('a').granted, at('b').granted, at('c').granted]).toEqual([2, 2, 2]);
    await change(['a']);
    expect(at('a').granted).toBe(8);
    expect(at('b').closes).toBe(1);
  });

  it('runs no more than it has slots for, although credits that it takes back are on their way', async () => {
    const { at, change, loop, end, links } = await world(['a'], 2);
    await change(['a', 'b']);
    for (const token of ['1', '2']) at('a').say({ type: 'task', task: task(token) });
    at('b').say({ type: 'task', task: task('3') });
    expect(loop.stats().running).toBe(2);
    expect(links.has('3')).toBe(false);
    await end('1');
    expect(links.has('3')).toBe(true);
    expect(loop.stats().running).toBe(2);
  });

  it('goes on with a task that its owner lets go of, and tells the next one what nobody has acknowledged', async () => {
    const { at, links, end } = await world(['a', 'b']);
    at('a').say({ type: 'task', task: task('t') });
    const step = links.get('t')?.step({ index: 0 } as never);
    const [kept] = at('a').of('step');
    at('a').say({ type: 'released', token: 't' });
    expect(at('b').of('offer').at(-1)?.tasks).toEqual([{ token: 't', org: 'o', executionId: 'e-t', path: 'n', attempt: 1 }]);
    expect(at('b').of('step')).toEqual([]);
    at('b').say({ type: 'adopted', token: 't' });
    expect(at('b').of('step')).toEqual([kept]);
    at('b').say({ type: 'ack', id: kept?.id ?? 0 });
    await step;
    await end('t');
    expect(at('b').of('result')).toHaveLength(1);
    expect(at('a').of('result')).toEqual([]);
  });

  it('does not heed what a former owner says of a task that another has adopted', async () => {
    const { at, loop, end, cancelled } = await world(['a', 'b']);
    at('a').say({ type: 'task', task: task('t') });
    at('b').say({ type: 'roll-call' });
    expect(at('b').of('offer').at(-1)?.tasks).toHaveLength(1);
    at('b').say({ type: 'adopted', token: 't' });
    at('a').say({ type: 'cancel', token: 't', graceMs: 0 });
    expect(cancelled).toEqual([]);
    await end('t');
    const [result] = at('b').of('result');
    at('a').say({ type: 'ack', id: result?.id ?? 0 });
    expect(loop.stats().unacked).toBe(1);
    at('b').say({ type: 'ack', id: result?.id ?? 0 });
    expect(loop.stats().unacked).toBe(0);
  });

  it('keeps a result whose stream broke until somebody wants it, and drops it when its owner does not', async () => {
    const { at, loop, end, clock } = await world(['a', 'b']);
    at('a').say({ type: 'task', task: task('t') });
    at('a').say({ type: 'task', task: task('u') });
    at('a').break();
    await end('t');
    expect(loop.stats()).toMatchObject({ running: 1, unacked: 1, streams: 1 });
    clock.advance(50);
    await turns();
    const offered = at('a')
      .of('offer')
      .at(-1)
      ?.tasks.map(({ token }) => token);
    expect(offered).toEqual(['t', 'u']);
    at('a').say({ type: 'adopted', token: 't' });
    expect(
      at('a')
        .of('result')
        .map(({ token }) => token),
    ).toEqual(['t']);
    at('a').say({ type: 'cancel', token: 'u', graceMs: 0 });
    await turns();
    expect(
      at('a')
        .of('result')
        .map(({ outcome }) => outcome.status),
    ).toEqual(['completed', 'cancelled']);
  });

  it('refuses what it is said to have and has no longer', async () => {
    const { at } = await world(['a']);
    at('a').say({ type: 'adopted', token: 'gone' });
    expect(at('a').of('refuse')).toEqual([{ type: 'refuse', token: 'gone', reason: 'this worker has it no longer' }]);
  });

  it('begins what comes after a silence once its owner has said again that it is its own: one that was stopped sends late what it had in hand', async () => {
    const { at, clock, links, end } = await world(['a', 'b']);
    at('a').say({ type: 'task', task: task('prompt') });
    expect(links.has('prompt')).toBe(true);
    clock.advance(9_000);
    for (const token of ['late', 'late too']) at('a').say({ type: 'task', task: task(token) });
    expect([...links.keys()]).toEqual(['prompt']);
    const asked = () =>
      at('a')
        .of('offer')
        .flatMap(({ tasks }) => tasks.map(({ token }) => token));
    expect(asked()).toEqual(['late', 'late too']);
    // It may not say so before it has renewed its leases: it is asked again.
    clock.advance(1_000);
    expect(asked()).toEqual(['late', 'late too', 'late', 'late too']);
    at('a').say({ type: 'adopted', token: 'late' });
    expect([...links.keys()]).toEqual(['prompt', 'late']);
    // The other one is another's by now, who has handed it to somebody else.
    at('a').say({ type: 'released', token: 'late too' });
    at('b').say({ type: 'cancel', token: 'late too', graceMs: 0 });
    expect(
      at('b')
        .of('result')
        .map(({ token, outcome }) => [token, outcome.status]),
    ).toEqual([['late too', 'cancelled']]);
    at('a').say({ type: 'task', task: task('on time') });
    expect([...links.keys()]).toEqual(['prompt', 'late', 'on time']);
    await end('late');
    expect(at('a').of('result')).toHaveLength(1);
  });
});
