import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached, checkSum } from './cached.mjs';
import { withLock } from './folder-lock.mjs';
import { freePorts, isFree } from './free-ports.mjs';
import { identityOf } from './process-identity.mjs';
import { findProgram, needPrograms, run } from './programs.mjs';
import { firstOf, installed, named } from './sources.mjs';
import { Unavailable } from './programs.mjs';

let dir;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'cached-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the cache', () => {
  it('is filled once, whoever asks at the same time', async () => {
    let fetches = 0;
    const fetch = async (folder) => {
      fetches += 1;
      await new Promise((resolve) => setImmediate(resolve));
      writeFileSync(join(folder, 'file'), 'whole');
    };
    const folders = await Promise.all([cached(dir, 'thing', fetch), cached(dir, 'thing', fetch), cached(dir, 'thing', fetch)]);
    expect([fetches, new Set(folders).size]).toEqual([1, 1]);
    expect(readFileSync(join(folders[0], 'file'), 'utf8')).toBe('whole');
  });

  it('never takes half a download for a whole one', async () => {
    const half = async (folder) => {
      writeFileSync(join(folder, 'file'), 'half');
      throw new Unavailable('the line broke');
    };
    await expect(cached(dir, 'thing', half)).rejects.toThrow('the line broke');
    expect(existsSync(join(dir, 'thing'))).toBe(false);
    await cached(dir, 'thing', async (folder) => expect(existsSync(join(folder, 'file'))).toBe(false));
  });

  it('refuses a file that is not the one that was written down', async () => {
    writeFileSync(join(dir, 'file'), 'abc');
    await checkSum(join(dir, 'file'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    await expect(checkSum(join(dir, 'file'), '00')).rejects.toThrow(/its SHA-256 is ba7816bf/);
  });
});

describe('a lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(join(dir, 'lock'), work)));
    expect([most, inside, existsSync(join(dir, 'lock'))]).toEqual([1, 0, false]);
  });

  it('of a process that died is taken over, of one that lives is waited for', async () => {
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(holder, 'spawn');
    writeFileSync(join(dir, 'lock'), JSON.stringify(identityOf(holder.pid)));
    await expect(withLock(join(dir, 'lock'), async () => 'in', { waitMs: 100 })).rejects.toThrow(`is held by process ${holder.pid}`);
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    expect(await withLock(join(dir, 'lock'), async () => 'in')).toBe('in');
  });
});

describe('what the machine has', () => {
  it('has free ports below those of outgoing connections, each another one', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    for (const port of ports) expect([port, port < 32_768, await isFree(port)]).toEqual([port, true, true]);
  });

  it('names a program that is missing', async () => {
    expect(findProgram('node')).toMatch(/node$/);
    expect(() => needPrograms(['node', 'no-such-program'], 'This')).toThrow('This needs no-such-program, which is not on PATH');
    await expect(run(process.execPath, ['-e', 'console.error("no network"); process.exit(4)'])).rejects.toThrow(/ended with 4: no network/);
  });

  it('comes by a program in one of several ways, and tells why not', async () => {
    const no = (reason) => async () => Promise.reject(new Unavailable(reason));
    expect(await firstOf([no('no package'), () => undefined, async () => ({ program: 'x' })])).toEqual({ program: 'x' });
    await expect(firstOf([no('no package'), no('no compiler')])).rejects.toThrow('no package; no compiler');
    await expect(firstOf([() => Promise.reject(new TypeError('a mistake'))])).rejects.toThrow(TypeError);
    expect(() => installed('no-such-program')).toThrow(Unavailable);
    expect(named('AGENTFLOW_NO_SUCH_VARIABLE')).toBeUndefined();
  });
});
