import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackends } from './backends.mjs';
import { httpRequest } from './http-request.mjs';
import { identityOf, isAlive } from './process-identity.mjs';
import { Unavailable } from './programs.mjs';

/** A server that counts its starts in its data folder and tells them. */
const SOURCE = `
const [port, dir] = process.argv.slice(1);
const fs = require('fs');
const file = dir + '/db/starts';
const starts = (fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0) + 1;
fs.writeFileSync(file, String(starts));
require('http').createServer((request, answer) => answer.end(String(starts))).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => { fs.writeFileSync(dir + '/stopped', 'in order'); process.exit(0); });
`;
const fake = (name, more = {}) => ({
  name,
  portsPerNode: 1,
  secrets: ['password'],
  data: ['db'],
  readyMs: 15_000,
  stopMs: 3000,
  obtain: async () => ({ version: '1.0' }),
  prepare: async ({ nodes }) => nodes.forEach((node) => mkdirSync(join(node.dir, 'db'), { recursive: true })),
  command: (_place, node) => ({ program: process.execPath, args: ['-e', SOURCE, String(node.ports[0]), node.dir] }),
  ready: async (_place, node) => {
    try {
      return (await httpRequest(node.ports[0], '/', { timeoutMs: 300 })).status === 200;
    } catch {
      return false;
    }
  },
  env: ({ nodes, secrets }) => ({
    [`${name.toUpperCase()}_URL`]: `http://${secrets.password}@127.0.0.1:${nodes.map((node) => node.ports[0])}`,
  }),
  ...more,
});

let dir;
let open;
let said;
const backends = (...servers) => {
  said = [];
  const file = join(dir, 'backends.json');
  return (open = createBackends({ servers, dataDir: dir, cache: dir, file, report: (name, text) => said.push(`${name}: ${text}`) }));
};
const published = () => JSON.parse(readFileSync(join(dir, 'backends.json'), 'utf8'));
const startsOf = async (name) => Number((await httpRequest(published().servers.find((server) => server.name === name).port, '/')).text);
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'backends-'))));
afterEach(async () => {
  await open.down();
  rmSync(dir, { recursive: true, force: true });
});

