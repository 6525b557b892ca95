import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { superviseProcess, type ProcessRecipe } from './supervised-process.js';

const node = (source: string, more: Partial<ProcessRecipe> = {}) =>
  superviseProcess({ name: 'child', command: process.execPath, args: ['-e', source], ...more });
const READY = { ready: (output: string) => output.includes('ready') };

describe('a supervised process', () => {
  it('is killed, started again and has another pid', async () => {
    const child = node('console.log("ready"); setInterval(() => {}, 1000)', READY);
    await child.start();
    const first = child.pid;
    expect(await child.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(child.running).toBe(false);
    expect(() => child.pid).toThrow('child does not run');
    await child.start();
    expect(child.pid).not.toBe(first);
    expect(child.starts).toBe(2);
    await child.kill();
  });

  it('stops in order, and is killed where it will not', async () => {
    const good = node('process.on("SIGTERM", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000)', READY);
    await good.start();
    expect(await good.stop()).toEqual({ code: 7, signal: null });
    const stubborn = node('process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)', READY);
    await stubborn.start();
    expect(await stubborn.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('stands still while it is paused and goes on after it', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connected = once(server, 'connection');
    const child = node(`require('net').connect(${port}, '127.0.0.1', function () { this.pipe(this); console.log('ready') })`, READY);
    await child.start();
    await connected;
    const [socket] = sockets;
    await child.pause();
    let heard = '';
    socket!.on('data', (piece: Buffer) => (heard += piece.toString()));
    socket!.write('hello');
    // A whole process of its own comes and goes meanwhile.
    const other = node('');
    await other.start();
    await other.ended();
    expect(heard).toBe('');
    const answer = once(socket!, 'data');
    child.continue();
    await answer;
    expect(heard).toBe('hello');
    await child.kill();
    socket!.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('says what a child wrote that ends before it is ready, or is late, and leaves none', async () => {
    await expect(node('console.error("no port"); process.exit(3)', READY).start()).rejects.toThrow(
      /child ended before it was ready:\nno port/,
    );
    const late = node('console.log("thinking"); setInterval(() => {}, 1000)', { ...READY, readyMs: 300 });
    await expect(late.start()).rejects.toThrow('child was not ready after 0.3 s');
    expect(late.running).toBe(false);
    await expect(superviseProcess({ name: 'nobody', command: '/no/such/program' }).start()).rejects.toThrow('ENOENT');
  });
});
