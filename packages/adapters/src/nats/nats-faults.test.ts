import { randomBytes } from 'node:crypto';
import { connect as connectTcp, createServer, type AddressInfo, type Socket } from 'node:net';
import { orgId } from '@agentflow/core';
import { backendEnv, eventually, rejectsWith } from '@agentflow/testkit';
import { createNatsPeerBus, type NatsPeerBus } from './nats-peer-bus.js';
import { plainSubject, wireSubject } from './subjects.js';

const URL_OF_SERVER = backendEnv('NATS_URL');
const ORG = orgId(`faults ${randomBytes(6).toString('hex')}`);

/** Stands between client and server: passes everything on, or nothing. */
async function startProxy(target: URL): Promise<{ readonly url: string; cut(): void; mend(): void; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((client) => {
    if (!whole) return client.destroy();
    const upstream = connectTcp(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const login = target.username === '' ? '' : `${target.username}:${target.password}@`;
  return {
    url: `nats://${login}127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => void (whole = true),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

describe('subjects', () => {
  it('keep every word apart, whatever is in it, and come back as they were written', () => {
    const words = ['plain', 'Ünï', 'a*b', 'x>', '=', '=2A', '$SYS', '中文', 'a/b', "'"];
    const wire = words.map((word) => wireSubject(ORG, `a.${word}.b`, false));
    expect(new Set(wire).size).toBe(words.length);
    expect(wire.every((one) => /^agentflow\.peer\.[\w=-]+\.a\.[\w=-]+\.b$/.test(one))).toBe(true);
    expect(wire.map(plainSubject)).toEqual(words.map((word) => `a.${word}.b`));
  });
  it('give no org a way into another', () => {
    const orgs = ['a', 'a.b', '*', '>', 'a b', 'A', 'a=2Eb'];
    expect(new Set(orgs.map((org) => wireSubject(orgId(org), 'x', false))).size).toBe(orgs.length);
    expect(wireSubject(orgId('*'), '>', true)).toBe('agentflow.peer.=2A.>');
    expect(() => wireSubject(orgId(''), 'x', false)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });
});

describe('a NATS peer bus without its server', () => {
  it('opens all the same, ends each call at its deadline, and closes', async () => {
    const proxy = await startProxy(new URL('nats://127.0.0.1:1'));
    const bus = await createNatsPeerBus({ url: proxy.url, timeoutMs: 200 });
    expect(await bus.ready()).toEqual({ ready: false, detail: 'not connected' });
    const errors = await Promise.all([
      rejectsWith('UNAVAILABLE', bus.ask(ORG, 'a', 1, 200)),
      rejectsWith('UNAVAILABLE', bus.tell(ORG, 'a', 1)),
      rejectsWith(
        'UNAVAILABLE',
        bus.subscribe(ORG, 'a', async () => 1),
      ),
    ]);
    expect(errors.every(({ retryable }) => retryable)).toBe(true);
    await bus.close();
    await rejectsWith('UNAVAILABLE', bus.tell(ORG, 'a', 1));
    await proxy.close();
  });
  it('names what is wrong with its options', async () => {
    for (const url of ['', 'http://127.0.0.1:4222', 'nats://'])
      await rejectsWith(
        'BAD_REQUEST',
        createNatsPeerBus({ url }).then((bus) => bus.close()),
      );
    await rejectsWith('BAD_REQUEST', createNatsPeerBus({ url: 'nats://127.0.0.1:1', tlsCa: '/nowhere/ca.pem' }));
  });
});

if (!URL_OF_SERVER) console.warn('SKIPPED: a NATS peer bus through faults (3 cases): NATS_URL is not set');
(URL_OF_SERVER ? describe : describe.skip)(`a NATS peer bus through faults${URL_OF_SERVER ? '' : ' [NATS_URL is not set]'}`, () => {
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let bus: NatsPeerBus;
  let other: NatsPeerBus;
  beforeEach(async () => {
    proxy = await startProxy(new URL(URL_OF_SERVER!.split(',')[0]!));
    bus = await createNatsPeerBus({ url: proxy.url });
    other = await createNatsPeerBus({ url: URL_OF_SERVER! });
    await Promise.all([bus.connected(5_000), other.connected(5_000)]);
  });
  afterEach(async () => {
    await Promise.all([bus.close(), other.close()]);
    await proxy.close();
  });

  it('comes back after every cut, listeners and all', async () => {
    await bus.subscribe(ORG, 'double', async ({ payload }) => (payload as number) * 2);
    let typed = 0;
    for (let i = 0; i < 20; i++) {
      proxy.cut();
      await eventually(async () => !(await bus.ready()).ready);
      const error = await rejectsWith('UNAVAILABLE', bus.ask(ORG, 'double', i, 100));
      if (error.retryable) typed++;
      proxy.mend();
      await bus.connected(10_000);
      await eventually(async () => {
        const answer = await other.ask(ORG, 'double', i, 1_000).catch(() => undefined);
        return answer === 2 * i;
      });
      expect(await bus.ask(ORG, 'double', i, 2_000)).toBe(2 * i);
    }
    console.log(`NATS cut 20 times: ${typed} questions ended typed at their deadline, 20 times back with its listener`);
    expect(typed).toBe(20);
  }, 60_000);

  it('says by name that a message, or an answer, is too large', async () => {
    const large = 'x'.repeat(1_100_000);
    const error = await rejectsWith('PAYLOAD_TOO_LARGE', bus.tell(ORG, 'a', large));
    expect(error.details).toMatchObject({ size: 1_100_002, limit: 1_048_576 });
    await rejectsWith('PAYLOAD_TOO_LARGE', bus.ask(ORG, 'a', large, 1_000));
    await other.subscribe(ORG, 'big', async () => large);
    await rejectsWith('PAYLOAD_TOO_LARGE', bus.ask(ORG, 'big', 1, 1_000));
  });

  it('lets a handler finish and answer before it closes', async () => {
    let begun = (): void => undefined;
    const called = new Promise<void>((resolve) => (begun = resolve));
    let finish = (): void => undefined;
    await bus.subscribe(ORG, 'slow', () => {
      begun();
      return new Promise((resolve) => (finish = () => resolve('done')));
    });
    const asking = other.ask(ORG, 'slow', 1, 5_000);
    await called;
    const closing = bus.close();
    finish();
    await closing;
    expect(await asking).toBe('done');
  });
});