describe('the local servers', () => {
  it('start, are published for their owner alone, and are left as they are by a second start', async () => {
    const all = backends(fake('one'), fake('two'));
    expect((await all.up()).map((row) => [row.name, row.outcome])).toEqual([
      ['one', 'ready'],
      ['two', 'ready'],
    ]);
    const before = published();
    expect(statSync(join(dir, 'backends.json')).mode & 0o777).toBe(0o600);
    expect(before.env.ONE_URL).toMatch(/^http:\/\/\w{36}@127\.0\.0\.1:\d+$/);
    expect((await all.up()).map((row) => row.detail)).toEqual(['running already', 'running already']);
    expect(published()).toEqual(before);
    expect(await all.status()).toEqual([
      expect.objectContaining({ name: 'one', state: 'ready', pid: before.servers[0].pid, version: '1.0', memory: expect.any(Number) }),
      expect.objectContaining({ name: 'two', state: 'ready' }),
    ]);
  });

  it('stop in order and come back on the same ports, with the same secrets and data', async () => {
    const all = backends(fake('one'));
    await all.up();
    const before = published();
    await all.down();
    expect(existsSync(join(dir, 'one/stopped'))).toBe(true);
    expect(existsSync(join(dir, 'backends.json'))).toBe(false);
    expect(isAlive(before.servers[0])).toBe(false);
    expect(await all.status()).toEqual([expect.objectContaining({ name: 'one', state: 'down' })]);
    expect(await all.up()).toEqual([{ name: 'one', outcome: 'ready', detail: expect.stringContaining('ready after') }]);
    expect(published().env).toEqual(before.env);
    expect(published().servers[0].port).toBeLessThan(32_768);
    expect(await startsOf('one')).toBe(2);
  });

  it('never signal a process that has the pid of one of theirs by now', async () => {
    const all = backends(fake('one'));
    await all.up();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(stranger, 'spawn');
    const kept = identityOf(stranger.pid);
    const real = published().servers[0];
    const record = { version: '1.0', processes: { 1: { pid: stranger.pid, start: real.start } } };
    writeFileSync(join(dir, 'one/processes.json'), JSON.stringify(record));
    await all.control('kill', 'one');
    await all.down();
    expect(isAlive(kept)).toBe(true);
    expect(isAlive(real)).toBe(true);
    process.kill(real.pid, 'SIGKILL');
    const ended = once(stranger, 'exit');
    stranger.kill();
    await ended;
  });

  it('that cannot be had or fail are named with the reason, and the others start', async () => {
    const gone = fake('gone', { obtain: async () => Promise.reject(new Unavailable('there is no java')) });
    const broken = fake('broken', { command: () => ({ program: process.execPath, args: ['-e', 'throw new Error("bad setting")'] }) });
    const silent = fake('silent', { readyMs: 300, ready: async () => false });
    const rows = await backends(gone, broken, silent, fake('good')).up();
    expect(rows.map((row) => [row.name, row.outcome])).toEqual([
      ['gone', 'unavailable'],
      ['broken', 'failed'],
      ['silent', 'failed'],
      ['good', 'ready'],
    ]);
    expect(rows[0].detail).toBe('there is no java');
    expect(rows[1].detail).toMatch(/ended before it was ready[^]*bad setting/);
    expect(rows[2].detail).toContain('it was not ready after 0.3 s');
    expect(said.join('\n')).toContain('gone: cannot be had: there is no java');
    expect(Object.keys(published().env)).toContain('GOOD_URL');
  });

  it('whose port somebody else has taken say so instead of moving', async () => {
    const all = backends(fake('one'));
    await all.up();
    const { port } = published().servers[0];
    await all.down();
    const thief = createServer().listen(port, '127.0.0.1');
    await once(thief, 'listening');
    expect((await all.up())[0].detail).toContain(`port ${port} is taken by another program`);
    await new Promise((resolve) => thief.close(resolve));
    expect((await all.up())[0].outcome).toBe('ready');
  });

  it('are killed, held, restarted and wiped one by one', async () => {
    const all = backends(fake('one'), fake('two'));
    await all.up();
    const state = async () => (await all.status(['one']))[0].state;
    await all.control('kill', 'one');
    expect(await state()).toBe('down');
    expect(Object.keys(published().env)).toEqual(['ONE_URL', 'TWO_URL']);
    await all.control('start', 'one');
    expect(await startsOf('one')).toBe(2);
    await all.control('pause', 'one');
    expect(await state()).toBe('paused');
    await all.control('continue', 'one');
    expect(await state()).toBe('ready');
    await all.control('pause', 'one');
    expect((await all.up({ names: ['one'] }))[0].outcome).toBe('ready');
    await all.control('restart', 'one');
    expect(await startsOf('one')).toBe(3);
    await all.control('wipe', 'one');
    expect(await state()).toBe('down');
    await all.control('start', 'one');
    expect([await startsOf('one'), await startsOf('two')]).toEqual([1, 1]);
    await expect(all.control('kill', 'nobody')).rejects.toThrow('there is no server "nobody": there are one, two');
    await expect(all.control('kill', 'one', 2)).rejects.toThrow('one has no node 2');
  });

  it('of several nodes lose one and get it back, and another number of nodes is another folder', async () => {
    const all = backends(fake('one'));
    await all.up({ sizes: { one: 3 } });
    const states = async () => (await all.status()).map((row) => row.state);
    expect(await states()).toEqual(['ready', 'ready', 'ready']);
    const before = published();
    await all.control('kill', 'one', 2);
    expect(await states()).toEqual(['ready', 'down', 'ready']);
    await all.up();
    expect(await states()).toEqual(['ready', 'ready', 'ready']);
    expect(published().servers.map((server) => server.pid === before.servers[server.node - 1].pid)).toEqual([true, false, true]);
    await all.up({ sizes: { one: 1 } });
    expect(await states()).toEqual(['ready']);
    expect(before.servers.some(isAlive)).toBe(false);
  });

  it('that somebody else started are used and left alone by those who end only their own', async () => {
    const all = backends(fake('one'), fake('two'));
    await all.up({ names: ['one'] });
    await all.up({ tag: 'check' });
    await all.down({ tag: 'check' });
    expect((await all.status()).map((row) => row.state)).toEqual(['ready', 'down']);
    expect(said).toContain('one: left alone: it was not started as "check"');
    // What is dead is started anew, and is then of him who did.
    await all.control('kill', 'one');
    await all.up({ tag: 'check' });
    await all.down({ tag: 'check' });
    expect((await all.status()).map((row) => row.state)).toEqual(['down', 'down']);
  });
});
