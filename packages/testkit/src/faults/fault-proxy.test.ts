import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createFaultProxy, type FaultProxy } from './fault-proxy.js';

/** Sends back what it gets. */
let target: Server;
let proxy: FaultProxy;
const reached: Socket[] = [];
const clients: Socket[] = [];

beforeEach(async () => {
  target = createServer({ allowHalfOpen: true }, (socket) => {
    reached.push(socket);
    socket.on('error', () => undefined).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  proxy = await createFaultProxy({ target: `127.0.0.1:${(target.address() as AddressInfo).port}` });
});
afterEach(async () => {
  for (const socket of [...clients.splice(0), ...reached.splice(0)]) socket.destroy();
  await proxy.close();
  if (target.listening) await new Promise((resolve) => target.close(resolve));
});

const dial = async (): Promise<Socket> => {
  const socket = connect(proxy.port, '127.0.0.1');
  clients.push(socket);
  await once(socket, 'connect');
  return socket;
};
const sorry = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.on('end', () => resolve('end'));
    socket.resume();
  });
const receive = async (socket: Socket, bytes: number): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  let got = 0;
  while (got < bytes) {
    const [piece] = (await once(socket, 'data')) as [Buffer];
    pieces.push(piece);
    got += piece.length;
  }
  return Buffer.concat(pieces);
};
const say = async (socket: Socket, text: string): Promise<string> => {
  socket.write(text);
  return (await receive(socket, text.length)).toString();
};
const numbered = (size: number) => Buffer.from(Array.from({ length: size }, (_, n) => n % 251));

describe('a fault proxy', () => {
  it('passes bytes both ways, in order, and an end behind them', async () => {
    const socket = await dial();
    const sent = numbered(3_000_000);
    socket.end(sent);
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece as Buffer);
    expect(Buffer.concat(pieces).equals(sent)).toBe(true);
    expect(proxy.counts).toMatchObject({ accepted: 1, forwardedBytes: 2 * sent.length, corruptedBytes: 0 });
  });

  it('cut: ends what is open, refuses what is new, and is there again at the same port', async () => {
    const socket = await dial();
    expect(await say(socket, 'before')).toBe('before');
    const ended = sorry(socket);
    await proxy.set({ kind: 'cut' });
    expect(await ended).toBe('end');
    await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.set({ kind: 'pass' });
    expect(await say(await dial(), 'after')).toBe('after');
    expect(proxy.counts).toMatchObject({ accepted: 2, cutConnections: 1 });
  });

  it('half-open: accepts and stays silent, and what was sent arrives late', async () => {
    const old = await dial();
    await say(old, 'before');
    await proxy.set({ kind: 'half-open' });
    const fresh = await dial();
    const heard: string[] = [];
    for (const socket of [old, fresh]) socket.on('data', (piece: Buffer) => heard.push(piece.toString()));
    old.write('old');
    fresh.write('new');
    const probe = once(target, 'connection');
    connect((target.address() as AddressInfo).port, '127.0.0.1')
      .unref()
      .destroySoon();
    await probe;
    // The target answers others all the while: silence is the proxy's.
    expect({ heard, reached: reached.length }).toEqual({ heard: [], reached: 2 });
    const both = Promise.all([once(old, 'data'), once(fresh, 'data')]);
    await proxy.set({ kind: 'pass' });
    await both;
    expect(heard.sort()).toEqual(['new', 'old']);
    expect(proxy.counts.heldPieces).toBe(1);
    expect(proxy.open).toBe(2);
  });

  it('half-open: an end on one side is not noticed on the other before it heals', async () => {
    const socket = await dial();
    await say(socket, 'before');
    const [far] = reached;
    await proxy.set({ kind: 'half-open' });
    const noticed = once(far!, 'close');
    socket.resetAndDestroy();
    await once(socket, 'close');
    expect(far!.destroyed).toBe(false);
    await proxy.set({ kind: 'pass' });
    await noticed;
  });

  it('delay: everything arrives later, and in order', async () => {
    const socket = await dial();
    await proxy.set({ kind: 'delay', ms: 120 });
    const from = performance.now();
    const sent = numbered(200_000);
    socket.write(sent);
    expect((await receive(socket, sent.length)).equals(sent)).toBe(true);
    // A lower bound only: there and back.
    expect(performance.now() - from).toBeGreaterThanOrEqual(230);
    expect(proxy.counts.delayedPieces).toBeGreaterThanOrEqual(2);
  });

  it('throttle: a connection gets no more than it is given', async () => {
    const socket = await dial();
    await proxy.set({ kind: 'throttle', bytesPerSecond: 20_000 });
    const from = performance.now();
    await say(socket, 'x'.repeat(8000));
    expect(performance.now() - from).toBeGreaterThanOrEqual(350);
    expect(proxy.counts.throttledPieces).toBeGreaterThanOrEqual(2);
  });

  it('reset: tears connections, old and new, so that the client sees it', async () => {
    const old = await dial();
    await say(old, 'before');
    const torn = sorry(old);
    await proxy.set({ kind: 'reset' });
    expect(await torn).toBe('ECONNRESET');
    const fresh = connect(proxy.port, '127.0.0.1');
    clients.push(fresh);
    expect(await sorry(fresh)).toBe('ECONNRESET');
    await proxy.set({ kind: 'pass' });
    expect(await say(await dial(), 'after')).toBe('after');
    expect(proxy.counts).toMatchObject({ accepted: 3, resetConnections: 2 });
  });

  it('corrupt: changes one byte of so many, on the way that was asked for, and counts them', async () => {
    const socket = await dial();
    await proxy.set({ kind: 'corrupt', every: 100, direction: 'to-client' });
    const sent = numbered(10_000);
    socket.write(sent);
    const got = await receive(socket, sent.length);
    const changed = [...got.keys()].filter((at) => got[at] !== sent[at]);
    expect(changed).toEqual(Array.from({ length: 100 }, (_, n) => 100 * n + 99));
    expect(proxy.counts.corruptedBytes).toBe(100);
  });

  it('ends a connection whose target is not there, and counts it', async () => {
    await new Promise((resolve) => target.close(resolve));
    expect(await sorry(await dial())).toBe('end');
    expect(proxy.counts).toMatchObject({ accepted: 1, unreachable: 1, forwardedBytes: 0 });
  });

  it('refuses what makes no sense, by name', async () => {
    await expect(createFaultProxy({ target: 'nowhere' })).rejects.toThrow('"nowhere" is no host:port');
    await expect(proxy.set({ kind: 'delay', ms: -1 })).rejects.toThrow('delay: ms is -1');
    await expect(proxy.set({ kind: 'throttle', bytesPerSecond: 0 })).rejects.toThrow('throttle: bytesPerSecond is 0');
    await expect(createFaultProxy({ target: 'localhost:1', port: proxy.port })).rejects.toThrow(`port ${proxy.port} is taken`);
  });
});
